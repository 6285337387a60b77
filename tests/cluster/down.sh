#!/usr/bin/env bash
# Stops the test cluster and removes its state; the built programs stay. Stops only what up.sh has started.
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[ -d "$run" ] || exit 0
rm -f "$run/up"
# Nothing of it is kept, so nothing needs time to end in good order.
for name in names dnsmasq kube-proxy kubelet containerd; do stop $name 1; done
# Shims outlive containerd; ours name our socket.
for folder in /proc/[0-9]*; do
  case $({ tr '\0' ' ' <"$folder/cmdline"; } 2>/dev/null) in
    *containerd-shim*"-address $runtime_socket"*)
      for child in $(cat "$folder"/task/*/children 2>/dev/null); do kill -KILL "$child" 2>/dev/null; done
      kill -KILL "${folder#/proc/}" 2>/dev/null
      ;;
  esac
done
for name in forward-api forward-registry kube-scheduler kube-controller-manager kube-apiserver etcd registry; do stop $name 1; done
awk '{print $2}' /proc/mounts | grep -E "^($run|$runtime_state|/run/netns/cni-)" | sort -r | while read -r mount; do umount -l "$mount" 2>/dev/null; done
rm -f /run/netns/cni-*
if ip netns list | grep -qw $namespace; then
  ip netns del $namespace
  ip link del deis-host 2>/dev/null
fi
for controller in /sys/fs/cgroup/*; do
  for group in kubepods k8s.io; do
    [ ! -d "$controller/$group" ] || find "$controller/$group" -depth -type d -exec rmdir {} \; 2>/dev/null
  done
done
rm -rf "$etcd_data" "$run" "$runtime_state"
exit 0
