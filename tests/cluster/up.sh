#!/usr/bin/env bash
# Starts a real Kubernetes of one node: control plane on 127.0.0.1, the node in a network namespace of its own, an image registry. Needs root and build.sh.
# Does nothing when it runs. Leaves a kubeconfig of an administrator in the cache folder, run/kubeconfig.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

problem=$("$here/possible.sh") || fail "This machine cannot run the test cluster: $problem"
need_packages etcd-server docker-registry openssl curl crun runc containernetworking-plugins iptables ipset conntrack ebtables ethtool socat \
  dnsmasq-base iproute2 buildah gcc libc6-dev
{ [ -f "$bin/.version" ] && [ -x "$bin/containerd" ]; } || fail "Kubernetes or its containerd is not there." "Run tests/cluster/build.sh first."
[ ! -e "$run/up" ] || exit 0
mkdir -p "$cache/registry" "$pki" "$etc" "$pids" "$logs"
started=$SECONDS

# ---- certificates
authority() {
  [ -f "$pki/$1.crt" ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$1" -keyout "$pki/$1.key" -out "$pki/$1.crt" 2>/dev/null
}
# certificate NAME AUTHORITY SUBJECT [NAMES OF A SERVER]
certificate() {
  [ ! -f "$pki/$1.crt" ] || return 0
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "$3" -keyout "$pki/$1.key" -out "$pki/$1.csr" 2>/dev/null
  {
    echo "keyUsage=critical,digitalSignature,keyEncipherment"
    if [ $# -gt 3 ]; then printf 'extendedKeyUsage=serverAuth\nsubjectAltName=%s\n' "$4"; else echo extendedKeyUsage=clientAuth; fi
  } >"$pki/$1.ext"
  openssl x509 -req -in "$pki/$1.csr" -CA "$pki/$2.crt" -CAkey "$pki/$2.key" -CAcreateserial -days 30 -extfile "$pki/$1.ext" -out "$pki/$1.crt" 2>/dev/null
}
# login FILE CERTIFICATE SERVER
login() {
  cat >"$1" <<END
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {certificate-authority-data: $(base64 -w0 "$pki/ca.crt"), server: "$3"}}]
users: [{name: test, user: {client-certificate-data: $(base64 -w0 "$pki/$2.crt"), client-key-data: $(base64 -w0 "$pki/$2.key")}}]
contexts: [{name: test, context: {cluster: test, user: test}}]
current-context: test
END
  chmod 600 "$1"
}
authority ca
authority front-proxy-ca
certificate apiserver ca /CN=kube-apiserver "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:$first_service,IP:$host_ip"
certificate apiserver-kubelet ca /O=system:masters/CN=kube-apiserver-kubelet-client
certificate front-proxy front-proxy-ca /CN=front-proxy-client
certificate admin ca /O=system:masters/CN=admin
certificate controllers ca /CN=system:kube-controller-manager
certificate scheduler ca /CN=system:kube-scheduler
certificate kubelet ca "/O=system:nodes/CN=system:node:$node"
certificate kubelet-server ca "/O=system:nodes/CN=system:node:$node" "DNS:$node,IP:$node_ip"
certificate proxy ca /CN=system:kube-proxy
[ -f "$pki/tokens.key" ] || openssl genrsa -out "$pki/tokens.key" 2048 2>/dev/null
login "$kubeconfig" admin "https://127.0.0.1:$api_port"
login "$etc/controllers.kubeconfig" controllers "https://127.0.0.1:$api_port"
login "$etc/scheduler.kubeconfig" scheduler "https://127.0.0.1:$api_port"
login "$etc/kubelet.kubeconfig" kubelet "https://$host_ip:$api_port"
login "$etc/proxy.kubeconfig" proxy "https://$host_ip:$api_port"

# ---- control plane and registry
step "Starting the test cluster"
cat >"$etc/registry.yml" <<END
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: $cache/registry}, delete: {enabled: true}}
http: {addr: $registry}
END
start registry docker-registry serve "$etc/registry.yml"
mkdir -p -m 700 $etcd_data
peer=http://127.0.0.1:$((etcd_port + 1))
start etcd etcd --name one --data-dir $etcd_data --unsafe-no-fsync --listen-client-urls "http://127.0.0.1:$etcd_port" \
  --advertise-client-urls "http://127.0.0.1:$etcd_port" --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "one=$peer"
wait_for etcd 30 curl -sf "http://127.0.0.1:$etcd_port/health"
"$here/api-server.sh" start
controllers=("--authentication-kubeconfig=$etc/controllers.kubeconfig" "--authorization-kubeconfig=$etc/controllers.kubeconfig")
# After an outage of the API server the controllers listen to it again up to half a minute later than the node does, and would take the only node for dead.
start kube-controller-manager "$bin/kube-controller-manager" "--kubeconfig=$etc/controllers.kubeconfig" "${controllers[@]}" --bind-address=127.0.0.1 --port=0 \
  "--service-account-private-key-file=$pki/tokens.key" "--root-ca-file=$pki/ca.crt" --use-service-account-credentials=true --leader-elect=false \
  --service-cluster-ip-range=$service_range --kube-api-qps=500 --kube-api-burst=1000 --node-monitor-period=2s --node-monitor-grace-period=3m
start kube-scheduler "$bin/kube-scheduler" "--kubeconfig=$etc/scheduler.kubeconfig" "--authentication-kubeconfig=$etc/scheduler.kubeconfig" \
  "--authorization-kubeconfig=$etc/scheduler.kubeconfig" --bind-address=127.0.0.1 --port=0 --leader-elect=false --kube-api-qps=500 --kube-api-burst=1000
wait_for "the controllers" 60 kubectl get serviceaccount default --namespace default

# ---- network of the node
if ! ip netns list | grep -qw $namespace; then
  ip netns add $namespace
  ip link add deis-host type veth peer name deis-node
  ip link set deis-node netns $namespace
  ip addr add $host_ip/30 dev deis-host
  ip link set deis-host up
  in_node ip link set lo up
  in_node ip addr add $node_ip/30 dev deis-node
  in_node ip link set deis-node up
  # Addresses of Services must have a route to be sent anywhere, before kube-proxy's rules see them.
  in_node ip link add services type bridge
  in_node ip link set services up
  in_node ip route add $service_range dev services
  in_node ip route add unreachable default metric 4000
  ip route add $pod_range via $node_ip dev deis-host
  ip route add $service_range via $node_ip dev deis-host
  in_node sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
  in_node sysctl -qw net.bridge.bridge-nf-call-iptables=1 2>/dev/null || true
fi
start forward-api socat "TCP-LISTEN:$api_port,bind=$host_ip,reuseaddr,fork,nodelay" "TCP:127.0.0.1:$api_port,nodelay"
start forward-registry socat "TCP-LISTEN:$registry_port,bind=$host_ip,reuseaddr,fork" "TCP:$registry"
# containerd misses that a process ran out of memory unless every controller of the kernel is mounted, and crun takes none that is left to version 2.
unified=/sys/fs/cgroup/unified/cgroup.controllers
controllers_to_mount() { { cat "$unified" 2>/dev/null || true; } | tr ' ' '\n' | sed 's/.*/left:&:/'; cat /proc/self/cgroup; }
while IFS=: read -r hierarchy controllers _; do
  [ "$hierarchy" != 0 ] && [ -n "$controllers" ] && [[ $controllers != *=* ]] || continue
  for controller in ${controllers//,/ }; do
    grep -q " cgroup .*\b$controller\b" /proc/mounts || { mkdir -p "/sys/fs/cgroup/$controller" && mount -t cgroup -o "$controller" cgroup "/sys/fs/cgroup/$controller"; }
  done
done < <(controllers_to_mount)
# Takes a tenth of the time of runc, which a pod starts a dozen times.
oci_runtime=$here/oci-runtime.sh
[ -z "$(cat "$unified" 2>/dev/null)" ] || oci_runtime=/usr/sbin/runc

# ---- containerd
if ! curl -sf "http://$registry/v2/pause/manifests/1" -o /dev/null; then
  context=$(mktemp -d)
  gcc -Os -static -o "$context/pause" "$here/pause.c"
  printf 'FROM scratch\nCOPY pause /pause\nENTRYPOINT ["/pause"]\n' >"$context/Dockerfile"
  buildah bud -q --isolation chroot -t "$registry/pause:1" "$context" >/dev/null
  buildah push -q --tls-verify=false "$registry/pause:1"
  rm -rf "$context"
fi
mkdir -p "$run/cni" "$run/mirrors/$registry" "$run/containerd" $runtime_state
cat >"$run/cni/10-bridge.conflist" <<END
{"cniVersion": "0.4.0", "name": "test", "plugins": [
  {"type": "bridge", "bridge": "pods", "isGateway": true, "ipMasq": false, "hairpinMode": true,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "$pod_range"}]], "routes": [{"dst": "0.0.0.0/0"}], "dataDir": "$run/addresses"}}]}
END
cat >"$run/mirrors/$registry/hosts.toml" <<END
server = "http://$host_ip:$registry_port"
[host."http://$host_ip:$registry_port"]
  capabilities = ["pull", "resolve"]
END
cat >"$etc/containerd.toml" <<END
version = 2
root = "$run/containerd"
state = "$runtime_state/state"
disabled_plugins = ["io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs"]
[grpc]
  address = "$runtime_socket"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$registry/pause:1"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$run/cni"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "$run/mirrors"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
      BinaryName = "$oci_runtime"
END
start containerd nsenter --net=/run/netns/$namespace env "PATH=$bin:$PATH" containerd --config "$etc/containerd.toml"
wait_for containerd 20 test -S $runtime_socket

# ---- kubelet, kube-proxy, DNS
printf 'search cluster.local\nnameserver %s\n' $node_ip >"$etc/resolv.conf"
cat >"$etc/kubelet.yaml" <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $node_ip
healthzBindAddress: 127.0.0.1
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $pki/ca.crt}}
authorization: {mode: Webhook}
tlsCertFile: $pki/kubelet-server.crt
tlsPrivateKeyFile: $pki/kubelet-server.key
cgroupDriver: cgroupfs
clusterDomain: cluster.local
clusterDNS: ["$node_ip"]
failSwapOn: false
nodeStatusUpdateFrequency: 2s
kubeAPIQPS: 500
kubeAPIBurst: 1000
resolvConf: $etc/resolv.conf
podCIDR: $pod_range
serializeImagePulls: false
# Tests wait for what it says of failing probes.
eventRecordQPS: 100
eventBurst: 200
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: 200Mi, nodefs.available: "1%", imagefs.available: "1%", nodefs.inodesFree: "1%"}
END
start kubelet nsenter --net=/run/netns/$namespace "$bin/kubelet" "--config=$etc/kubelet.yaml" "--kubeconfig=$etc/kubelet.kubeconfig" "--root-dir=$run/kubelet" \
  --hostname-override=$node --node-ip=$node_ip --container-runtime=remote "--container-runtime-endpoint=unix://$runtime_socket"
cat >"$etc/proxy.yaml" <<END
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $etc/proxy.kubeconfig}
bindAddress: $node_ip
healthzBindAddress: 127.0.0.1:10256
metricsBindAddress: 127.0.0.1:10249
mode: iptables
clusterCIDR: $pod_range
hostnameOverride: $node
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
iptables: {minSyncPeriod: 1s}
END
kubectl get clusterrolebinding test-kube-proxy >/dev/null 2>&1 ||
  kubectl create clusterrolebinding test-kube-proxy --clusterrole=system:node-proxier --user=system:kube-proxy >/dev/null
start kube-proxy nsenter --net=/run/netns/$namespace "$bin/kube-proxy" "--config=$etc/proxy.yaml"
touch "$run/names"
start dnsmasq nsenter --net=/run/netns/$namespace dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts "--addn-hosts=$run/names" \
  --local=/cluster.local/ --listen-address=$node_ip --bind-interfaces --user=root --pid-file= --log-facility=-
start names python3 "$here/names.py" "$run/names" "$pids/dnsmasq" "$bin/kubectl" "--kubeconfig=$kubeconfig"
node_is_ready() { kubectl get node $node -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}' | grep -q True; }
wait_for "the node" 90 node_is_ready

# ---- the accounts of the platform and of the router, each with its own rules and no others
# account NAME RULES: a service account, and a kubeconfig of it in the cache folder, run/NAME.kubeconfig
account() {
  local name=$1 token
  kubectl get serviceaccount "deis-$name" --namespace deis >/dev/null 2>&1 || kubectl create serviceaccount "deis-$name" --namespace deis >/dev/null
  kubectl apply -f "$here/../../$2" >/dev/null
  kubectl get clusterrolebinding "deis:deis-$name" >/dev/null 2>&1 ||
    kubectl create clusterrolebinding "deis:deis-$name" "--clusterrole=deis:deis-$name" "--serviceaccount=deis:deis-$name" >/dev/null
  token_secret() { kubectl get serviceaccount "deis-$name" --namespace deis -o 'jsonpath={.secrets[0].name}' | grep .; }
  wait_for "the token of the account deis-$name" 30 token_secret
  token=$(kubectl get secret "$(token_secret)" --namespace deis -o 'jsonpath={.data.token}' | base64 -d)
  cat >"$run/$name.kubeconfig" <<END
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {certificate-authority-data: $(base64 -w0 "$pki/ca.crt"), server: "https://127.0.0.1:$api_port"}}]
users: [{name: test, user: {token: $token}}]
contexts: [{name: test, context: {cluster: test, user: test}}]
current-context: test
END
  chmod 600 "$run/$name.kubeconfig"
}
kubectl get namespace deis >/dev/null 2>&1 || kubectl create namespace deis >/dev/null
account controller platform/Runtime/Kubernetes/rbac.yaml
account router router/Sources/Kubernetes/rbac.yaml
touch "$run/up"
note "ready after $((SECONDS - started)) s"
