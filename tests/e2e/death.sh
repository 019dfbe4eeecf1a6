#!/bin/bash
# tests/e2e/death.sh - see death.c.
folder=${SHEBAO_BUILD:-build-test}
SHEBAO_BROKEN_LIBRARY=$PWD/$folder/tests/libbroken_sync.so SHEBAO_BINARY=$folder/shebao exec "$folder/tests/e2e_death" "$@"
