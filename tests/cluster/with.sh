#!/usr/bin/env bash
# with.sh COMMAND...: runs a command while the test cluster is up. The command finds it by DEIS_TEST_CLUSTER, a folder: kubeconfig of an administrator,
# controller.kubeconfig and router.kubeconfig of the platform's accounts, audit.log of what these did, slugrunner-image.
# Several may run at the same time; the last of them takes the cluster down. One that was up before stays up.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

mkdir -p "$cache"
exec 8>"$cache/users.lock" 9>"$cache/change.lock"   # who uses the cluster shares the first; who starts or stops it has the second
finish() {
  flock 9
  flock --unlock 8
  if [ -e "$run/goes" ] && flock --exclusive --nonblock 8; then "$here/down.sh" 8>&- 9>&-; fi
}
flock 9
trap finish EXIT
if [ ! -e "$run/up" ]; then
  "$here/up.sh" 8>&- 9>&-
  touch "$run/goes"
fi
flock --shared 8
"$here/images.sh" 8>&- 9>&-
flock --unlock 9
DEIS_TEST_CLUSTER=$run "$@" 8>&- 9>&-
