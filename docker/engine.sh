# shellcheck shell=bash disable=SC2034
# Sourced by rebuild.sh and verify-images.sh: finds what builds or runs images on this machine.

fail() { echo "error: $*" >&2; exit 1; }

# Sets ENGINE to the first usable of the given programs; FUMIKURA_ENGINE names one to be taken instead.
find_engine() {
  local candidate
  for candidate in ${FUMIKURA_ENGINE:-"$@"}; do
    if command -v "$candidate" > /dev/null 2>&1 && "$candidate" info > /dev/null 2>&1; then
      ENGINE=$candidate
      return 0
    fi
  done
  fail "none of these works here: ${FUMIKURA_ENGINE:-$*}. Install Docker or Podman, start it," \
    "and see that '$candidate info' succeeds for this user"
}
