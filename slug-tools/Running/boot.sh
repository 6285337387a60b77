# $1: the command; $2: the soft limit of open files the sandbox gave.
ulimit -Sn "$2"
[ -z "${DEIS_DEBUG-}" ] || set -x
cd /app || exit 126
deis_command=$1
set --
for deis_file in .profile.d/*; do
  [ ! -f "$deis_file" ] || . "./$deis_file"
done
hash -r
exec bash -c "$deis_command"
