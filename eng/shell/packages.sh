# What the machine must have: the .NET SDK by hand, Debian packages by apt-get.

need_dotnet() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is not installed." "Install it from https://dot.net, then run this again."
  dotnet --list-sdks | grep -q '^10\.' || fail "The .NET 10 SDK is needed; this machine has $(dotnet --version)." "Install it from https://dot.net, then run this again."
}

# A package counts as there when it is installed, or when its commands are (Node.js often comes from elsewhere).
has_package() {
  case $1 in
    nodejs) command -v node >/dev/null && return ;;
    npm) command -v npm >/dev/null && return ;;
    postgresql) compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null && return ;;
  esac
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

need_packages() {
  local missing=() package
  for package in "$@"; do has_package "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  step "Installing Debian packages: ${missing[*]}"
  command -v apt-get >/dev/null || fail "This machine has no apt-get." "Install these by hand: ${missing[*]}"
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "Installing packages needs root, and there is no sudo." "As root: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  local log policy=/usr/sbin/policy-rc.d made_policy='' made_config=''
  log=$(mktemp)
  # The packages must not start servers of their own, nor make a database cluster.
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee $policy >/dev/null
    "${sudo[@]}" chmod 755 $policy
    made_policy=1
  fi
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    "${sudo[@]}" mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | "${sudo[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
    made_config=1
  fi
  local ok=1
  "${sudo[@]}" apt-get update -qq >"$log" 2>&1 || note "apt-get update had problems; trying with the lists that are here"
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o Dpkg::Options::=--force-confold "${missing[@]}" >>"$log" 2>&1 || ok=''
  [ -z "$made_policy" ] || "${sudo[@]}" rm -f $policy
  [ -z "$made_config" ] || [ -n "$ok" ] || "${sudo[@]}" rm -f /etc/postgresql-common/createcluster.conf
  if [ -z "$ok" ]; then
    tail -n 5 "$log" >&2
    fail "These packages could not be installed: ${missing[*]}" "The whole output is in $log."
  fi
  rm -f "$log"
}
