#!/usr/bin/env bash
# Set up a working copy: system libraries, virtual environment, packages. Safe to run again.
#   packaging/setup.sh [VENV]
# System packages are installed where that is possible without a password; else the exact command is printed.
set -euo pipefail
cd "$(dirname "$0")/.."
venv="${1:-.venv}"

say() { printf '%s\n' "$*" >&2; }

find_python() {
    local name
    for name in "${PYTHON:-}" python3.11 python3.12 python3.13 python3.14 python3; do
        if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# Install Debian packages; 1 where this user or system cannot.
install_packages() {
    local root=()
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
        root=(sudo -n)
    fi
    say "Installing system packages: $*"
    # Without fresh lists the packages may not be found; with stale ones they may still be.
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2 || say "The package lists could not be updated."
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >&2
}

# Whether the virtual environment is there and whole: set-up may have been stopped half-way.
has_venv() { "$venv/bin/python" -m pip --version >/dev/null 2>&1; }

by_hand() { printf 'sudo apt-get update && sudo apt-get install -y --no-install-recommends %s' "$*"; }

if ! python="$(find_python)"; then
    say "Python 3.11 or newer is needed and was not found. On Debian 12 or newer:"
    say "    $(by_hand python3 python3-venv)"
    say "Then run make again. Another Python: make setup PYTHON=/path/to/python3.11"
    exit 1
fi

# Debian keeps what makes virtual environments in a package of its own.
if ! has_venv && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version="$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')"
    if ! install_packages "$version-venv"; then
        say "This Python cannot make virtual environments. Run:"
        say "    $(by_hand "$version-venv")"
        say "Then run make again."
        exit 1
    fi
fi

missing="$("$python" -m app.cli.qt_libraries)"
if [ -n "$missing" ]; then
    # One word a package, split on purpose.
    # shellcheck disable=SC2086
    if ! install_packages $missing; then
        say ""
        say "The window needs system libraries that are not here. Run (predictions work without them):"
        say "    $(by_hand $missing)"
        say ""
    fi
fi

if ! has_venv; then
    say "Making the virtual environment $venv with $python"
    "$python" -m venv --clear "$venv"
fi
say "Installing Python packages (torch and Qt are large: this takes some minutes the first time)"
quiet=-q
if [ -t 1 ]; then quiet=; fi # in a terminal, pip's bars show that the download goes on
# shellcheck disable=SC2086
"$venv/bin/python" -m pip install --disable-pip-version-check $quiet -e '.[dev]'
say "Ready: $venv/bin/histocast"
