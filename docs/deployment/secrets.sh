#!/bin/sh
# Makes what compose.yaml asks for in secrets/, once; what is there already stays. The files are for this user and for
# the user of the containers (10001) alone.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets articles
chmod 700 secrets
umask 077
for name in postgres_password writer_password reader_password serve_token; do
    [ -s "secrets/$name" ] || head -c 24 /dev/urandom | od -An -vtx1 | tr -d ' \n' >"secrets/$name"
done
[ -s secrets/writer_pgpass ] || printf 'database:5432:events:geomap:%s\n' "$(cat secrets/writer_password)" >secrets/writer_pgpass
[ -s secrets/reader_pgpass ] || printf 'database:5432:events:reader:%s\n' "$(cat secrets/reader_password)" >secrets/reader_pgpass
if [ "$(id -u)" = 0 ]; then
    chown 10001:10001 secrets/writer_pgpass secrets/reader_pgpass secrets/serve_token
else
    echo "As root: chown 10001:10001 docs/deployment/secrets/*_pgpass docs/deployment/secrets/serve_token" >&2
fi
