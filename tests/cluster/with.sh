#!/usr/bin/env bash
# with.sh COMMAND...: runs a command while the test cluster is up. The command finds it by DEIS_TEST_CLUSTER (kubeconfig) and DEIS_TEST_SLUGRUNNER (image).
# A cluster that was up before stays up.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ -e "$run/up" ] || trap '"$here/down.sh"' EXIT
"$here/up.sh"
"$here/images.sh"
DEIS_TEST_CLUSTER=$kubeconfig DEIS_TEST_SLUGRUNNER=$(cat "$run/slugrunner-image") "$@"
