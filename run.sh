#!/usr/bin/env bash
# Plays a call between two .NET peers, or serves a page that calls one. See ./run.sh --help
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'TEXT'
Usage: ./run.sh [--transport NAME] [--plain]   play a whole call between two .NET peers, and check what arrives
       ./run.sh serve [--port N]               serve a page with the published skapi-js, and a .NET peer that answers its calls

What is missing on this machine (GStreamer, npm packages) is installed first.
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
    echo "“$1” is nothing that run.sh does." >&2
    usage >&2
    exit 2
    ;;
esac
