#!/usr/bin/env bash
# Builds and runs what needs SIPSorcery, which is not on every registry. If it does not restore, the script says so and why.
# SKAPI_EXTRA_FEED can name a folder with additional packages to restore from.
#
#   eng/integrations.sh test [FOLDER]       build, test and count; with FOLDER, write the test results there and let the caller count them
#   eng/integrations.sh run [ARGUMENTS]     play a call over SIPSorcery
#   eng/integrations.sh benchmark           measure the set-up of a call over SIPSorcery
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Succeeds if the packages of a project restore, and fails if the registry does not have them. Any other failure ends the script.
restores() {
  dotnet restore "$1" --verbosity quiet > "$log" 2>&1 && return 0

  # NU1101: no such package. NU1102: not in this version. NU1301: the source is not reachable.
  if ! grep -qE 'error NU1(101|102|301)' "$log"; then
    cat "$log" >&2
    exit 1
  fi

  echo "Skipped: $(basename "$1" .csproj), because its packages do not restore." >&2
  sed -nE 's/.*error (NU1(101|102|301): [A-Z].*)/  \1/p' "$log" | sed 's/ *\[\/.*//' | sort -u >&2
  if [ -n "${SKAPI_EXTRA_FEED:-}" ]; then
    echo "  SKAPI_EXTRA_FEED is $SKAPI_EXTRA_FEED." >&2
  else
    echo "  SKAPI_EXTRA_FEED is not set. It can name a folder that has them." >&2
  fi
  return 1
}

# Tests each project whose packages restore, one after the other.
test_all() {
  local status=0 project
  for project in integrations/tests/*.Tests/*.csproj; do
    restores "$project" || continue
    eng/build.sh "$project"
    dotnet test "$project" --configuration Release --no-build -nologo --logger trx --results-directory "$1" || status=$?
  done
  return "$status"
}

test_and_count() {
  eng/install-gstreamer.sh
  eng/install-chromium.sh
  eng/install-npm.sh
  results=$(mktemp -d)
  trap 'rm -rf "$log" "$results"' EXIT
  local status=0
  test_all "$results" || status=$?
  [ -n "$(ls -A "$results")" ] || { echo "No project of integrations/ restores here, so nothing was tested."; return "$status"; }
  eng/count-tests.sh "$results" || status=$?
  return "$status"
}

start() {
  local project=$1
  shift
  restores "$project" || exit 1
  eng/build.sh "$project"
  rm -f "$log"
  exec dotnet run --project "$project" --configuration Release --no-build -- "$@"
}

case "${1:-}" in
  test)
    if [ $# -gt 1 ]; then test_all "$2"; else test_and_count; fi
    ;;
  run)
    shift
    eng/install-gstreamer.sh
    start integrations/samples/Skapi.Samples.Call.SipSorcery/Skapi.Samples.Call.SipSorcery.csproj "$@"
    ;;
  benchmark)
    shift
    start integrations/benchmarks/Skapi.Integrations.Benchmarks/Skapi.Integrations.Benchmarks.csproj "$@"
    ;;
  *)
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
