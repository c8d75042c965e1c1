#!/usr/bin/env bash
# verify-images.sh: the checks an operator does after a build. ./dev.sh verify images calls it.
#
# Lists the model folders with sizes and labels, loads the models and compares their recorded results, and
# starts the services that hold one, all without any network and on a read-only root file system.
#   FUMIKURA_ENGINE        docker or podman; default: the first that works
#   FUMIKURA_RUN_OPTIONS   more options for `run`, such as "--gpus all" to load the models on the GPU
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. docker/engine.sh

find_engine docker podman
read -r -a more <<< "${FUMIKURA_RUN_OPTIONS:-}"
closed=(--network none --read-only --no-healthcheck --cap-drop ALL --security-opt no-new-privileges "${more[@]}")
base=localhost/fumikura-base:dev
models=(/app/models/sarashina /app/reranker_models/llama-nv-reranker /app/models/ocr)
container=
bad=0

trap '[ -z "$container" ] || "$ENGINE" rm -f "$container" > /dev/null' EXIT
trap 'exit 130' INT TERM

problem() { echo "BAD  $*"; bad=$((bad + 1)); }
inspect() { "$ENGINE" image inspect --format "$2" "$1"; }
in_image() { # IMAGE COMMAND…
  local image=$1
  shift
  "$ENGINE" run --rm "${closed[@]}" --entrypoint "$1" "$image" "${@:2}"
}

"$ENGINE" image inspect "$base" > /dev/null 2>&1 || fail "there is no image $base; build it with ./dev.sh rebuild base"

echo "== $base"
inspect "$base" 'labels: embedding {{index .Config.Labels "sarashina.model"}}, reranker {{index .Config.Labels "reranker.model"}}, OCR {{index .Config.Labels "ocr.model"}}'
in_image "$base" sh -c 'du -sh /app/models/* /app/reranker_models/*; find /app -type f -exec ls -l {} +'
# The libraries the check loads are unpacked into a folder in memory.
"$ENGINE" run --rm "${closed[@]}" --tmpfs /tmp:exec,mode=1777,size=512m "$base" verify --deep "${models[@]}" ||
  problem "$base: the models are not the approved ones, or do not give their recorded results"

check_user() { # IMAGE
  case "$(inspect "$1" '{{.Config.User}}')" in
    '' | 0 | 0:* | root*) problem "$1 runs as root" ;;
    *) echo "ok   $1 runs as $(inspect "$1" '{{.Config.User}}'), $(inspect "$1" '{{.Size}}') bytes" ;;
  esac
}

start_closed() { # IMAGE ENVIRONMENT
  local deadline=$((SECONDS + 300)) log
  container=$("$ENGINE" run -d "${closed[@]}" --tmpfs /tmp:mode=1777,size=64m -e ACCESS_MODE=open -e QUARKUS_HTTP_HOST=127.0.0.1 -e "$2" "$1")
  until "$ENGINE" exec "$container" /opt/fumikura/healthcheck.sh 2> /dev/null; do
    if [ "$("$ENGINE" inspect --format '{{.State.Running}}' "$container")" != true ] || [ $SECONDS -ge $deadline ]; then
      "$ENGINE" logs --tail 20 "$container" 2>&1 || true
      problem "$1 does not become ready without a network"
      "$ENGINE" rm -f "$container" > /dev/null
      container=
      return 0
    fi
    sleep 1
  done
  log=$("$ENGINE" logs "$container" 2>&1)
  echo "ok   $1 is ready without a network, on a read-only root, as user $("$ENGINE" exec "$container" id -u)"
  grep -F ' is ready on ' <<< "$log" || true
  # Without a network every attempt to reach a hub fails, and says so.
  if grep -i -E 'huggingface|UnknownHostException|ConnectException|NoRouteToHost|download' <<< "$log"; then
    problem "$1 tried to reach out; its lines are above"
  fi
  "$ENGINE" rm -f "$container" > /dev/null
  container=
}

for service in embedding reranker ingest query; do
  image=localhost/fumikura-$service-service:dev
  echo "== $image"
  if ! "$ENGINE" image inspect "$image" > /dev/null 2>&1; then
    problem "there is no image $image; build it with ./dev.sh rebuild $service"
    continue
  fi
  check_user "$image"
  case "$service" in
    embedding) start_closed "$image" EMBEDDING_KAFKA_ENABLED=false ;;
    reranker) start_closed "$image" RERANKER_DEVICE="${RERANKER_DEVICE:-auto}" ;;
    *) echo "     needs its database to become ready, so it is not started here" ;;
  esac
done

[ "$bad" -eq 0 ] || fail "$bad of the checks failed; their lines start with BAD"
echo "all checks passed"
