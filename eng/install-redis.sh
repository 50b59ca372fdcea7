#!/usr/bin/env bash
# Installs Redis for the tests of several gateways if it is missing. The tests start it themselves.
set -euo pipefail

if command -v redis-server > /dev/null; then exit 0; fi

exec "$(dirname "$0")/apt-install.sh" redis-server
