#!/usr/bin/env bash
# Writes rendered/ from the chart, for sites that have no Helm: deploy/render.sh [HELM]. The digests are
# zeros that no image has; set the real ones (README.md) before the manifests are applied.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
helm=${1:-helm}
command -v "$helm" >/dev/null || { echo "error: Helm was not found; name it: deploy/render.sh HELM" >&2; exit 1; }
none=sha256:0000000000000000000000000000000000000000000000000000000000000000
to=${RENDER_TO:-rendered}
mkdir -p "$to"
for layout in cpu gpu shared-gpu; do
  {
    echo "# Made by deploy/render.sh from deploy/chart with layouts/$layout.yaml. Do not edit."
    "$helm" template fumikura chart --namespace fumikura --kube-version 1.34 --skip-tests --set monitoring.dashboards=false -f "chart/layouts/$layout.yaml" \
      --set "services.embedding.digest=$none,services.reranker.digest=$none,services.ingest.digest=$none,services.query.digest=$none" \
      --set "services.ingest.envFromSecrets={kafka-ingest},services.embedding.envFromSecrets={kafka-embedding}"
  } >"$to/$layout.yaml"
done
