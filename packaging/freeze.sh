#!/usr/bin/env bash
# Freeze the program for this system: sources come in, dist/histocast and its SBOM go out.
#   packaging/freeze.sh [--flavour cpu|gpu] [--bundle FILE] [--backbone FILE|seeded]
# Environment: PYTHON (3.11 or newer); HISTOCAST_TORCH (what pip installs as torch, default see below); and whatever pip
# itself reads, such as PIP_INDEX_URL and PIP_EXTRA_INDEX_URL for a mirror that has CPU builds of torch.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
flavour=cpu
staged=()
while [ $# -gt 0 ]; do
    case "$1" in
        --flavour) flavour="$2"; shift 2 ;;
        --bundle | --backbone) staged+=("$1" "$2"); shift 2 ;;
        *) printf 'Unknown: %s\n' "$1" >&2; exit 2 ;;
    esac
done

# On Linux the ordinary torch is the CUDA one; elsewhere the ordinary one is what there is.
torch_cpu=torch==2.13.0
if [ "$(uname -s)" = Linux ]; then torch_cpu=torch==2.13.0+cpu; fi
case "$flavour" in
    cpu) packages=("${HISTOCAST_TORCH:-$torch_cpu}") ;;
    gpu) packages=("${HISTOCAST_TORCH:-torch==2.13.0}" torchvision) ;;
    *) printf 'The flavour is cpu or gpu, not %s\n' "$flavour" >&2; exit 2 ;;
esac
venv="build/venv-$flavour"
tools=build/venv-tools
if [ -d "$venv/Scripts" ] || [ "${OS:-}" = Windows_NT ]; then bin=Scripts; else bin=bin; fi

# Two builds of the same sources are the same: no build time, no random order.
SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}"
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0 PYTHONPATH="$root" PIP_DISABLE_PIP_VERSION_CHECK=1

python="${PYTHON:-python3.11}"
if [ ! -e "$venv/.ready-$(cksum <packaging/constraints.txt | cut -d' ' -f1)" ]; then
    "$python" -m venv --clear "$venv"
    if ! "$venv/$bin/python" -m pip install -q -c packaging/constraints.txt "${packages[@]}"; then
        printf 'pip has no %s here. Name an index that has it (PIP_EXTRA_INDEX_URL) or another torch (HISTOCAST_TORCH).\n' \
            "${packages[0]}" >&2
        exit 1
    fi
    # Everything pyproject.toml asks for but torch and torchvision, which the flavour decides.
    "$venv/$bin/python" packaging/requirements.py >build/requirements.txt
    "$venv/$bin/python" -m pip install -q -c packaging/constraints.txt -r build/requirements.txt pyinstaller
    "$venv/$bin/python" -m pip install -q --no-deps -e .
    touch "$venv/.ready-$(cksum <packaging/constraints.txt | cut -d' ' -f1)"
fi
# Qt's plugin for the look of GTK: not used (the program has its own), and it would bring as much of GTK as this system has.
rm -f "$venv"/lib/python*/site-packages/PySide6/Qt/plugins/platformthemes/libqgtk3.so

if [ ! -e "$tools/.ready" ]; then
    "$python" -m venv --clear "$tools"
    "$tools/$bin/python" -m pip install -q cyclonedx-bom pip-audit
    touch "$tools/.ready"
fi

"$venv/$bin/python" packaging/icons.py
"$venv/$bin/python" packaging/stage.py ${staged[@]+"${staged[@]}"}
"$venv/$bin/python" packaging/sbom.py --tool "$tools/$bin/cyclonedx-py"
"$venv/$bin/python" -m PyInstaller --noconfirm --log-level WARN --workpath build/pyinstaller --distpath dist packaging/histocast.spec
cp build/stage/resources/sbom.cdx.json dist/histocast.cdx.json
# A known vulnerability ends the build. For a release, HISTOCAST_MUST_ASK=1 also ends it if no database was reached.
"$tools/$bin/python" packaging/vulnerabilities.py --sbom dist/histocast.cdx.json --out dist/histocast.vulnerabilities.json \
    ${HISTOCAST_MUST_ASK:+--must-ask}
"$venv/$bin/python" packaging/sizes.py dist/histocast | tee dist/histocast.sizes.txt
"$venv/$bin/python" packaging/payload.py dist/histocast --list dist/histocast.SHA256SUMS | tee dist/histocast.payload.txt
