# shellcheck shell=sh
# Source this to run `flask` and `celery` from a virtual environment against the servers of
# `docker compose up -d postgres redis-broker redis-cache`:   . deploy/host-env.sh
set -a
. ./.env
DATABASE_URL="postgresql://rolefit_app:$ROLEFIT_APP_PASSWORD@127.0.0.1:${POSTGRES_PORT:-5432}/rolefit"
OWNER_DATABASE_URL="postgresql://rolefit_owner:$ROLEFIT_OWNER_PASSWORD@127.0.0.1:${POSTGRES_PORT:-5432}/rolefit"
BROKER_URL="redis://:$BROKER_PASSWORD@127.0.0.1:${BROKER_PORT:-6379}/0"
CACHE_URL="redis://:$CACHE_PASSWORD@127.0.0.1:${CACHE_PORT:-6380}/0"
set +a
