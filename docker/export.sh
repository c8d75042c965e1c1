#!/usr/bin/env bash
# export.sh NAME SOURCE MODEL PRECISION: a build step of the base image. Exports the checkpoint in SOURCE into
# the folder MODEL, and compares the result with models/models.lock where that records the model.
# The list models/sources/NAME.sha256 says what it is ("catalogue", "repository", "revision") and may hold
# further options of `models export` ("options").
set -euo pipefail
name=$1 source=$2 model=$3 precision=$4
root=$(dirname "$0")/..

header() { sed -n "s/^# $1: *//p" "$root/models/sources/$name.sha256"; }
models() {
  java -Dai.djl.offline=true -DOPT_OUT_TRACKING=true -DRUST_FLAVOR=cpu -cp "/opt/fumikura/models/models.jar:/opt/fumikura/models/lib/*" \
    io.fumikura.models.ModelsCommand "$@"
}

# shellcheck disable=SC2046 # options is a list of words
models export --from "$source" --to "$model" --precision "$precision" --as "$(header catalogue)" \
  --repo "$(header repository)" --revision "$(header revision)" $(header options)
if grep -q -F "\"$(header catalogue)\"" "$root/models/models.lock"; then
  models verify --lock "$root/models/models.lock" "$model"
else
  echo "note: models/models.lock does not record $(header catalogue) yet;" \
    "after review record the sums of this export with 'models lock' and commit them"
fi
