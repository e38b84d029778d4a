#!/bin/sh
# Make .venv hold the packages of requirements/run.txt or dev.txt, each checked by its hash, and no others:
# packages.sh run|dev. Once it has had those of dev.txt, which has the others as well, it keeps them.
set -eu

list=$1
[ ! -e .venv/.dev ] || list=dev
python=.venv/bin/python
$python -m pip --quiet --disable-pip-version-check install --require-hashes --requirement requirements/uv.txt

# uv reads no settings of pip, so it is told those that say where packages come from
settings=$($python -m pip config list)
tell() { # a setting of pip, the variable of uv, what stands between several values
    value=$(printf '%s\n' "$settings" | sed -n "s/^[^=]*\.$1='\(.*\)'\$/\1/p" | sed 's/\\n/ /g' | head -n 1)
    [ -z "$value" ] || printenv "$2" >/dev/null || export "$2=$(printf '%s' "$value" | tr ' ' "$3")"
}
tell index-url UV_DEFAULT_INDEX ' '
tell extra-index-url UV_INDEX ' '
tell find-links UV_FIND_LINKS ,
tell no-index UV_NO_INDEX ' '
tell trusted-host UV_INSECURE_HOST ' '
tell cert SSL_CERT_FILE ' '
# as pip looks for them: in all indexes at once; the hashes say which files are good
export UV_INDEX_STRATEGY=unsafe-best-match

set -- sync "requirements/$list.txt"
exec .venv/bin/uv pip "$@" --quiet --require-hashes --compile-bytecode --python $python
