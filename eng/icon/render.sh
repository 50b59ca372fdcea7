#!/usr/bin/env bash
# Renders icon.svg to icon.png, the icon of every package: 128 by 128 pixels with a transparent background. Needs Chromium.
set -euo pipefail
cd "$(dirname "$0")"

chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 --default-background-color=00000000 \
  --window-size=128,128 --screenshot="$PWD/icon.png" "file://$PWD/icon.svg"
