#!/bin/sh
# Open the desk on this machine: settings looked at, tables made, then web server and scheduler in one process group.
# run.sh [--demo]: with the demo's data, which is asked for by `make run` alone and never filled into production.
# Idempotent; .venv and the front end must be there.
set -eu

# what is kept here is nobody else's to read
umask 077
export MIZ_ENVIRONMENT="${MIZ_ENVIRONMENT:-development}"

.venv/bin/python -m config
.venv/bin/alembic upgrade head
if [ "${1:-}" = --demo ] && [ "$MIZ_ENVIRONMENT" = development ]; then
    .venv/bin/python -m deploy.commands demo --logins
fi
exec .venv/bin/gunicorn --config deploy/gunicorn.conf.py wsgi:app
