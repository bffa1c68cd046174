#!/usr/bin/env bash
# Make setup.exe and .msi from dist/histocast, as frozen on Windows; run there in Git Bash, with makensis and WiX 3.
#   packaging/windows/package.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
version="$(sed -n 's/.*"version": "\([^"]*\)".*/\1/p' dist/histocast/_internal/resources/build.json)"
sign="$PWD/packaging/windows/sign.sh"
bash "$sign" dist/histocast/histocast.exe dist/histocast/histocastw.exe
signing=()
if [ -n "${HISTOCAST_CERT_FILE:-}${HISTOCAST_CERT_THUMBPRINT:-}" ]; then signing=("-DSIGN=bash \"$sign\""); fi
# makensis knows paths of Windows only, and takes them with forward slashes.
here="$(pwd -W 2>/dev/null || pwd)"
makensis -V2 -WX "-DVERSION=$version" "-DPAYLOAD=$here/dist/histocast" "-DOUTFILE=$here/dist/histocast-$version-setup.exe" \
    "-DICON=$here/build/icons/histocast.ico" "-DLICENCE=$here/LICENSE" ${signing[@]+"${signing[@]}"} packaging/windows/histocast.nsi
bash packaging/windows/msi.sh dist/histocast "$version" "dist/histocast-$version.msi" build/icons/histocast.ico
bash "$sign" "dist/histocast-$version.msi"
(cd dist && sha256sum "histocast-$version-setup.exe" "histocast-$version.msi" >"histocast-$version-windows.sha256")
