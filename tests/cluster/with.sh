#!/usr/bin/env bash
# with.sh COMMAND...: runs a command while the test cluster is up. The command finds it by DEIS_TEST_CLUSTER, a folder: kubeconfig of an administrator,
# controller.kubeconfig of the platform's account, audit.log of what that account did, slugrunner-image.
# A cluster that was up before stays up.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ -e "$run/up" ] || trap '"$here/down.sh"' EXIT
"$here/up.sh"
"$here/images.sh"
DEIS_TEST_CLUSTER=$run "$@"
