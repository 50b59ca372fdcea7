#!/usr/bin/env bash
# Prints one line with the sums of the test results (.trx) in a folder. Fails if a test failed, or if there are no results.
#
#   eng/count-tests.sh FOLDER [STATUS]      STATUS is the exit code of the test run. If it is not 0 although no test failed, for example
#                                           because the test host crashed, the run counts as one failed test.
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
  echo "The test run failed although no test failed. See its output above." >&2
  failed=1
fi

echo "$passed passed, $failed failed, $((total - executed)) skipped"
[ "$total" -gt 0 ] && [ "$failed" -eq 0 ]
