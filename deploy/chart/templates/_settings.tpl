{{/* Settings that are not secret: the ConfigMaps. A service's pods are replaced when one that it reads has changed. */}}

{{- define "fumikura.data.kafka" -}}
KAFKA_BOOTSTRAP_SERVERS: {{ .Values.stores.kafka.host }}:{{ .Values.stores.kafka.port }}
{{- end }}

{{- define "fumikura.data.postgres" -}}
POSTGRES_HOST: {{ .Values.stores.postgres.host }}
POSTGRES_PORT: {{ .Values.stores.postgres.port | quote }}
POSTGRES_DATABASE: {{ .Values.stores.postgres.database }}
POSTGRES_USER: {{ .Values.stores.postgres.user }}
{{- with .Values.stores.postgres }}
{{- if .tls }}
{{- $trust := $.Values.trust }}
{{- if not $trust.configMap }}
{{- fail "trust.configMap: stores.postgres.tls needs it" }}
{{- end }}
{{- $database := printf "%s:%v/%s?sslmode=verify-full" .host .port .database }}
# Migrations ask the JVM's trust store; the reactive client has to be told of it.
QUARKUS_DATASOURCE_JDBC_URL: jdbc:postgresql://{{ $database }}&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory
QUARKUS_DATASOURCE_REACTIVE_URL: postgresql://{{ $database }}
QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM: HTTPS
QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PFX: "true"
QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PFX_PATH: /run/trust/{{ $trust.key }}
QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PFX_PASSWORD: {{ $trust.password | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "fumikura.data.qdrant" -}}
QDRANT_HOST: {{ .Values.stores.qdrant.host }}
QDRANT_PORT: {{ .Values.stores.qdrant.port | quote }}
QDRANT_TLS: {{ .Values.stores.qdrant.tls | quote }}
{{- end }}

{{- define "fumikura.data.ingest" -}}
INGEST_BLOB_DIRECTORY: /var/lib/fumikura/blobs
INGEST_EMBEDDING_URL: http://embedding-service:8082
{{- if .Values.services.embeddingNext.enabled }}
INGEST_REINDEX_EMBEDDING_URL: http://embedding-next-service:8082
{{- end }}
{{- with .Values.services.ingest }}
{{- if not (or (hasKey .resources.limits $.Values.gpu.resource) (hasKey (.env | default dict) "INGEST_OCR_DEVICE")) }}
# Without a GPU of its own it would take one that it sees, of another pod: the image asks for all of them.
INGEST_OCR_DEVICE: cpu
{{- end }}
{{- end }}
{{- if eq .Values.blobs.kind "s3" }}
INGEST_BLOB_STORE: s3
INGEST_S3_ENDPOINT: {{ required "blobs.s3.endpoint" .Values.blobs.s3.endpoint }}
INGEST_S3_BUCKET: {{ required "blobs.s3.bucket" .Values.blobs.s3.bucket }}
{{- end }}
{{- if .Values.yomitoku.enabled }}
INGEST_OCR_ENGINE: yomitoku
INGEST_OCR_URL: http://yomitoku:8085
INGEST_OCR_ACCEPTED_LICENCE: {{ required "yomitoku.acceptedLicence: CC-BY-NC-SA-4.0 (no commercial use), or commercial with a licence from its owner" .Values.yomitoku.acceptedLicence }}
{{- if eq .Values.gpu.layout "cpu" }}
# Time for a page without a GPU, and for the step of reading around it; no page waits for another over there.
INGEST_OCR_CONCURRENCY: "1"
INGEST_OCR_PAGE_TIMEOUT: 100s
INGEST_PARSE_STEP_TIMEOUT: 120s
{{- end }}
{{- end }}
{{- include "fumikura.access" . | nindent 0 }}
{{- include "fumikura.settings" (dict "root" . "key" "ingest") | nindent 0 }}
{{- end }}

{{- define "fumikura.data.query" -}}
QUERY_EMBEDDING_URL: http://embedding-service:8082
{{- if .Values.services.embeddingNext.enabled }}
QUERY_NEXT_EMBEDDING_URL: http://embedding-next-service:8082
{{- end }}
QUERY_RERANKER_URL: http://reranker-service:8083
QUERY_INGEST_URL: http://ingest-service:8081
QUERY_OLLAMA_URL: http://{{ .Values.stores.ollama.host }}:{{ .Values.stores.ollama.port }}
QUERY_OLLAMA_MODEL: {{ .Values.stores.ollama.model | quote }}
{{- if or .Values.ingress.enabled .Values.httpRoute.enabled }}
# TLS ends at the door. What it says of the caller is believed (X-Forwarded-…), so that the cookie is marked Secure
# and pages are known to be ours; the network policies let in nobody else but Prometheus.
QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING: "true"
QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED: "true"
{{- end }}
{{- include "fumikura.access" . | nindent 0 }}
{{- include "fumikura.settings" (dict "root" . "key" "query") | nindent 0 }}
{{- end }}

{{- define "fumikura.data.embedding" -}}
{{ include "fumikura.device" (dict "root" . "prefix" "EMBEDDING") }}
{{- include "fumikura.settings" (dict "root" . "key" "embedding") | nindent 0 }}
{{- end }}

{{- define "fumikura.data.embedding-next" -}}
{{ include "fumikura.device" (dict "root" . "prefix" "EMBEDDING") }}
{{- include "fumikura.settings" (dict "root" . "key" "embeddingNext") | nindent 0 }}
{{- end }}

{{- define "fumikura.data.reranker" -}}
{{ include "fumikura.device" (dict "root" . "prefix" "RERANKER") }}
{{- include "fumikura.settings" (dict "root" . "key" "reranker") | nindent 0 }}
{{- end }}
