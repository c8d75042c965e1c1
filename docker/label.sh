#!/usr/bin/env bash
# label.sh ARGUMENT LABEL MODEL LIST — a build step of the base image: a label names the model that is inside.
# LABEL is right when the manifest in MODEL names it, or names the repository for which LIST gives that name.
set -euo pipefail
argument=$1 label=$2 manifest=$3/model.json list=$4
names() { grep -q -F "\"$1\"" "$manifest"; }

names "$label" && exit 0
repository=$(sed -n 's/^# repository: *//p' "$list")
grep -q -x -F "# name: $label" "$list" && names "$repository" && exit 0
echo "error: the label would say '$label', but $manifest does not name it:" \
  "$(grep -m 1 '"id"' "$manifest" | tr -s ' '). Pass --build-arg $argument=<that id>" >&2
exit 1
