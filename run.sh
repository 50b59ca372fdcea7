#!/usr/bin/env bash
# Runs the samples: a call between two .NET peers, or a page that calls a .NET peer. See ./run.sh --help
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'TEXT'
Usage: ./run.sh [--transport NAME] [--plain]   play a call between two .NET peers and check what arrives
       ./run.sh serve [--port N]               serve a page with the published skapi-js, and a .NET peer that answers its calls

Installs missing dependencies first: GStreamer and npm packages.
TEXT
}

build_and_run() {
  local project=$1
  shift
  eng/build.sh "$project"
  exec dotnet run --project "$project" --configuration Release --no-build -- "$@"
}

case "${1:-}" in
  -h | --help)
    usage
    ;;
  serve)
    shift
    eng/install-gstreamer.sh
    eng/install-npm.sh
    build_and_run samples/Skapi.Samples.Web "$@"
    ;;
  "" | --*)
    case " $* " in
      *" --transport sipsorcery "*)
        exec eng/integrations.sh run "$@"
        ;;
    esac
    eng/install-gstreamer.sh
    build_and_run samples/Skapi.Samples.Call "$@"
    ;;
  *)
    echo "Unknown command “$1”." >&2
    usage >&2
    exit 2
    ;;
esac
