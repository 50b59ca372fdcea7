#!/usr/bin/env bash
# Builds everything and runs every test. The last line counts them. Installs missing dependencies first.
set -euo pipefail
cd "$(dirname "$0")"

eng/install-gstreamer.sh
eng/install-chromium.sh
eng/install-firefox.sh
eng/install-npm.sh
eng/install-redis.sh
eng/build.sh Skapi.slnx

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0

# One project after the other, because the media and browser tests need the whole machine.
dotnet test Skapi.slnx --configuration Release --no-build -nologo -m:1 --logger trx --results-directory "$results" || status=$?

# Says which projects it skips because their packages do not restore.
eng/integrations.sh test "$results" || status=$?

eng/count-tests.sh "$results" "$status" || status=$?
exit "$status"
