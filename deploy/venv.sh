#!/bin/sh
# Make .venv with a Python that is new enough; on a bare Debian, ask for what is missing in plain words.
set -eu

python=
for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Miz needs Python 3.11 or newer (Debian: apt install python3 python3-venv), or PYTHON=/path/to/python." >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    deploy/apt.sh python3-venv
fi
"$python" -m venv .venv
