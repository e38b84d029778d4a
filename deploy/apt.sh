#!/bin/sh
# Install Debian packages where we may; where we may not, say which are missing and stop.
set -eu

as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
fi
if ! command -v apt-get >/dev/null || ! ${as_root:+$as_root -n} true 2>/dev/null; then
    echo "Missing: $*. Install with: sudo apt-get install $*" >&2
    exit 1
fi
echo "Installing $*"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$@" >/dev/null
