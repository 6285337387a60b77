#!/usr/bin/env bash
# Builds Kubernetes 1.20 from Debian's source package, with Debian's Go, into the test cache: five to eight minutes on two cores, once.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$here/containerd.sh"

version=1.20.5+really1.20.2-1.1+deb12u1
programs="kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl"
built="$version, pods go at once, chains are made once"
[ "$(cat "$bin/.version" 2>/dev/null)" != "$built" ] || exit 0

need_packages golang-1.19-go rsync jq gcc libc6-dev make dpkg-dev ca-certificates
free=$(df --output=avail -m "$HOME" | tail -n 1)
[ "$free" -ge 6144 ] || fail "The disk is nearly full: $free MB are free in $HOME, 6144 MB are needed to build Kubernetes."

started=$SECONDS
step "Building Kubernetes $version"
work=$cache/source
rm -rf "$work"
mkdir -p "$work" "$bin" "$logs"
# Go's module and build caches are read-only.
trap 'cd / && chmod -R u+w "$work" && rm -rf "$work"' EXIT
cd "$work"

apt_of bookworm "$work/apt"
{ "${apt[@]}" update && "${apt[@]}" source kubernetes=$version && "${apt[@]}" download golang-github-modern-go-reflect2-dev golang-github-json-iterator-go-dev; } \
  >"$logs/build-source.log" 2>&1 || fail "Debian's source of Kubernetes $version cannot be had." "See $logs/build-source.log."
for package in ./*.deb; do dpkg -x "$package" debs; done
source=$(echo "$work"/kubernetes-1.20*/)
source=${source%/}

# The vendored reflect2 1.0.1 dereferences nil on maps with Go 1.18 and newer: token requests panic. Debian's packages are mended.
for module in modern-go/reflect2 json-iterator/go; do
  find "$source/vendor/github.com/$module" \( -name '*.go' -o -name '*.s' \) -delete
  find "debs/usr/share/gocode/src/github.com/$module" -maxdepth 1 \( -name '*.go' -o -name '*.s' \) -not -name '*_test.go' \
    -exec cp {} "$source/vendor/github.com/$module/" \;
done

# This kubelet leaves a pod in the API until its sandbox is collected (kubernetes issue 97288), which it does once a minute.
sed -i 's/ContainerGCPeriod = time.Minute$/ContainerGCPeriod = time.Second/' "$source/pkg/kubelet/kubelet.go"
grep -q 'ContainerGCPeriod = time.Second$' "$source/pkg/kubelet/kubelet.go" || fail "The kubelet cannot be made to collect sandboxes at once."

# With every change this kube-proxy makes sure of chains that it has made before, by a score of iptables; later ones do it at their start (kubernetes 114181).
proxier=$source/pkg/proxy/iptables/proxier.go
sed -i '/Below this point we will not return until we try to write the iptables rules/a\\tiptablesJumpChains, iptablesEnsureChains = nil, nil' "$proxier"
grep -q '^\siptablesJumpChains, iptablesEnsureChains = nil, nil$' "$proxier" || fail "kube-proxy cannot be made to make its chains once."

export GOROOT=/usr/lib/go-1.19 PATH=/usr/lib/go-1.19/bin:$PATH CGO_ENABLED=0 GOCACHE=$work/cache
unset GOFLAGS
mkdir -p "$source/.go/src/k8s.io" && ln -s ../../.. "$source/.go/src/k8s.io/kubernetes"
note "generating code"
(cd "$source" && GOPATH=$source/.go make generated_files KUBE_GIT_VERSION=v1.20.2) >"$logs/build-generate.log" 2>&1 || fail "Code could not be generated." "See $logs/build-generate.log."

export GO111MODULE=off GOPATH=$work/go
mkdir -p "$GOPATH/src/k8s.io" && ln -s "$source" "$GOPATH/src/k8s.io/kubernetes"
cd "$GOPATH/src/k8s.io/kubernetes"
vendor=k8s.io/kubernetes/vendor/k8s.io
facts="-X $vendor/component-base/version.gitVersion=v1.20.2 -X $vendor/component-base/version.gitMajor=1 -X $vendor/component-base/version.gitMinor=20"
facts+=" -X $vendor/client-go/pkg/version.gitVersion=v1.20.2"
for program in $programs; do
  note "building $program"
  go build -p 2 -trimpath -ldflags "-s -w $facts" -o "$bin/$program" "k8s.io/kubernetes/cmd/$program" >"$logs/build-$program.log" 2>&1 ||
    fail "$program could not be built." "See $logs/build-$program.log."
done
echo "$built" >"$bin/.version"
note "built in $((SECONDS - started)) s"
