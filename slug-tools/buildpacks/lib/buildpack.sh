# What the bundled buildpacks share; to be sourced by bash.

title() { echo "-----> $*"; }
fail() { echo " !     $*"; exit 1; }

# export_config ENV_DIR [PATTERN]: the app's configuration is for its scripts, too; not what would redirect the tools of this build,
# nor names that match the extended regular expression PATTERN.
export_config() {
  local file name
  for file in "$1"/*; do
    name=${file##*/}
    [[ -f $file && $name =~ ^[A-Za-z_][A-Za-z0-9_]*$ ]] || continue
    [[ -z ${2-} || ! $name =~ ^($2)$ ]] || continue
    case $name in
      PATH | HOME | PWD | IFS | TMPDIR | UID | EUID | PPID | SHELLOPTS | BASH* | ENV | LD_* | GIT_* | SSH_KEY) ;;
      *) export "$name=$(<"$file")" ;;
    esac
  done
}
