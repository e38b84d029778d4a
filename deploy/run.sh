#!/bin/sh
# Open the desk on this machine: tables, demo data, then web server and scheduler in one process group.
# Idempotent; called by `make run`, which has made .venv and the front end.
set -eu

# what is kept here is nobody else's to read
umask 077
export MIZ_ENVIRONMENT="${MIZ_ENVIRONMENT:-development}"

.venv/bin/python -m config
.venv/bin/alembic upgrade head
if [ "$MIZ_ENVIRONMENT" = development ]; then
    .venv/bin/python -m deploy.demo --logins
fi
exec .venv/bin/gunicorn --config deploy/gunicorn.conf.py wsgi:app
