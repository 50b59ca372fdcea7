#!/usr/bin/env bash
# Installs Firefox for the browser tests if it is missing.
set -euo pipefail

for browser in firefox-esr firefox; do
  if command -v "$browser" > /dev/null; then exit 0; fi
done

exec "$(dirname "$0")/apt-install.sh" firefox-esr
