#!/usr/bin/env bash
# Nothing is served from a model folder that is not the approved one.
set -euo pipefail
/opt/fumikura/verify.sh "$(cat /opt/fumikura/model)" /opt/fumikura/ollama.sha256 "$OLLAMA_MODELS"
exec ollama "$@"
