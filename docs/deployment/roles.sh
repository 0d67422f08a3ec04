#!/bin/sh
# Run once by the database's image when its data folder is new: the extensions, a role that owns and writes the events
# (geomap) and one that may only read them (reader). Neither is a superuser.
set -eu
secrets=${SECRETS:-/run/secrets}
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
    --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-events}" \
    --set writer="$(cat "$secrets/writer_password")" --set reader="$(cat "$secrets/reader_password")" <<'SQL'
CREATE EXTENSION IF NOT EXISTS postgis SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE ROLE geomap LOGIN PASSWORD :'writer';
CREATE ROLE reader LOGIN PASSWORD :'reader';
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CREATE ON SCHEMA public TO geomap;
ALTER DEFAULT PRIVILEGES FOR ROLE geomap IN SCHEMA public GRANT SELECT ON TABLES TO reader;
ALTER ROLE reader SET default_transaction_read_only = on;
SQL
