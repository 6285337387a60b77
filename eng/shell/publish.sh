#!/usr/bin/env bash
# Publishes the programs into out/, unless they are newer than every source file.
set -euo pipefail
cd "$(dirname "$0")/../.."
source eng/shell/progress.sh

stamp=out/.published
sources=(cli functions lib local logger orchestrations platform router slug-tools ssh-gateway
  Directory.Build.props Directory.Packages.props global.json host.json eng/shell/publish.sh)
if [ -f $stamp ] && [ -z "$(find "${sources[@]}" -type f -newer $stamp -not -path '*/obj/*' -not -path '*/bin/*' -print -quit)" ]; then
  exit 0
fi

case $(uname -m) in
  x86_64) rid=linux-x64 ;;
  aarch64) rid=linux-arm64 ;;
  *) fail "Deis Workflow runs on x86_64 and aarch64; this machine is $(uname -m)." ;;
esac

available=$(df --output=avail -m . | tail -n 1)
[ "$available" -ge 1024 ] || fail "The disk is nearly full: $available MB are free here, 1024 MB are needed to build." "Free some space, then run this again."

started=$SECONDS
step "Building Deis Workflow"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
publish() {
  # The analyzers run in ./test; here they would only make people wait.
  dotnet publish "$1" -c Release -o "$2" --nologo -v q -p:RunAnalyzers=false -p:GenerateDocumentationFile=false "${@:3}" >>"$log" 2>&1 || {
    grep -E 'error|warning' "$log" | sort -u | head -n 20 >&2
    tail -n 3 "$log" >&2
    fail "The build of $1 failed."
  }
}

publish local/Deis.Local.csproj out/local
publish cli/Deis.Cli.csproj out/cli -r "$rid" --no-self-contained -p:PublishReadyToRun=true
publish ssh-gateway/Helper/Deis.SshGateway.Helper.csproj out/ssh-gateway -r "$rid" --no-self-contained -p:PublishReadyToRun=true
publish slug-tools/Deis.SlugTools.csproj out/slug-tools -r "$rid" --no-self-contained -p:PublishReadyToRun=true
mkdir -p out/bin
ln -sfn ../cli/deis out/bin/deis
touch $stamp
note "built in $((SECONDS - started)) s"
