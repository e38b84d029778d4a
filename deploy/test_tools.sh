#!/bin/sh
# What the tests need in addition to Python: PostgreSQL's server programs, Chromium, and poppler to look at PDFs. Only what is
# absent is installed.
set -eu

missing=
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null; then
    missing="$missing postgresql"
fi
if ! command -v chromium >/dev/null; then
    missing="$missing chromium"
fi
if ! command -v pdftoppm >/dev/null; then
    missing="$missing poppler-utils"
fi
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086 - one word a package
    deploy/apt.sh $missing
fi
