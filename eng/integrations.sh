#!/usr/bin/env bash
# What needs packages that not every registry has: SIPSorcery, Stateless, MessagePack and MemoryPack. Where they do not restore, it says
# so and why. SKAPI_EXTRA_FEED names a folder of packages to restore from besides.
#
#   eng/integrations.sh test [FOLDER]       build, test, count; the test results go into FOLDER, where the caller counts them
#   eng/integrations.sh run [ARGUMENTS]     play a call over SIPSorcery
#   eng/integrations.sh benchmark [ARGUMENTS]
set -euo pipefail
cd "$(dirname "$0")/.."

solution=integrations/Skapi.Integrations.slnx
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Succeeds where the packages are there. Any other failure to restore ends the script.
restores() {
  dotnet restore "$solution" --verbosity quiet > "$log" 2>&1 && return 0

  # NU1101: no such package. NU1102: not in this version. NU1301: the source cannot be reached.
  if ! grep -qE 'NU1101|NU1102|NU1301' "$log"; then
    cat "$log" >&2
    exit 1
  fi

  echo "The integrations are left out: their packages do not restore." >&2
  grep -oE 'NU1(101|102|301): [^[]*' "$log" | sed 's/ *$//' | sort -u | sed 's/^/  /' >&2
  if [ -n "${SKAPI_EXTRA_FEED:-}" ]; then
    echo "  SKAPI_EXTRA_FEED is $SKAPI_EXTRA_FEED." >&2
  else
    echo "  SKAPI_EXTRA_FEED may name a folder that has them; it is not set." >&2
  fi
  return 1
}

install_what_is_missing() {
  eng/install-gstreamer.sh
  eng/install-chromium.sh
  eng/install-npm.sh
}

test_all() {
  restores || return 0
  eng/build.sh "$solution"
  local status=0
  dotnet test "$solution" --configuration Release --no-build -nologo -m:1 --logger trx --results-directory "$1" || status=$?
  return "$status"
}

start() {
  local project=$1
  shift
  restores || exit 1
  eng/build.sh "$project"
  rm -f "$log"
  exec dotnet run --project "$project" --configuration Release --no-build -- "$@"
}

case "${1:-}" in
  test)
    if [ $# -gt 1 ]; then
      test_all "$2"
    else
      install_what_is_missing
      results=$(mktemp -d)
      trap 'rm -rf "$log" "$results"' EXIT
      status=0
      test_all "$results" || status=$?
      eng/count-tests.sh "$results" || { [ "$status" -eq 0 ] && [ -z "$(ls -A "$results")" ]; } || status=1
      exit "$status"
    fi
    ;;
  run)
    shift
    eng/install-gstreamer.sh
    start integrations/samples/Skapi.Samples.Call.SipSorcery "$@"
    ;;
  benchmark)
    shift
    start integrations/benchmarks/Skapi.Integrations.Benchmarks "$@"
    ;;
  *)
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
