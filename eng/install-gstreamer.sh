#!/usr/bin/env bash
# Installs the Debian packages of GStreamer that the transport needs, if any is missing.
set -euo pipefail

packages=(
  gstreamer1.0-nice
  gstreamer1.0-plugins-bad
  gstreamer1.0-plugins-base
  gstreamer1.0-plugins-good
  libgstreamer-plugins-bad1.0-0
  libgstreamer-plugins-base1.0-0
  libgstreamer1.0-0
)

missing=()
for package in "${packages[@]}"; do
  if ! dpkg-query -W -f='${Status}' "$package" 2> /dev/null | grep -q '^install ok installed$'; then
    missing+=("$package")
  fi
done
if [ "${#missing[@]}" -eq 0 ]; then exit 0; fi

exec "$(dirname "$0")/apt-install.sh" "${missing[@]}"
