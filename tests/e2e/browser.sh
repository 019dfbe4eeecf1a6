#!/bin/bash
# tests/e2e/browser.sh - the pages in Chromium: tests/browser/browser.js. Brings the npm packages of package-lock.json.
set -euo pipefail
folder=${SHEBAO_BUILD:-build-test}
if [[ ! -e node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
    touch node_modules/.package-lock.json
fi
exec node tests/browser/browser.js "$folder/shebao" "$@"
