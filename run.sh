#!/usr/bin/env bash
# Runs the samples: a call between two .NET peers, or a page that calls a .NET peer. See ./run.sh --help
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'TEXT'
Usage: ./run.sh [--transport NAME] [--file] [--plain]   play a call between two .NET peers and check what arrives
       ./run.sh serve [--port N]                        serve a page with the published skapi-js, and a .NET peer that answers its calls

NAME is managed (the default), gstreamer, in-memory or sipsorcery. --file also sends a file of 100 MB; --transport managed always does.
A call needs the .NET SDK only, and “serve” also Node.js, for its npm packages. “serve” uses GStreamer's codecs if they are installed.
The transports gstreamer and sipsorcery need GStreamer, which is installed first if it is missing.
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
  local name=managed
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
    eng/install-npm.sh samples/Skapi.Samples.Web
    build_and_run samples/Skapi.Samples.Web "$@"
    ;;
  "" | --*)
    case "$(transport_of "$@")" in
      managed | in-memory) ;;
      gstreamer) eng/install-gstreamer.sh ;;
      sipsorcery) exec eng/integrations.sh run "$@" ;;
      *)
        echo "Unknown transport “$(transport_of "$@")”. --transport needs one of: managed, gstreamer, in-memory, sipsorcery." >&2
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
