#!/usr/bin/env bash
# Make the disk image: dist/Histocast.app comes in; signed, notarised where the environment allows, a .dmg goes out. macOS only.
#   packaging/macos/package.sh
# Environment: HISTOCAST_SIGN_IDENTITY ("Developer ID Application: ..."); for notarisation HISTOCAST_NOTARY_PROFILE, a profile
# kept by `xcrun notarytool store-credentials`. Without the first the app is signed for this computer only.
set -euo pipefail
cd "$(dirname "$0")/../.."
app=dist/Histocast.app
version="$(/usr/libexec/PlistBuddy -c 'Print CFBundleShortVersionString' "$app/Contents/Info.plist")"
dmg="dist/Histocast-$version-$(uname -m).dmg"
identity="${HISTOCAST_SIGN_IDENTITY:--}"
options=(--force --sign "$identity")
if [ "$identity" != - ]; then
    options+=(--timestamp --options runtime --entitlements packaging/macos/entitlements.plist)
fi

# Inside out: a signature holds what lies in the bundle already.
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 | xargs -0 codesign "${options[@]}"
codesign "${options[@]}" "$app/Contents/MacOS/histocast"
codesign "${options[@]}" "$app"
codesign --verify --deep --strict "$app"

stage="$(mktemp -d)"
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$dmg"
hdiutil create -volname "Histocast $version" -srcfolder "$stage" -format ULFO -ov "$dmg"
if [ "$identity" != - ]; then codesign --force --sign "$identity" --timestamp "$dmg"; fi
if [ -n "${HISTOCAST_NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$dmg" --keychain-profile "$HISTOCAST_NOTARY_PROFILE" --wait
    xcrun stapler staple "$dmg"
    spctl --assess --type open --context context:primary-signature "$dmg"
else
    printf 'Not notarised: HISTOCAST_NOTARY_PROFILE is not set.\n' >&2
fi
shasum -a 256 "$dmg" >"$dmg.sha256"
