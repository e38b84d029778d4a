#!/bin/sh
# Build frontend/ into app/static/dist. Packages run no scripts of their own at installation.
set -eu

if ! node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then
    echo "Miz needs Node 20 or newer to build its front end (Debian 13: apt install nodejs npm)." >&2
    exit 1
fi
cd frontend
npm ci --silent --ignore-scripts --no-audit --no-fund
npm run --silent build
mkdir -p ../app/static/dist
