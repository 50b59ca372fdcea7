#!/usr/bin/env bash
# Installs the Debian packages that the arguments name, as root or with sudo.
set -euo pipefail

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo > /dev/null; then
    echo "Missing packages. Installing them needs root or sudo. Run as root: apt-get install $*" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing $*" >&2
# Two runs of apt at the same time disturb each other, so this one waits for the lock.
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600)
"${apt[@]}" update
"${apt[@]}" install -y --no-install-recommends "$@" > /dev/null
