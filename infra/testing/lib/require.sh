# shellcheck shell=bash
# Sourced by the commands of infra/testing: names what a check needs and this machine lacks.

# Our checks' npm packages live in a cache, outside of the repository; a version here is a version everywhere.
infra_packages="@grpc/grpc-js@1.14.7 @grpc/proto-loader@0.8.1"
export NIGHTSHIFT_INFRA_CACHE="${NIGHTSHIFT_INFRA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/nightshift-infra}"

not_checked() {
  printf 'not checked  infra: %s\n' "$1"
  return 1
}

require_terraform() {
  local program
  for program in terraform node npm; do
    command -v "$program" >/dev/null || { not_checked "$program is missing; install Terraform 1.11 or newer, and Node.js 20 or newer"; return 1; }
  done
  # The mark names the installed versions: another set is installed anew.
  local mark="$NIGHTSHIFT_INFRA_CACHE/.installed"
  if [ "$(cat "$mark" 2>/dev/null)" != "$infra_packages" ]; then
    mkdir -p "$NIGHTSHIFT_INFRA_CACHE"
    # shellcheck disable=SC2086 # a list of words
    npm install --no-save --no-audit --no-fund --ignore-scripts --silent --prefix "$NIGHTSHIFT_INFRA_CACHE" $infra_packages ||
      { not_checked "npm could not install $infra_packages"; return 1; }
    printf '%s\n' "$infra_packages" >"$mark"
  fi
}
