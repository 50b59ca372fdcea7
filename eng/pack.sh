#!/usr/bin/env bash
# Packs every package of the repository, with symbols, into a folder.
#
#   eng/pack.sh FOLDER [OPTION…]     the options are passed to "dotnet pack", for example --no-build or -p:MinVerVersionOverride=1.2.3
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
case " $* " in
  *" --configuration "*) ;;
  *) set -- --configuration Release "$@" ;;
esac

cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet pack eng/packages.proj --output "$folder" --verbosity quiet -nologo "$@"
