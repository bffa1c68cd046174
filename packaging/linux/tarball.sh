#!/usr/bin/env bash
# Make the package that needs no root: dist/histocast comes in, dist/histocast-VERSION-linux-ARCH-FLAVOUR.tar.zst goes out.
#   packaging/linux/tarball.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
about=dist/histocast/_internal/resources/build.json
field() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]].lower())' "$about" "$1"; }
name="histocast-$(field version)-linux-$(uname -m)-$(field flavour)"
stamp="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}"
root="build/tar/$name"
rm -rf "$root"
mkdir -p "$root/share"
cp -al dist/histocast "$root/program"
cp build/icons/histocast.svg build/icons/histocast-256.png packaging/linux/histocast.desktop packaging/linux/histocast.xml \
    packaging/linux/histocast.1 "$root/share/"
cp packaging/linux/user_install.sh "$root/install.sh"
cp LICENSE "$root/"
tar -C build/tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$stamp" -cf - "$name" |
    zstd -q -T0 -"${HISTOCAST_ZSTD:-12}" -f -o "dist/$name.tar.zst"
rm -rf "$root"
(cd dist && sha256sum "$name.tar.zst" >"$name.tar.zst.sha256")
ls -l "dist/$name.tar.zst"
