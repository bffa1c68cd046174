#!/usr/bin/env bash
# Write the SHA-256 of every package and its papers to dist/SHA256SUMS, and sign that list.
#   packaging/checksums.sh [FOLDER]        (default: dist)
# Environment: HISTOCAST_GPG_KEY (a key of gpg) or HISTOCAST_SSH_KEY (a private key of ssh-keygen). Without both, the list is
# not signed, and this is said. How to check the signature: packaging/README.md.
set -euo pipefail
cd "${1:-$(dirname "$0")/../dist}"
sum() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

shopt -s nullglob
listed=(*.deb *.tar.zst *.exe *.msi *.dmg histocast.cdx.json histocast.vulnerabilities.json)
if [ "${#listed[@]}" -eq 0 ]; then printf 'There is no package in %s.\n' "$PWD" >&2; exit 1; fi
rm -f SHA256SUMS SHA256SUMS.asc SHA256SUMS.sig
sum "${listed[@]}" >SHA256SUMS
if [ -n "${HISTOCAST_GPG_KEY:-}" ]; then
    gpg --batch --yes --local-user "$HISTOCAST_GPG_KEY" --armor --output SHA256SUMS.asc --detach-sign SHA256SUMS
    gpg --batch --verify SHA256SUMS.asc SHA256SUMS
elif [ -n "${HISTOCAST_SSH_KEY:-}" ]; then
    ssh-keygen -q -Y sign -n histocast -f "$HISTOCAST_SSH_KEY" SHA256SUMS
else
    printf 'SHA256SUMS is not signed: neither HISTOCAST_GPG_KEY nor HISTOCAST_SSH_KEY is set.\n' >&2
fi
