#!/usr/bin/env bash
# Fuzzes a layer of the managed transport, guided by coverage, with SharpFuzz and AFL++.
#
#   tests/Skapi.Rtc.Managed.LongRuns/fuzz.sh TARGET SECONDS     TARGET: see "dotnet run --project tests/Skapi.Rtc.Managed.LongRuns"
#
# It begins with the corpus in tests/Skapi.Rtc.Managed.Tests/Fuzzing/Corpus. What it finds stays in artifacts/fuzz/TARGET. A crash is an
# input in its folder "default/crashes"; "replay" runs it again. Put the input into the corpus with the fix.
set -euo pipefail
[ $# -eq 2 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
target=$1
seconds=$2
cd "$(dirname "$0")/../.."

command -v afl-fuzz > /dev/null || eng/apt-install.sh afl++
tools=artifacts/fuzz/tools
[ -x "$tools/sharpfuzz" ] || dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$tools" > /dev/null

project=tests/Skapi.Rtc.Managed.LongRuns
eng/build.sh "$project"
program=artifacts/fuzz/program
rm -rf "$program"
cp -r "$project/bin/Release/net10.0" "$program"
for assembly in Skapi.Rtc.Managed Skapi.Rtc.Transport; do
  "$tools/sharpfuzz" "$program/$assembly.dll"
done

# The memory limit of AFL++ would stop the garbage collector's reservations, and the machine's core pattern does not matter here.
export AFL_SKIP_BIN_CHECK=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_UI=1
afl-fuzz -i "tests/Skapi.Rtc.Managed.Tests/Fuzzing/Corpus/$target" -o "artifacts/fuzz/$target" -t 5000 -m none -V "$seconds" \
  -- dotnet "$program/Skapi.Rtc.Managed.LongRuns.dll" afl "$target" > "artifacts/fuzz/$target.log"

grep -E 'execs_done|execs_per_sec|corpus_count|saved_crashes|saved_hangs|bitmap_cvg' "artifacts/fuzz/$target/default/fuzzer_stats"
[ -z "$(ls -A "artifacts/fuzz/$target/default/crashes")" ]
