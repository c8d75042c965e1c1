#!/usr/bin/env bash
# rebuild.sh base|all|embedding|reranker|ingest|query|yomitoku|ollama: builds container images, the jars first.
# ./dev.sh rebuild … calls it. "all" is the base image and the four services. Read from the environment:
#
#   FUMIKURA_DEVICE                gpu (default) or cpu: which build of ONNX Runtime, on which runtime image
#   MODEL_HUB, HUB_TOKEN_FILE      where the base image downloads its models; a file with a token, if needed
#   FUMIKURA_EMBEDDING_MODEL, FUMIKURA_RERANKER_MODEL, FUMIKURA_OCR_MODEL, FUMIKURA_YOMITOKU_MODEL,
#   FUMIKURA_OLLAMA_MODELS         folders you already have; nothing is downloaded for these
#   JRE_IMAGE, JDK_IMAGE, RUNTIME_IMAGE, FETCH_IMAGE, PYTHON_IMAGE, OLLAMA_IMAGE, OLLAMA_MODEL, PRECISION
#                                  build arguments, passed on where they are set
#   FUMIKURA_ENGINE                docker, podman or buildah; default: the first that works
#   FUMIKURA_JARS=present          the jars are built already
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. docker/engine.sh

usage() { sed -n '2,15s/^# \{0,1\}//p' docker/rebuild.sh >&2; exit 2; }

[ $# -eq 1 ] || usage
case "${1%-service}" in
  all) targets=(base embedding reranker ingest query) ;;
  base | embedding | reranker | ingest | query | yomitoku | ollama) targets=("${1%-service}") ;;
  *) usage ;;
esac
device=${FUMIKURA_DEVICE:-gpu}
case "$device" in gpu | cpu) ;; *) fail "FUMIKURA_DEVICE is '$device'; gpu or cpu" ;; esac
find_engine docker podman buildah
revision=$(git rev-parse HEAD 2> /dev/null || echo unknown)

maven() {
  [ "${FUMIKURA_JARS:-}" = present ] && return 0
  echo "packaging: mvn $*"
  mvn -B -ntp -q -DskipTests "$@" package
}

jars() { # TARGET
  case "$1" in
    base) maven -pl models -am ;;
    query) maven -pl query-service -am ;;
    embedding | reranker | ingest)
      if [ "$device" = gpu ]; then maven -Pgpu -pl "$1-service" -am; else maven -pl "$1-service" -am; fi
      ;;
  esac
}

# Sets the array options for one image.
options_of() { # TARGET
  local name
  options=(--build-arg "REVISION=$revision")
  for name in $(sed -n 's/^ARG \([A-Z_]*\).*/\1/p' "docker/Dockerfile.$1" | sort -u); do
    [ -n "${!name:-}" ] && options+=(--build-arg "$name=${!name}")
  done
  case "$1" in
    base)
      folder embedding-model "${FUMIKURA_EMBEDDING_MODEL:-}" EMBEDDING_MODEL
      folder reranker-model "${FUMIKURA_RERANKER_MODEL:-}" RERANKER_MODEL
      folder ocr-model "${FUMIKURA_OCR_MODEL:-}" OCR_MODEL
      folder yomitoku-model "${FUMIKURA_YOMITOKU_MODEL:-}"
      [ -z "${HUB_TOKEN_FILE:-}" ] || options+=(--secret "id=hub_token,src=$HUB_TOKEN_FILE")
      ;;
    ollama) folder ollama-models "${FUMIKURA_OLLAMA_MODELS:-}" ;;
    embedding | reranker | ingest)
      if [ "$device" = cpu ]; then
        options+=(--build-arg ONNXRUNTIME=cpu --build-arg "RUNTIME_IMAGE=${RUNTIME_IMAGE:-debian:12-slim}")
      fi
      ;;
  esac
}

folder() { # CONTEXT FOLDER [LABEL_ARGUMENT]
  [ -n "$2" ] || return 0
  [ -d "$2" ] || fail "$1: there is no folder $2"
  options+=(--build-context "$1=$2")
  if [ $# -eq 3 ] && [ -z "${!3:-}" ]; then
    [ -f "$2/model.json" ] || fail "$2/model.json is missing; is this a model folder?"
    options+=(--build-arg "$3=$(sed -n 's/^  "id" *: *"\(.*\)".*/\1/p' "$2/model.json")")
  fi
}

image_of() { # TARGET
  case "$1" in base | yomitoku | ollama) echo "localhost/fumikura-$1:dev" ;; *) echo "localhost/fumikura-$1-service:dev" ;; esac
}

build() { # TARGET
  local image
  image=$(image_of "$1")
  options_of "$1"
  echo "building $image with $ENGINE"
  case "$ENGINE" in
    docker) docker build "${options[@]}" -f "docker/Dockerfile.$1" -t "$image" . ;;
    *) "$ENGINE" build --format docker "${options[@]}" -f "docker/Dockerfile.$1" -t "$image" . ;;
  esac || fail "$image was not built; the lines above say why"
}

for target in "${targets[@]}"; do
  jars "$target"
  build "$target"
done
echo "built: ${targets[*]}. './dev.sh verify images' checks them"
