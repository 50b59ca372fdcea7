#!/usr/bin/env bash
# Installs Chromium for the browser tests where it is absent.
set -euo pipefail

for browser in chromium chromium-browser google-chrome; do
  if command -v "$browser" > /dev/null; then exit 0; fi
done

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null || { echo "Chromium is absent, and installing it needs root or sudo: apt-get install chromium" >&2; exit 1; }
  as_root=(sudo)
fi

echo "Installing Chromium" >&2
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends chromium > /dev/null
