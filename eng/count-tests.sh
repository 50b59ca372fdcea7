#!/usr/bin/env bash
# Sums up the test results (.trx) of a folder into one line. Fails where a test failed, or where there is none.
set -euo pipefail

counted() {
  grep -rhoE "<Counters [^>]*\b$1=\"[0-9]+\"" --include='*.trx' "$2" | grep -oE "\b$1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ sum += $1 } END { print sum + 0 }' || echo 0
}

total=$(counted total "$1")
passed=$(counted passed "$1")
executed=$(counted executed "$1")
failed=$((executed - passed))
skipped=$((total - executed))

echo "$passed passed, $failed failed, $skipped skipped"
[ "$total" -gt 0 ] && [ "$failed" -eq 0 ]
