#!/bin/bash
# tests/e2e/http.sh - see http.c.
folder=${SHEBAO_BUILD:-build-test}
SHEBAO_BINARY=$folder/shebao exec "$folder/tests/e2e_http" "$@"
