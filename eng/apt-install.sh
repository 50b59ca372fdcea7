#!/usr/bin/env bash
# Installs Debian packages, as root or by sudo. Their names are the arguments.
set -euo pipefail

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null || { echo "Absent, and installing them needs root or sudo: apt-get install $*" >&2; exit 1; }
  as_root=(sudo)
fi

echo "Installing $*" >&2
# Two runs of apt at once lose each other's files, so this one waits for the lock.
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600)
"${apt[@]}" update
"${apt[@]}" install -y --no-install-recommends "$@" > /dev/null
