#!/usr/bin/env bash
# Make every package this machine can make: sources come in, tried packages in dist/ go out.
#   packaging/installer.sh [--flavour cpu|gpu] [--bundle FILE] [--backbone FILE|seeded]
set -euo pipefail
cd "$(dirname "$0")/.."

# Tools that a bare system lacks; installed where that needs no password, else named.
need() {
    local missing=() pair
    for pair in "$@"; do command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}"); done
    if [ "${#missing[@]}" -eq 0 ]; then return; fi
    if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
        apt-get update -q >&2 || true
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
    else
        printf 'Needed and not here: %s\n    sudo apt-get install --no-install-recommends %s\n' "${missing[*]}" "${missing[*]}" >&2
        exit 1
    fi
}

case "$(uname -s)" in
    Linux)
        need objdump:binutils zstd:zstd git:git
        # PyInstaller takes the libraries of Qt's X11 plugin from this system.
        lacking="$(python3 -m app.cli.qt_libraries)"
        if [ -n "$lacking" ]; then printf 'Not here, so packages will ask for them: %s\n' "$lacking" >&2; fi
        bash packaging/freeze.sh "$@"
        bash packaging/smoke_test.sh dist/histocast/histocast build/smoke
        bash packaging/linux/tarball.sh
        if command -v dpkg-deb >/dev/null; then
            bash packaging/linux/deb.sh
        else
            printf 'No dpkg-deb here: no Debian package.\n' >&2
        fi
        ;;
    Darwin)
        bash packaging/freeze.sh "$@"
        bash packaging/smoke_test.sh dist/histocast/histocast build/smoke
        bash packaging/macos/package.sh
        ;;
    MINGW* | MSYS*)
        PYTHON="${PYTHON:-python}" bash packaging/freeze.sh "$@"
        bash packaging/smoke_test.sh dist/histocast/histocast.exe build/smoke
        bash packaging/windows/package.sh
        ;;
    *)
        printf 'No package is known for %s.\n' "$(uname -s)" >&2
        exit 1
        ;;
esac
bash packaging/checksums.sh
ls -l dist
