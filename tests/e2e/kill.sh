#!/bin/bash
# tests/e2e/kill.sh - see kill.c.
folder=${SHEBAO_BUILD:-build-test}
SHEBAO_BINARY=$folder/shebao exec "$folder/tests/e2e_kill" "$@"
