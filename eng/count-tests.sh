#!/usr/bin/env bash
# Sums up the test results (.trx) of a folder into one line. Fails where a test failed, or where there is none. A run that failed
# without a failed test, because its host crashed for example, is given as the second argument and counts as one.
set -euo pipefail
folder=$1
status=${2:-0}

counted() {
  { grep -rhoE "<Counters [^>]*\b$1=\"[0-9]+\"" --include='*.trx' "$folder" || true; } |
    { grep -oE "\b$1=\"[0-9]+\"" || true; } | { grep -oE '[0-9]+' || true; } | awk '{ sum += $1 } END { print sum + 0 }'
}

total=$(counted total)
executed=$(counted executed)
passed=$(counted passed)
failed=$((executed - passed))
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  echo "The test run failed without a failed test: see above." >&2
  failed=1
fi

echo "$passed passed, $failed failed, $((total - executed)) skipped"
[ "$total" -gt 0 ] && [ "$failed" -eq 0 ]
