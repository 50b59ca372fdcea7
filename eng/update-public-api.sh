#!/usr/bin/env bash
# Records the public API of every package in its PublicAPI.Unshipped.txt. Run it after a change of the public API, and read the difference
# before you commit it. What a release has shipped is in PublicAPI.Shipped.txt; the script does not change that file.
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT

projects=()
for project in src/*/*.csproj; do
  # Apps cannot reference what is not a package: the generator, for example.
  if [ "$(dotnet msbuild "$project" -getProperty:IsPackable)" != true ]; then continue; fi
  if ! dotnet restore "$project" --verbosity quiet > "$log" 2>&1; then
    echo "Skipped: $(basename "$project" .csproj), because its packages do not restore." >&2
    continue
  fi
  projects+=("$project")
  folder=$(dirname "$project")
  [ -e "$folder/PublicAPI.Shipped.txt" ] || echo '#nullable enable' > "$folder/PublicAPI.Shipped.txt"
  echo '#nullable enable' > "$folder/PublicAPI.Unshipped.txt"
done

# The files are part of the compilation, so every project is compiled again, and the analyzer names each symbol that no file has.
: > "$log"
for project in "${projects[@]}"; do
  dotnet restore "$project" --verbosity quiet
  if ! dotnet build "$project" --configuration Release --no-restore --verbosity quiet -nologo \
    -p:TreatWarningsAsErrors=false >> "$log" 2>&1; then
    grep -E ': error ' "$log" | sort -u >&2
    exit 1
  fi
done

for project in "${projects[@]}"; do
  folder=$(dirname "$project")
  {
    echo '#nullable enable'
    {
      # RS0016: a symbol that no file has. RS0017: a line of the shipped file without a symbol.
      sed -nE "s|.*RS0016: Symbol '(.*)' is not part of the declared public API.*\[$PWD/$project\]$|\1|p" "$log"
      sed -nE "s|.*RS0017: Symbol '(.*)' is part of the declared API, but .*\[$PWD/$project\]$|*REMOVED*\1|p" "$log"
    } | LC_ALL=C sort -u
  } > "$folder/PublicAPI.Unshipped.txt"
  echo "$(basename "$folder"): $(($(wc -l < "$folder/PublicAPI.Unshipped.txt") - 1)) symbols"
done
