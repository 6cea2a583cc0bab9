#!/usr/bin/env bash
# Chromium for the browser tests, from the machine's packages. Does nothing where one is there; where
# it cannot be installed it says so, and the tests are skipped (or fail: PLUMAGE_REQUIRE).
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then
        exit 0
    fi
done
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    echo "plumage: no Chromium for the browser tests; install it (Debian: sudo apt-get install chromium)" >&2
    exit 0
fi
echo "plumage: installing Chromium for the browser tests"
log=$(mktemp)
if ! { apt-get update && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends chromium; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "plumage: Chromium could not be installed; all that apt-get said is in $log" >&2
    exit 0
fi
rm -f "$log"
