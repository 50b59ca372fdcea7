#!/usr/bin/env bash
# Builds a project or the solution. Prints nothing unless the build fails.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v dotnet > /dev/null || { echo "The .NET SDK is missing. Install .NET 10: https://dotnet.microsoft.com/download" >&2; exit 1; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
if ! dotnet build "$1" --configuration Release --verbosity quiet -nologo > "$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
