#!/usr/bin/env bash
# verify.sh NAME:TAG LIST FOLDER — FOLDER (OLLAMA_MODELS) holds exactly this one model.
#
# LIST (models/sources/ollama.sha256) gives the SHA-256 of the model's manifest; the manifest names its blobs
# by SHA-256. Runs when the image is built and again before every start.
set -euo pipefail
model=$1 list=$(realpath "$2") folder=$3

fail() { echo "error: $*" >&2; exit 1; }

cd "$folder" || fail "there is no folder $folder"
mapfile -t manifests < <(find . -type f -path "./manifests/*/library/${model%%:*}/${model##*:}")
[ "${#manifests[@]}" -eq 1 ] || fail "$folder holds ${#manifests[@]} manifests of $model instead of one"
manifest=${manifests[0]}
actual=$(sha256sum < "$manifest" | cut -d' ' -f1)
recorded=$(sed -n "s/^\([^# ]*\)  $model\$/\1/p" "$list")
case "$recorded" in
  '') fail "$model is not in models/sources/ollama.sha256; after review add the line '$actual  $model'" ;;
  unrecorded) fail "$model has no recorded sum. After review put '$actual  $model' into" \
    "models/sources/ollama.sha256, commit it and build again" ;;
  "$actual") ;;
  *) fail "$manifest is not the recorded manifest of $model: its SHA-256 is $actual, recorded is $recorded" ;;
esac

mapfile -t blobs < <(grep -o 'sha256:[0-9a-f]\{64\}' "$manifest" | sort -u | sed 's|sha256:|./blobs/sha256-|')
extra=$(comm -13 <(printf '%s\n' "$manifest" "${blobs[@]}" | sort) <(find . ! -type d | sort))
[ -z "$extra" ] || fail "not part of $model: $extra"
for blob in "${blobs[@]}"; do
  [ -f "$blob" ] || fail "$folder/${blob#./} is missing; pull the model again"
done
printf '%s\n' "${blobs[@]}" | sed 's|.*sha256-\(.*\)|\1  &|' | xargs -d '\n' -n 1 -P "$(nproc)" \
  bash -c 'sha256sum --quiet --strict --check <<< "$1"' check ||
  fail "a blob of $model in $folder is altered (named above); pull the model again"
echo "good $model: manifest $actual, ${#blobs[@]} blobs"
