# Short, coloured progress for the scripts. Colour only on a terminal, and not with NO_COLOR.
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' green=$'\e[32m' red=$'\e[31m' dim=$'\e[2m' reset=$'\e[0m'
else
  bold='' green='' red='' dim='' reset=''
fi

step() { printf '%s-----> %s%s\n' "$bold$green" "$*" "$reset"; }
note() { printf '%s       %s%s\n' "$dim" "$*" "$reset"; }
fail() {
  printf '%s !     %s%s\n' "$bold$red" "$1" "$reset" >&2
  shift
  for line in "$@"; do printf ' !     %s\n' "$line" >&2; done
  exit 1
}
