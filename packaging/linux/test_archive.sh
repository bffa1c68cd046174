#!/usr/bin/env bash
# Try the archive as an ordinary user: the .tar.zst comes in; installed, smoke-tested, installed over itself, removed,
# leftovers listed. Run by root, it goes on as a user without rights.
#   packaging/linux/test_archive.sh ARCHIVE [OUT]
set -euo pipefail
cd "$(dirname "$0")/../.."
archive="$(readlink -f "$1")"
out="$(readlink -m "${2:-build/smoke-archive}")"
if [ "$(id -u)" -eq 0 ]; then
    rm -rf "$out"
    mkdir -p "$out"
    # Whoever called sudo, else nobody: who owns the sources may read them.
    user="${SUDO_UID:-65534}" group="${SUDO_GID:-65534}"
    chown "$user:$group" "$out"
    exec setpriv --reuid "$user" --regid "$group" --clear-groups --no-new-privs \
        env -i "PATH=$PATH" LC_ALL=C.UTF-8 bash "$0" "$archive" "$out"
fi
step() { printf -- '=== %s\n' "$*"; }
fail() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}
# A blank in the path: users have such names.
export HOME="$out/a home"
rm -rf "$HOME"
mkdir -p "$HOME/Downloads"
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME HISTOCAST_HOME
files() { (cd "$HOME" && find . -path ./Downloads -prune -o \( -type f -o -type l \) -print | LC_ALL=C sort); }

step "unpacked and installed by $(id -un), without rights"
tar -C "$HOME/Downloads" --zstd -xf "$archive"
unpacked="$(find "$HOME/Downloads" -mindepth 1 -maxdepth 1 -type d)"
files >"$out/before.txt"
"$unpacked/install.sh"
program="$HOME/.local/bin/histocast"
"$program" --version
desktop="$HOME/.local/share/applications/histocast.desktop"
grep '^Exec=' "$desktop"
if command -v desktop-file-validate >/dev/null; then desktop-file-validate "$desktop"; fi

step "over itself: nothing of an older version stays"
printf 'of an older version\n' >"$HOME/.local/lib/histocast/_internal/left-over.txt"
"$unpacked/install.sh"
if [ -e "$HOME/.local/lib/histocast/_internal/left-over.txt" ]; then fail "the upgrade kept a file of the older version"; fi
rm -rf "$HOME/Downloads"/*

HISTOCAST_QUICK=1 bash packaging/smoke_test.sh "$program" "$out/smoke"

step "removed by the installed copy of its own script"
"$HOME/.local/lib/histocast/install.sh" --remove
# The desktop's own indexes of menus and file types are made anew, and stay.
files | grep -v -e '^./.local/share/mime/' -e '/mimeinfo.cache$' >"$out/after.txt" || true
diff "$out/before.txt" "$out/after.txt" || fail "left behind or missing, see above"
if [ -e "$HOME/.local/share/mime/packages/histocast.xml" ]; then fail "the file types stay"; fi
printf 'OK: installed without root, tried, installed over itself, removed; nothing is left\n'
