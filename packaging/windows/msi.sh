#!/usr/bin/env bash
# Make the .msi for managed deployment: a frozen program for Windows comes in, one file goes out.
#   packaging/windows/msi.sh PAYLOAD VERSION OUT.msi ICON
# On Windows (Git Bash) with WiX 3 (heat, candle, light); elsewhere with wixl, to see that the source is good.
set -euo pipefail
payload="$1"
version="$2"
out="$3"
icon="$4"
here="$(cd "$(dirname "$0")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
if command -v candle >/dev/null; then
    heat dir "$payload" -nologo -cg Payload -dr INSTALLDIR -gg -srd -sfrag -sreg -scom -var var.Payload -out "$work/payload.wxs"
    candle -nologo -arch x64 "-dPayload=$payload" "-dVersion=$version" "-dIcon=$icon" -out "$work/" \
        "$here/histocast.wxs" "$work/payload.wxs"
    # ICE61: an upgrade by the same version is meant; ICE60: fonts among the files are not installed as fonts.
    light -nologo -sice:ICE60 -sice:ICE61 -out "$out" "$work/histocast.wixobj" "$work/payload.wixobj"
else
    # wixl has no MediaTemplate, and takes paths beside its source only.
    sed 's|<MediaTemplate EmbedCab="yes"/>|<Media Id="1" Cabinet="histocast.cab" EmbedCab="yes"/>|' "$here/histocast.wxs" >"$work/histocast.wxs"
    ln -s "$(readlink -f "$payload")" "$work/payload"
    cp "$icon" "$work/icon.ico"
    out="$(readlink -f "$out")"
    cd "$work"
    find payload/ -type f | LC_ALL=C sort |
        wixl-heat -p payload/ --component-group Payload --var var.Payload --directory-ref INSTALLDIR --win64 >payload.wxs
    wixl -a x64 -D Win64=yes -D Payload=payload -D "Version=$version" -D Icon=icon.ico -o "$out" histocast.wxs payload.wxs
fi
