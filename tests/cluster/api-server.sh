#!/usr/bin/env bash
# api-server.sh start|kill: the API server of the test cluster alone. "kill" is SIGKILL, as a machine that loses its power; "start" brings it back.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case ${1:-} in
  start)
    cat >"$etc/audit.yaml" <<END
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived, ResponseStarted]
rules:
  - level: Metadata
    users: ["$account-controller", "$account-router"]
  - level: None
END
    start kube-apiserver "$bin/kube-apiserver" "--etcd-servers=http://127.0.0.1:$etcd_port" --bind-address=127.0.0.1 --secure-port=$api_port --advertise-address=$host_ip \
      "--client-ca-file=$pki/ca.crt" "--tls-cert-file=$pki/apiserver.crt" "--tls-private-key-file=$pki/apiserver.key" \
      --service-account-issuer=https://kubernetes.default.svc.cluster.local "--service-account-key-file=$pki/tokens.key" "--service-account-signing-key-file=$pki/tokens.key" \
      --service-cluster-ip-range=$service_range --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
      "--kubelet-client-certificate=$pki/apiserver-kubelet.crt" "--kubelet-client-key=$pki/apiserver-kubelet.key" "--kubelet-certificate-authority=$pki/ca.crt" \
      --kubelet-preferred-address-types=InternalIP "--requestheader-client-ca-file=$pki/front-proxy-ca.crt" --requestheader-allowed-names=front-proxy-client \
      --requestheader-extra-headers-prefix=X-Remote-Extra- --requestheader-group-headers=X-Remote-Group --requestheader-username-headers=X-Remote-User \
      "--proxy-client-cert-file=$pki/front-proxy.crt" "--proxy-client-key-file=$pki/front-proxy.key" --enable-aggregator-routing=true \
      "--audit-policy-file=$etc/audit.yaml" "--audit-log-path=$audit" --audit-log-mode=blocking
    wait_for "the API server" 90 curl -sf --cacert "$pki/ca.crt" "https://127.0.0.1:$api_port/readyz"
    ;;
  kill)
    pid=$(cat "$pids/kube-apiserver")
    kill -KILL "$pid"
    while lives "$pid"; do sleep 0.05; done
    rm -f "$pids/kube-apiserver"
    ;;
  *) fail "api-server.sh start|kill" ;;
esac
