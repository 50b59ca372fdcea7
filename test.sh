#!/usr/bin/env bash
# Builds everything and runs every test. The last line counts them. Installs missing dependencies first.
set -euo pipefail
cd "$(dirname "$0")"

# One compiler for all projects: to start one for each of them takes longer than to compile.
export UseSharedCompilation=true DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

eng/install-gstreamer.sh
eng/install-chromium.sh
eng/install-firefox.sh
eng/install-npm.sh
eng/install-redis.sh
eng/install-coturn.sh
eng/build.sh Skapi.slnx

results=$(mktemp -d)
beside=
finish() {
  [ -z "$beside" ] || kill -- "-$beside" 2> /dev/null || true
  dotnet build-server shutdown --vbcscompiler > /dev/null || true
  rm -rf "$results"
}
trap finish EXIT

# These wait for media, browsers and other programs in real time, so they take long and use little. They run one after the other, and
# the other projects beside them, with the lowest priority: a stack that is starved loses its other side.
real_time=(
  Skapi.Browser.Tests Skapi.Rtc.Managed.Interop.Tests Skapi.Rtc.Managed.Networks.Tests Skapi.Rtc.GStreamer.Tests Skapi.Calls.Tests
  Skapi.Samples.Call.Tests)
others=()
for folder in tests/*.Tests; do
  case " ${real_time[*]} " in
    *" ${folder#tests/} "*) ;;
    *) others+=("${folder#tests/}") ;;
  esac
done

# Tests each project, one after the other. Prints what each has to say when it has ended.
test_all() {
  local status=0 project
  for project; do
    echo "Testing $project"
    dotnet test "tests/$project/bin/Release/net10.0/$project.dll" --logger "trx;LogFileName=$project.trx" --results-directory "$results" \
      > "$results/$project.log" 2>&1 || status=$?
    cat "$results/$project.log"
  done
  return "$status"
}

status=0
set -m # a process group of its own, which can be ended as a whole
{ renice -n 19 "$BASHPID" > /dev/null; test_all "${others[@]}"; } &
beside=$!
set +m
test_all "${real_time[@]}" || status=$?
wait "$beside" || status=$?
beside=

# Says which projects it skips because their packages do not restore.
eng/integrations.sh test "$results" || status=$?

eng/count-tests.sh "$results" "$status" || status=$?
exit "$status"
