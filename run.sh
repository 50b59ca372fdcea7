#!/usr/bin/env bash
# Runs the samples: a call between two .NET peers, or a page that calls a .NET peer. See ./run.sh --help
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'TEXT'
Usage: ./run.sh [--transport NAME] [--plain]   play a call between two .NET peers and check what arrives
       ./run.sh serve [--port N]               serve a page with the published skapi-js, and a .NET peer that answers its calls

NAME is gstreamer (the default), managed, in-memory or sipsorcery. Over managed, which has no media, a file is sent instead.
Installs missing dependencies first: GStreamer for the transports that need it, and npm packages.
TEXT
}

build_and_run() {
  local project=$1
  shift
  eng/build.sh "$project"
  exec dotnet run --project "$project" --configuration Release --no-build -- "$@"
}

# Prints the transport that the arguments name.
transport_of() {
  local name=gstreamer
  while [ $# -gt 0 ]; do
    if [ "$1" = --transport ]; then name=${2:-}; fi
    shift
  done
  echo "$name"
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
    case "$(transport_of "$@")" in
      managed | in-memory) ;;
      gstreamer) eng/install-gstreamer.sh ;;
      sipsorcery) exec eng/integrations.sh run "$@" ;;
      *)
        echo "Unknown transport “$(transport_of "$@")”. --transport needs one of: gstreamer, managed, in-memory, sipsorcery." >&2
        exit 2
        ;;
    esac
    build_and_run samples/Skapi.Samples.Call "$@"
    ;;
  *)
    echo "Unknown command “$1”." >&2
    usage >&2
    exit 2
    ;;
esac
