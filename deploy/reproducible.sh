#!/usr/bin/env bash
# Builds the tracked files twice, in two folders, time zones and languages, and compares every jar and every file of
# the packaged services byte for byte. Takes as long as two builds; MVN names another Maven. Of the classes that Quarkus
# generates and changes only the names are compared: it numbers them as its threads come, and Hibernate's enhancement
# names fields at random.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() {
  mkdir -p "$work/$1"
  git ls-files -z | xargs -0 cp -p --parents -t "$work/$1"
  (cd "$work/$1" && TZ=$2 LC_ALL=$3 ${MVN:-mvn} -B -ntp -q -DskipTests package)
}

sums() (
  cd "$work/$1"
  find . -path '*/target/*' -type f \( -name '*.jar' -o -path '*/quarkus-app/*' \) ! -path '*/quarkus/*-bytecode.jar' -print0 |
    sort -z | xargs -0 sha256sum
  find . -path '*/quarkus-app/quarkus/*-bytecode.jar' | sort | while read -r jar; do
    printf '%s  %s\n' "$(jar --list --file "$jar" | sha256sum | cut -d ' ' -f 1)" "$jar"
  done
)

build one UTC C.UTF-8
build two/with/a/longer/path Asia/Tokyo C
sums one >"$work/one.sums"
sums two/with/a/longer/path >"$work/two.sums"
if diff "$work/one.sums" "$work/two.sums" >"$work/diff"; then
  echo "both builds gave the same $(wc -l <"$work/one.sums") files"
else
  echo "these files differ:"
  sed -n 's/^[<>] [0-9a-f]*  //p' "$work/diff" | sort -u
  [ -z "${KEEP:-}" ] || { cp -r "$work" "$KEEP"; echo "both builds: $KEEP"; }
  exit 1
fi
