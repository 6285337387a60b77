#!/usr/bin/env bash
# Fetches containerd from the Debian after this one into the test cache, once. This one's loses the end of what a container writes when it ends right
# after (mended by containerd's pull request 8643).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ ! -x "$bin/containerd" ] || exit 0
need_packages ca-certificates
step "Fetching containerd of Debian 13"
work=$cache/containerd
rm -rf "$work"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work" "$bin" "$logs"
cd "$work"
apt_of trixie "$work/apt"
{ "${apt[@]}" update && "${apt[@]}" download containerd; } >"$logs/fetch-containerd.log" 2>&1 ||
  fail "The containerd of Debian 13 cannot be had." "See $logs/fetch-containerd.log."
dpkg -x containerd_*.deb unpacked
mv unpacked/usr/bin/containerd-shim-runc-v2 "$bin/"
mv unpacked/usr/bin/containerd "$bin/"
