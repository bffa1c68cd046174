#!/usr/bin/env bash
# Sign files for Windows with the certificate the environment names; without one they stay as they are, and it is said.
#   packaging/windows/sign.sh FILE ...
# Environment: HISTOCAST_CERT_FILE (a .pfx) and HISTOCAST_CERT_PASSWORD, or HISTOCAST_CERT_THUMBPRINT (Windows' own store);
# HISTOCAST_TIMESTAMP_URL, the time stamp server of whoever issued the certificate.
set -euo pipefail
if [ -z "${HISTOCAST_CERT_FILE:-}${HISTOCAST_CERT_THUMBPRINT:-}" ]; then
    printf 'Not signed: neither HISTOCAST_CERT_FILE nor HISTOCAST_CERT_THUMBPRINT is set.\n' >&2
    exit 0
fi
if command -v signtool >/dev/null; then
    options=(sign -fd SHA256)
    if [ -n "${HISTOCAST_TIMESTAMP_URL:-}" ]; then options+=(-tr "$HISTOCAST_TIMESTAMP_URL" -td SHA256); fi
    if [ -n "${HISTOCAST_CERT_THUMBPRINT:-}" ]; then
        options+=(-sha1 "$HISTOCAST_CERT_THUMBPRINT")
    else
        options+=(-f "$HISTOCAST_CERT_FILE" -p "${HISTOCAST_CERT_PASSWORD:-}")
    fi
    for file in "$@"; do
        signtool "${options[@]}" "$file"
        signtool verify -pa "$file"
    done
    exit 0
fi
for file in "$@"; do
    options=(sign -h sha256 -pkcs12 "$HISTOCAST_CERT_FILE" -n Histocast -in "$file" -out "$file.signed")
    if [ -n "${HISTOCAST_TIMESTAMP_URL:-}" ]; then options+=(-ts "$HISTOCAST_TIMESTAMP_URL"); fi
    # From a file, so that no list of processes shows the password.
    password="$(mktemp)"
    printf '%s' "${HISTOCAST_CERT_PASSWORD:-}" >"$password"
    osslsigncode "${options[@]}" -readpass "$password" || { rm -f "$password"; exit 1; }
    rm -f "$password"
    mv "$file.signed" "$file"
done
