#!/usr/bin/env bash
# Try a Debian package in a clean root: the .deb comes in; installed, smoke-tested, removed, leftovers listed. Needs root.
#   packaging/linux/test_deb.sh DEB [OUT]
set -euo pipefail
cd "$(dirname "$0")/../.."
deb="$(readlink -f "$1")"
out="$(mkdir -p "${2:-build/smoke-deb}" && cd "${2:-build/smoke-deb}" && pwd)"
clean="$PWD/build/chroot"
root="$PWD/build/chroot-test"
mounted=()
tidy() {
    for ((i = ${#mounted[@]} - 1; i >= 0; i--)); do umount "${mounted[$i]}" || true; done
    if [ -n "${xvfb:-}" ]; then kill "$xvfb" 2>/dev/null || true; fi
}
trap tidy EXIT
bind() {
    mkdir -p "$root$2"
    mount --bind "$1" "$root$2"
    mounted+=("$root$2")
}

# A system with nothing but what Debian calls essential, and apt.
if [ ! -e "$clean/.ready" ]; then
    rm -rf "$clean"
    debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$clean"
    touch "$clean/.ready"
fi
rm -rf "$root"
cp -a "$clean" "$root"
mkdir -p "$root/tmp/.X11-unix" "$root/work"
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
bind /proc /proc
bind /dev /dev
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"; }
files() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./work -o -path ./var/cache -o -path ./var/lib \
    -o -path ./var/log -o -path ./tmp \) -prune -o -print | LC_ALL=C sort); }

inside apt-get update -q >/dev/null
cp "$deb" "$root/work/histocast.deb"
name="$(dpkg-deb -f "$deb" Package)"
# First what it depends on, so that what is left at the end is its own.
inside dpkg-deb -f /work/histocast.deb Depends | tr ',' '\n' | sed 's/(.*)//; s/|.*//; s/ //g' >"$out/depends.txt"
# shellcheck disable=SC2046
inside env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
    $(tr '\n' ' ' <"$out/depends.txt") fonts-dejavu-core desktop-file-utils shared-mime-info >"$out/depends.log" 2>&1
files >"$out/before.txt"
inside dpkg -i /work/histocast.deb | tee "$out/install.log"
inside desktop-file-validate /usr/share/applications/histocast.desktop
inside grep -q 'image/x-aperio-svs' /usr/share/applications/mimeinfo.cache
inside grep -q 'image/x-aperio-svs' /usr/share/mime/globs

display=":$((500 + RANDOM % 400))"
Xvfb "$display" -screen 0 1440x900x24 >/dev/null 2>&1 &
xvfb=$!
until xwininfo -display "$display" -root >/dev/null 2>&1; do sleep 0.1; done
bind /tmp/.X11-unix /tmp/.X11-unix
bind "$out" "$out"
cat >"$out/histocast" <<PROGRAM
#!/bin/sh
exec chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root LC_ALL=C.UTF-8 DISPLAY="$display" QT_QPA_PLATFORM=xcb \
    HISTOCAST_HOME="\$HISTOCAST_HOME" /usr/bin/histocast "\$@"
PROGRAM
chmod +x "$out/histocast"
DISPLAY="$display" SAMPLES=/usr/lib/histocast/_internal/resources/spots bash packaging/smoke_test.sh "$out/histocast" "$out/smoke"

# The policy file is the keepers' own: not the package's, and honoured by it.
mkdir -p "$root/etc/histocast"
printf 'network = false\ndevices = ["cpu"]\n' >"$root/etc/histocast/policy.toml"
HISTOCAST_HOME="$out/smoke/home" "$out/histocast" doctor | grep 'network off' || { echo "FAILED: the policy is not honoured"; exit 1; }
rm -r "$root/etc/histocast"

inside dpkg --purge "$name" | tee "$out/remove.log"
files >"$out/after.txt"
if diff "$out/before.txt" "$out/after.txt" >"$out/left.txt"; then
    printf 'OK: installed, tried, removed; nothing is left\n'
else
    printf 'FAILED: left behind or missing:\n'
    cat "$out/left.txt"
    exit 1
fi
