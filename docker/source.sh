#!/bin/sh
# Downloads, checks and records the files that go into the base image. The lists are models/sources/*.sha256.
#
#   docker/source.sh fetch NAME FOLDER    download what the list names; each file must have its recorded sum
#   docker/source.sh check NAME FOLDER    FOLDER is empty, or holds exactly the listed files
#   docker/source.sh record NAME FOLDER   download what FOLDER lacks and write all sums into the list, for
#                                         review; a list that names no file takes every file of FOLDER
#
# Downloads need MODEL_HUB: the address of the hub the models' pages are on, or of your mirror of it. A token,
# where the hub asks for one, is read from the file HUB_TOKEN_FILE (in a build: the secret hub_token).
# Plain sh, because it also runs in an image that has only curl and busybox.
set -eu

fail() { echo "error: $*" >&2; exit 1; }

[ $# -eq 3 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
verb=$1 name=$2 folder=$3
shown=models/sources/$name.sha256
list=$(dirname "$0")/../$shown
[ -f "$list" ] || fail "there is no list $shown"
entries=$(mktemp)
trap 'rm -f "$entries"' EXIT
grep -v -e '^#' -e '^[[:space:]]*$' "$list" > "$entries" || true

header() { sed -n "s/^# $1: *//p" "$list"; }
sum_of() { sha256sum < "$1" | cut -d' ' -f1; }
files_in_folder() { (cd "$folder" && find . ! -type d | sed 's|^\./||' | sort); }

download() {
  [ -n "${MODEL_HUB:-}" ] || fail "$1 has to be downloaded: set MODEL_HUB (in a build: --build-arg MODEL_HUB=…)" \
    "to the address of the hub the models' pages are on, or of your mirror of it"
  token=${HUB_TOKEN_FILE:-/run/secrets/hub_token}
  mkdir -p "$(dirname "$folder/$1")"
  echo "downloading $1"
  # The token goes through standard input: a command line can be read by others.
  { [ ! -s "$token" ] || printf 'header = "Authorization: Bearer %s"\n' "$(cat "$token")"; } |
    curl --config - --fail --silent --show-error --location --retry 3 --output "$folder/$1.part" \
      "${MODEL_HUB%/}/$(header repository)/resolve/$(header revision)/$1" ||
    fail "$1 could not be downloaded; if the hub has no such file at this revision, correct $shown"
  mv "$folder/$1.part" "$folder/$1"
}

compare() { # SUM PATH
  [ -f "$folder/$2" ] || fail "$2 is missing in $folder; $shown lists it"
  [ ! -L "$folder/$2" ] || fail "$2 in $folder is a link; put the file itself there"
  actual=$(sum_of "$folder/$2")
  [ "$actual" = "$1" ] || fail "$2 is not the recorded file: its SHA-256 is $actual, and $shown records $1." \
    "Get the file again; if another revision is meant, change revision and sums there, with a review"
  echo "ok   $2"
}

while read -r sum path; do
  case "$path" in '' | /* | *..*) fail "$shown: '$sum $path' is not '<sum>  <file>'" ;; esac
  if [ "$sum" = unrecorded ]; then
    [ "$verb" = record ] || fail "$path has no recorded sum in $shown. On a connected machine run" \
      "'MODEL_HUB=… docker/source.sh record $name FOLDER', review the change, commit it and build again"
  else
    case "$sum" in *[!0-9a-f]*) fail "$shown: '$sum' of $path is not a SHA-256" ;; esac
    [ ${#sum} -eq 64 ] || fail "$shown: '$sum' of $path is not a SHA-256"
  fi
done < "$entries"

case "$verb" in
  fetch)
    while read -r sum path; do
      [ -f "$folder/$path" ] || download "$path" < /dev/null
      compare "$sum" "$path"
    done < "$entries"
    ;;
  check)
    if [ -z "$(files_in_folder)" ]; then
      echo "$name: no files"
      exit 0
    fi
    while read -r sum path; do
      compare "$sum" "$path"
    done < "$entries"
    files_in_folder | while read -r path; do
      cut -d' ' -f3- "$entries" | grep -q -x -F -e "$path" ||
        fail "$path in $folder is not listed in $shown; remove it, or record it with docker/source.sh record"
    done
    ;;
  record)
    [ -s "$entries" ] || files_in_folder | sed 's/^/unrecorded  /' > "$entries"
    [ -s "$entries" ] || fail "$shown names no file and $folder holds none: nothing to record"
    while read -r sum path; do
      [ -f "$folder/$path" ] || download "$path" < /dev/null
      [ "$sum" = unrecorded ] || compare "$sum" "$path"
    done < "$entries"
    {
      grep '^#' "$list"
      while read -r sum path; do
        echo "$(sum_of "$folder/$path")  $path"
      done < "$entries"
    } > "$list.new"
    mv "$list.new" "$list"
    echo "written: $shown. Review it (git diff $shown), commit it, build again"
    ;;
  *) fail "there is no '$verb'; fetch, check or record" ;;
esac
