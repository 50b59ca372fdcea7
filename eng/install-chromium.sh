#!/usr/bin/env bash
# Installs Chromium for the browser tests if it is missing.
set -euo pipefail

for browser in chromium-headless-shell chromium chromium-browser google-chrome; do
  if command -v "$browser" > /dev/null; then exit 0; fi
done

exec "$(dirname "$0")/apt-install.sh" chromium-headless-shell
