#!/usr/bin/env bash
# Puts the images that tests use into the registry of the running test cluster: deis/base (Debian, by debootstrap) and deis/slugrunner (base, the .NET runtimes
# and Node.js of this machine, and the slug tools that eng/shell/publish.sh has published). Nothing to do for what is there and up to date.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

root=$(cd "$here/../.." && pwd)
tools=$root/out/slug-tools
[ -x "$tools/init" ] || fail "The slug tools are not published." "Run eng/shell/publish.sh first."
need_packages debootstrap buildah

has_image() { curl -sf -o /dev/null -H 'Accept: application/vnd.oci.image.manifest.v1+json' "http://$registry/v2/$1/manifests/$2"; }
push() { buildah push -q --tls-verify=false "$1"; }

base=deis/base
if ! has_image $base 1; then
  step "Making the base image"
  tree=$(mktemp -d)
  trap 'rm -rf "$tree"' EXIT
  debootstrap --variant=minbase --include=bash,ca-certificates,curl,procps,python3,libstdc++6,libicu72,libssl3,zlib1g bookworm "$tree" >"$logs/debootstrap.log" 2>&1 ||
    fail "debootstrap failed." "See $logs/debootstrap.log."
  rm -rf "$tree"/var/cache/apt/* "$tree"/var/lib/apt/lists/* "$tree"/usr/share/doc/* "$tree"/usr/share/locale/*
  chroot "$tree" useradd --uid 2000 --home-dir /app --no-create-home --shell /bin/bash slug
  container=$(buildah from scratch)
  buildah add -q "$container" "$tree" / >/dev/null
  buildah commit -q --rm "$container" "$registry/$base:1" >/dev/null
  push "$registry/$base:1"
fi

slugrunner=deis/slugrunner
version=$({ find "$tools" -type f -printf '%P %s %T@\n' | sort; cat "${BASH_SOURCE[0]}"; } | sha256sum | cut -c1-12)
if ! has_image $slugrunner "$version"; then
  step "Making the slugrunner image"
  dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
  node=$(readlink -f "$(command -v node)")
  context=$(mktemp -d)
  trap 'rm -rf "$context" "${tree:-}"' EXIT
  mkdir "$context/dotnet"
  cp -a "$dotnet/dotnet" "$dotnet/host" "$dotnet/shared" "$context/dotnet/"
  cp -a "$tools" "$context/runner"
  cp "$node" "$context/node"
  cat >"$context/Dockerfile" <<END
FROM $registry/$base:1
COPY dotnet /usr/share/dotnet
COPY node /usr/bin/node
COPY runner /runner
# Empty: slugrunner takes an /app with something in it for one that has its slug.
RUN rm -rf /app && install -d -o 2000 -g 2000 /app
ENV HOME=/app DOTNET_ROOT=/usr/share/dotnet PATH=/usr/local/bin:/usr/bin:/bin:/usr/share/dotnet
WORKDIR /app
USER 2000
ENTRYPOINT ["/runner/init"]
END
  buildah bud -q --isolation chroot --tls-verify=false -t "$registry/$slugrunner:$version" "$context" >/dev/null
  push "$registry/$slugrunner:$version"
fi
echo "$registry/$slugrunner:$version" >"$run/slugrunner-image"
