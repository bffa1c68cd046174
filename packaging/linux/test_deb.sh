#!/usr/bin/env bash
# Try a Debian package in a clean root: the .deb comes in; installed over an older version, smoke-tested, removed, leftovers
# listed. Needs root. The older version is the same payload under a lower number with one file more.
#   packaging/linux/test_deb.sh DEB [OUT]
set -euo pipefail
lacking=""
for tool in debootstrap:debootstrap Xvfb:xvfb xwininfo:x11-utils; do
    command -v "${tool%%:*}" >/dev/null || lacking="$lacking ${tool##*:}"
done
if [ -n "$lacking" ]; then
    printf 'The package cannot be tried here. First, as root: apt-get install%s\n' "$lacking" >&2
    exit 1
fi
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
    # shellcheck disable=SC1091
    debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$clean"
    touch "$clean/.ready"
fi
rm -rf "$root"
cp -a "$clean" "$root"
mkdir -p "$root/tmp/.X11-unix" "$root/work"
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
bind /proc /proc
bind /dev /dev
step() { printf -- '=== %s\n' "$*"; }
fail() {
    printf 'FAILED: %s\n' "$*"
    exit 1
}
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"; }
files() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./work -o -path ./var/cache -o -path ./var/lib \
    -o -path ./var/log -o -path ./tmp -o -path ./root \) -prune -o -print | LC_ALL=C sort); }

inside apt-get update -q >/dev/null
cp "$deb" "$root/work/histocast.deb"
name="$(dpkg-deb -f "$deb" Package)"
# First what it depends on, so that what is left at the end is its own.
inside dpkg-deb -f /work/histocast.deb Depends | tr ',' '\n' | sed 's/(.*)//; s/|.*//; s/ //g' >"$out/depends.txt"
# shellcheck disable=SC2046
inside env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
    $(tr '\n' ' ' <"$out/depends.txt") fonts-dejavu-core desktop-file-utils shared-mime-info >"$out/depends.log" 2>&1
files >"$out/before.txt"

# A user of the older version: settings of one's own and a study, in the folders that nobody named.
step "the older version, and what its user keeps"
old="$PWD/build/deb-old"
rm -rf "$old"
dpkg-deb -R "$deb" "$old"
sed -i 's/^Version: .*/Version: 0.0.1/' "$old/DEBIAN/control"
printf 'of an older version\n' >"$old/usr/lib/histocast/_internal/left-over.txt"
dpkg-deb --root-owner-group -Znone --build "$old" "$root/work/old.deb" >/dev/null
rm -rf "$old"
inside dpkg -i /work/old.deb
rm "$root/work/old.deb"
inside dpkg-query -W "$name"
mkdir -p "$root/root/.config/Histocast" "$root/root/spots"
printf '[view]\ntheme=light\n' >"$root/root/.config/Histocast/settings.ini"
cp packaging/smoke/* "$root/root/"
cp resources/spots/*.jpg "$root/root/spots/"
inside histocast study create /root/clinic.histostudy --table /root/clinic.xlsx --images /root/spots >"$out/old-study.txt" 2>&1
inside histocast study import /root/clinic.histostudy --reads /root/reads.csv
inside histocast study status /root/clinic.histostudy >"$out/status-old.txt"
kept() { (cd "$root/root" && find . -type f -not -path './.cache/*' -not -name '*.log' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum); }
kept >"$out/kept-before.txt"

step "the package, over it"
inside dpkg -i /work/histocast.deb | tee "$out/install.log"
if [ -e "$root/usr/lib/histocast/_internal/left-over.txt" ]; then fail "the upgrade kept a file of the older version"; fi
inside dpkg --verify "$name" | tee "$out/verify.txt"
if [ -s "$out/verify.txt" ]; then fail "installed files are not the package's"; fi
kept | diff "$out/kept-before.txt" - || fail "the upgrade touched what the user keeps"
inside histocast study status /root/clinic.histostudy | diff "$out/status-old.txt" - || fail "the study reads differently"
inside desktop-file-validate /usr/share/applications/histocast.desktop
inside grep -q 'image/x-aperio-svs' /usr/share/applications/mimeinfo.cache
inside grep -q 'image/x-aperio-svs' /usr/share/mime/globs

display=":$((500 + RANDOM % 400))"
Xvfb "$display" -noreset -screen 0 1440x900x24 >/dev/null 2>&1 &
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

# The user's own settings hold in the new version's window: light, as set in the older one.
step "the settings of the older version in the window"
chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root LC_ALL=C.UTF-8 DISPLAY="$display" QT_QPA_PLATFORM=xcb \
    histocast /root/spots/sample-1-mixed.jpg >"$out/light.log" 2>&1 &
light=$!
end=$((SECONDS + 120))
until DISPLAY="$display" xwininfo -root -tree | grep -q '[.]jpg - Histocast"'; do
    if [ "$SECONDS" -ge "$end" ]; then fail "no window with the settings of the older version"; fi
    sleep 0.1
done
sleep 1 # for the fades
if command -v import >/dev/null; then DISPLAY="$display" import -window root "$out/light.png"; fi
kill "$light"
wait "$light" 2>/dev/null || true

# The policy file is the keepers' own: not the package's, and honoured by it.
step "the policy of the keepers"
mkdir -p "$root/etc/histocast"
policy() { printf '%s\n' "$@" >"$root/etc/histocast/policy.toml"; }
try() { HISTOCAST_HOME="$out/smoke/home" "$out/histocast" "$@"; }
policy 'network = false' 'devices = ["cpu"]' 'default_bundle = "demo-as-published"' 'cache_folder = "/root/cache"'
try doctor >"$out/policy.txt"
grep 'network off' "$out/policy.txt" || fail "the policy is not told"
grep -q '/root/cache' "$out/policy.txt" || fail "the cache is not where the policy says"
if try backbone fetch imagenet >"$out/policy-fetch.txt" 2>&1; then fail "weights were fetched against the policy"; fi
cat "$out/policy-fetch.txt"
if try predict /root/spots/sample-1-mixed.jpg --device intel-gpu >"$out/policy-device.txt" 2>&1; then
    fail "a device was used against the policy"
fi
cat "$out/policy-device.txt"
try bundle show >"$out/policy-bundle.txt"
grep -q 'demo-as-published' "$out/policy-bundle.txt" || fail "the default model is not the policy's"
policy 'netwerk = false'
if try predict /root/spots/sample-1-mixed.jpg >"$out/policy-wrong.txt" 2>&1; then fail "a policy with a fault was ignored"; fi
cat "$out/policy-wrong.txt"
rm -r "$root/etc/histocast"

step "removed"
kept >"$out/kept-before.txt"
inside dpkg --purge "$name" | tee "$out/remove.log"
kept | diff "$out/kept-before.txt" - || fail "the removal touched what the user keeps"
files >"$out/after.txt"
diff "$out/before.txt" "$out/after.txt" >"$out/left.txt" || { cat "$out/left.txt"; fail "left behind or missing, see above"; }
printf 'OK: installed over an older version, tried, removed; settings and study are kept, nothing else is left\n'
