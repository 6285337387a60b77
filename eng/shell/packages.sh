# What the machine must have: the .NET SDK by hand, Debian packages by apt-get.

need_dotnet() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is not installed." "Install it from https://dot.net, then run this again."
  need_dotnet_for_apps
  dotnet --list-sdks | grep -q '^10\.' || fail "The .NET 10 SDK is needed; this machine has $(dotnet --version)." "Install it from https://dot.net, then run this again."
}

# Run as root, apps are users of their own, and builds need the runtime; the SDK's installer puts it below root's home.
need_dotnet_for_apps() {
  local folder
  folder=$(dirname "$(readlink -f "$(command -v dotnet)")")
  [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null || return 0
  ! setpriv --reuid=65534 --regid=65534 --clear-groups test -r "$folder/shared" -a -x "$folder/dotnet" || return 0
  fail "Only root can read the .NET SDK in $folder, but apps run as users of their own." \
    "Move it: mv $folder /usr/share/dotnet && ln -sf /usr/share/dotnet/dotnet /usr/bin/dotnet"
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

# Root's rights are needed twice: for packages, and for sshd. A password is asked for now, before the long work.
need_root_rights() {
  [ "$(id -u)" -ne 0 ] || return 0
  command -v sudo >/dev/null || fail "You are not root, and there is no sudo." "Run this as root, or as root: apt-get install sudo, then add yourself to the group sudo."
  sudo -n true 2>/dev/null && return
  step "sudo, for Debian packages and for sshd"
  sudo -v || fail "Without sudo the platform cannot start." "Run this as root, or as a user who may use sudo."
  sudo -n true 2>/dev/null || fail "sudo forgets the password at once, so sshd cannot be started later." "Run this as root, or set a timestamp_timeout in /etc/sudoers."
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

policy=/usr/sbin/policy-rc.d
cluster_config=/etc/postgresql-common/createcluster.conf
our_mark='# Deis Workflow: only while packages are being installed'

# Also what an installation that was killed has left.
remove_own_policy() {
  ! grep -qsF "$our_mark" $policy || as_root rm -f $policy
}

need_packages() {
  local missing=() package
  for package in "$@"; do has_package "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  step "Installing Debian packages: ${missing[*]}"
  command -v apt-get >/dev/null || fail "This machine has no apt-get." "Install these by hand: ${missing[*]}"
  local free
  free=$(df --output=avail -m /usr | tail -n 1)
  [ "$free" -ge 1024 ] || fail "The disk of /usr is nearly full: $free MB are free, 1024 MB are needed for packages." "Free some space, then run this again."
  local log ok=1
  log=$(mktemp)
  # The packages must not start servers of their own, nor make a database cluster.
  trap remove_own_policy EXIT
  [ -e $policy ] || printf '#!/bin/sh\n%s\nexit 101\n' "$our_mark" | as_root install -m 755 /dev/stdin $policy
  if [ ! -e $cluster_config ]; then
    as_root mkdir -p "${cluster_config%/*}"
    echo 'create_main_cluster = false' | as_root tee $cluster_config >/dev/null
  fi
  install_packages "${missing[@]}" >"$log" 2>&1 || ok=''
  remove_own_policy
  trap - EXIT
  if [ -z "$ok" ]; then
    tail -n 5 "$log" >&2
    fail "These packages could not be installed: ${missing[*]}" "Try it by hand: sudo apt-get install ${missing[*]}" "The whole output is in $log."
  fi
  rm -f "$log"
}

# An installation that was cut off must be finished first; package lists may be old or missing, but need not be.
install_packages() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120)
  as_root dpkg --configure -a --force-confold || return
  as_root "${apt[@]}" update -qq || echo "apt-get update had problems; trying with the lists that are here"
  as_root "${apt[@]}" install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "$@"
}
