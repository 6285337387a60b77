#!/usr/bin/env bash
# Says why this machine cannot run the test cluster, and ends with 1; says nothing when it can.
problem() { echo "$1"; exit 1; }
[ "$(id -u)" -eq 0 ] || problem "it needs to be run as root"
[ "$(uname -m)" = x86_64 ] || problem "Kubernetes is built for x86_64 only, this is $(uname -m)"
grep -qs '^VERSION_ID="12"' /etc/os-release || problem "Kubernetes is built from the sources of Debian 12"
[ -d /dev/shm ] || problem "there is no /dev/shm"
unshare --net true 2>/dev/null || problem "network namespaces cannot be made"
trial=$(mktemp -d)
trap 'umount "$trial" 2>/dev/null; rmdir "$trial"' EXIT
unshare --mount sh -c "mount -t tmpfs tmpfs $trial && mkdir $trial/l $trial/u $trial/w $trial/m && mount -t overlay overlay -o lowerdir=$trial/l,upperdir=$trial/u,workdir=$trial/w $trial/m" 2>/dev/null ||
  problem "the overlay file system cannot be mounted"
unshare --net sh -c 'ip link add trial0 type veth peer name trial1 && ip link add trial2 type bridge' 2>/dev/null || problem "virtual network links cannot be made"
unshare --net iptables -t nat -L >/dev/null 2>&1 || ! command -v iptables >/dev/null || problem "iptables does not work"
[ "$(awk '/MemAvailable/ {print int($2 / 1024)}' /proc/meminfo)" -ge 3000 ] || problem "it needs 3 GB of free memory"
