# Where the test cluster lives, and how its processes are started and stopped. Sourced by the scripts beside it.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/../../eng/shell/progress.sh"
source "$here/../../eng/shell/packages.sh"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/deis-tests/kubernetes
bin=$cache/bin         # what build.sh made; kept
run=$cache/run         # state of a running cluster; removed by down.sh
logs=$cache/logs
pids=$run/pids
pki=$run/pki
etc=$run/etc
kubeconfig=$run/kubeconfig
audit=$run/audit.log   # what the accounts of the platform and of the router have asked for
account=system:serviceaccount:deis:deis
etcd_data=/dev/shm/deis-test-etcd   # tests need no fsync
runtime_state=/run/deis-test-containerd
runtime_socket=$runtime_state/containerd.sock

# The node is a network namespace with one cable to the machine and no way out of it.
namespace=deis-test
host_ip=10.77.0.2      # the machine's end: API server and registry as nodes and pods see them
node_ip=10.77.0.1      # the node's end
node=node1
pod_range=10.244.0.0/24
service_range=10.96.0.0/16
first_service=10.96.0.1
api_port=6443
registry_port=5000
etcd_port=12379
registry=127.0.0.1:$registry_port

# apt_of SUITE FOLDER: apt is from now on an apt-get that knows that suite alone, with its sources, from the Debian mirror that this machine uses.
apt_of() {
  local mirror
  mirror=$({ cat /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null || true; } |
    awk '$1 == "URIs:" || $1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }')
  mkdir -p "$2/lists/partial" "$2/archives/partial" "$2/sources"
  printf 'Types: deb deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' "$mirror" "$1" >"$2/sources/debian.sources"
  apt=(apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$2/sources" -o "Dir::State::lists=$2/lists"
    -o "Dir::Cache::archives=$2/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root)
}

kubectl() { "$bin/kubectl" --kubeconfig "$kubeconfig" --cache-dir "$run/kubectl-cache" "$@"; }
in_node() { nsenter --net="/run/netns/$namespace" "$@"; }

# A zombie counts as gone: in a container nobody may reap it.
lives() { [ -n "$1" ] && grep -qs '^State:' "/proc/$1/status" && ! grep -q '^State:.*Z' "/proc/$1/status"; }
runs() { lives "$(cat "$pids/$1" 2>/dev/null)"; }

# start NAME COMMAND...: in a session of its own, unless it runs. There is more memory than time: what is written in Go collects its garbage less often.
start() {
  local name=$1
  shift
  ! runs "$name" || return 0
  mkdir -p "$pids" "$logs"
  GOGC=400 setsid nohup "$@" >"$logs/$name.log" 2>&1 </dev/null &
  echo $! >"$pids/$name"
}

# stop NAME [SECONDS]: SIGTERM, SIGKILL after some time; only what start has started.
stop() {
  local pid tick
  pid=$(cat "$pids/$1" 2>/dev/null) || return 0
  if lives "$pid"; then
    kill -TERM "$pid" 2>/dev/null || true
    for ((tick = ${2:-10} * 10; tick > 0; tick--)); do
      lives "$pid" || break
      sleep 0.1
    done
    ! lives "$pid" || kill -KILL "$pid"
  fi
  rm -f "$pids/$1"
}

# wait_for WHAT SECONDS COMMAND...
wait_for() {
  local what=$1 end=$((SECONDS + $2))
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || fail "Waited too long for $what." "The logs are in $logs."
    sleep 0.1
  done
}
