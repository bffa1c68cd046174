#!/usr/bin/env bash
# Install Histocast for this user, without root: this folder comes in; a command, a menu entry and file types go out.
#   ./install.sh             into ~/.local
#   ./install.sh --remove    takes all of it away again; settings, models, kept windows and studies stay
# A copy stays with the installed program, for its removal: ~/.local/lib/histocast/install.sh --remove
# The program also runs in place, without being installed: program/histocast
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
data="${XDG_DATA_HOME:-$HOME/.local/share}"
program="$HOME/.local/lib/histocast"
files=(
    "$HOME/.local/bin/histocast"
    "$data/applications/histocast.desktop"
    "$data/mime/packages/histocast.xml"
    "$data/icons/hicolor/scalable/apps/histocast.svg"
    "$data/icons/hicolor/256x256/apps/histocast.png"
    "$data/man/man1/histocast.1"
)

refresh() {
    # Where these are not there, menus and types come at the next login.
    if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$data/applications" || true; fi
    if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" >/dev/null 2>&1 || true; fi
}

if [ "${1:-}" = --remove ]; then
    rm -rf "$program"
    rm -f "${files[@]}"
    refresh
    printf 'Removed. Settings and data stay: see histocast(1).\n'
    exit 0
fi

if [ ! -d "$here/program" ]; then
    printf 'There is no program beside this script. To install: unpack the archive, and run the install.sh in it.\n' >&2
    printf 'To remove Histocast: %s --remove\n' "$here/install.sh" >&2
    exit 2
fi

# Beside its place first, so that an upgrade that is stopped leaves the old program.
rm -rf "$program.new"
mkdir -p "$(dirname "$program")"
cp -a "$here/program" "$program.new"
cp "$here/install.sh" "$program.new/install.sh"
rm -rf "$program"
mv "$program.new" "$program"
for file in "${files[@]}"; do mkdir -p "$(dirname "$file")"; done
ln -sf "$program/histocast" "${files[0]}"
sed "s|^Exec=histocast|Exec=\"$program/histocast\"|" "$here/share/histocast.desktop" >"${files[1]}"
cp "$here/share/histocast.xml" "${files[2]}"
cp "$here/share/histocast.svg" "${files[3]}"
cp "$here/share/histocast-256.png" "${files[4]}"
cp "$here/share/histocast.1" "${files[5]}"
refresh
printf 'Installed: %s\nTo remove it again: %s --remove\n' "${files[0]}" "$program/install.sh"
case ":$PATH:" in
    *":$HOME/.local/bin:"*) ;;
    *) printf 'The command histocast is found once ~/.local/bin is in PATH; the menu entry works without.\n' ;;
esac
