#!/usr/bin/env bash
# Publishes the programs into out/, unless they are newer than every source file.
set -euo pipefail
cd "$(dirname "$0")/../.."
source eng/shell/progress.sh

stamp=out/.published
sources=(cli functions lib local logger orchestrations platform router slug-tools ssh-gateway
  Directory.Build.props Directory.Packages.props global.json host.json eng/publish.proj eng/shell/publish.sh)
if [ -f $stamp ] && [ -z "$(find "${sources[@]}" -type f -newer $stamp -not -path '*/obj/*' -not -path '*/bin/*' -print -quit)" ]; then
  exit 0
fi

[ "$(uname -m)" = x86_64 ] || fail "Deis Workflow is built for x86_64 so far; this machine is $(uname -m)."

available=$(df --output=avail -m . | tail -n 1)
[ "$available" -ge 1024 ] || fail "The disk is nearly full: $available MB are free here, 1024 MB are needed to build." "Free some space, then run this again."

# A run as root in somebody's clone leaves folders that only root can write.
foreign=$(find . -maxdepth 4 \( -name obj -o -name bin -o -name out \) ! -writable -not -path '*/node_modules/*' -print -quit)
[ -z "$foreign" ] || fail "$foreign belongs to $(stat -c %U "$foreign"): an earlier run was made as another user." "Give it back: sudo chown -R $(id -un) $PWD"

started=$SECONDS
step "Building Deis Workflow"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
mkdir -p out
touch out/.begun
# A library that is replaced by an older file of the same name would be taken for up to date.
rm -rf out/local out/cli out/ssh-gateway out/slug-tools
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Without node reuse nothing of the build stays behind in memory.
dotnet msbuild eng/publish.proj -restore -t:Publish -p:Rid=linux-x64 -p:RunAnalyzers=false -maxCpuCount -nodeReuse:false -nologo -v:q >"$log" 2>&1 || {
  grep -E 'error|warning' "$log" | sort -u | head -n 20 >&2 || tail -n 20 "$log" >&2
  fail "The build failed." "The lines above say why; packages of .NET come from the network (dotnet nuget list source)."
}
mkdir -p out/bin
ln -sfn ../cli/deis out/bin/deis
mv out/.begun $stamp
note "built in $((SECONDS - started)) s"
