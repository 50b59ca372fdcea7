#!/usr/bin/env bash
# Installs the npm packages of the sample's page and of the tests in the versions of their lock files, if they are missing or old.
#
#   eng/install-npm.sh [FOLDER…]     with folders, only theirs
set -euo pipefail
cd "$(dirname "$0")/.."

command -v npm > /dev/null || { echo "npm is missing. Install Node.js 20 or later: https://nodejs.org" >&2; exit 1; }

if [ $# -eq 0 ]; then set -- samples/* tests/*; fi
for lock in "${@/%//package-lock.json}"; do
  [ -e "$lock" ] || continue
  folder=$(dirname "$lock")
  # npm writes this file last, so it is newer than the lock only after a successful installation.
  if [ "$folder/node_modules/.package-lock.json" -nt "$lock" ]; then continue; fi
  echo "Installing the npm packages of $folder" >&2
  npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error >&2
done
