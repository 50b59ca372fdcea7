#!/usr/bin/env bash
# Installs coturn, a TURN server, for the tests of the managed transport if it is missing. They start it, and skip without it.
set -euo pipefail

if command -v turnserver > /dev/null; then exit 0; fi

"$(dirname "$0")/apt-install.sh" coturn || echo "coturn cannot be installed, so the tests that need a TURN server are skipped." >&2
