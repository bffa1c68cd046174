#!/usr/bin/env bash
# Make the Debian package: dist/histocast comes in, dist/histocast[-gpu]_VERSION_ARCH.deb goes out. No root is needed.
#   packaging/linux/deb.sh
# There are no maintainer scripts: desktop, MIME and icon caches are kept by the triggers of the packages that own them.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=packaging/linux
payload=dist/histocast
about="$payload/_internal/resources/build.json"
field() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$about" "$1"; }
version="$(field version)"
arch="$(dpkg --print-architecture)"
case "$(field flavour)" in
    GPU) name=histocast-gpu; other=histocast ;;
    *) name=histocast; other=histocast-gpu ;;
esac
root="build/deb/$name"
stamp="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}"
export SOURCE_DATE_EPOCH="$stamp"

rm -rf "$root"
mkdir -p "$root"/usr/{bin,lib,share/{applications,mime/packages,man/man1,doc/$name}} "$root/DEBIAN"
cp -a "$payload" "$root/usr/lib/histocast"
ln -s ../lib/histocast/histocast "$root/usr/bin/histocast"
cp "$here/histocast.desktop" "$root/usr/share/applications/"
cp "$here/histocast.xml" "$root/usr/share/mime/packages/"
gzip -9 -n <"$here/histocast.1" >"$root/usr/share/man/man1/histocast.1.gz"
for side in 16 24 32 48 64 128 256 512; do
    install -D -m 644 "build/icons/histocast-$side.png" \
        "$root/usr/share/icons/hicolor/${side}x$side/apps/histocast.png"
done
install -D -m 644 build/icons/histocast.svg "$root/usr/share/icons/hicolor/scalable/apps/histocast.svg"
# The texts of all licences lie once in the payload.
ln -s ../../../lib/histocast/_internal/resources/LICENCES.txt "$root/usr/share/doc/$name/LICENCES.txt"
ln -s ../../../lib/histocast/_internal/resources/sbom.cdx.json "$root/usr/share/doc/$name/sbom.cdx.json"
cp LICENSE "$root/usr/share/doc/$name/copyright"
gzip -9 -n <CHANGELOG.md >"$root/usr/share/doc/$name/changelog.gz"

# What the payload does not bring itself. libc6: that of the system the package was built on.
depends="$(PYTHONPATH=. python3 packaging/linux/depends.py "$payload")"
cat >"$root/DEBIAN/control" <<CONTROL
Package: $name
Version: $version
Architecture: $arch
Maintainer: Histocast <histocast@localhost>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: $depends
Recommends: fonts-dejavu-core, zenity | kdialog | x11-utils
Conflicts: $other
Replaces: $other
Section: science
Priority: optional
Description: pathology viewer with an embedded outcome model
 Opens images of tissue spots and whole slides, reads a spot with VGG-16 and a
 sequence network, and shows a 5-year survival probability with a heatmap.
 Research use only. The model is inside; no network is needed.
CONTROL
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
find "$root" -type d -exec chmod 755 {} +
find "$root" -type f -perm /111 -exec chmod 755 {} +
find "$root" -type f ! -perm /111 -exec chmod 644 {} +
find "$root" -newermt "@$stamp" -exec touch --no-dereference --date="@$stamp" {} +
deb="dist/${name}_${version}_$arch.deb"
dpkg-deb --root-owner-group -Zzstd -z"${HISTOCAST_ZSTD:-12}" --build "$root" "$deb"
rm -rf "$root"
(cd dist && sha256sum "$(basename "$deb")" >"$(basename "$deb").sha256")
ls -l "$deb"
