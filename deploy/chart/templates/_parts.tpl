{{- define "fumikura.labels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/part-of: fumikura
{{- end }}

{{/* An image by its digest; without one nothing is installed. */}}
{{- define "fumikura.image" -}}
{{- if not .digest }}{{ fail (printf "the digest of the image %s is not set; name it by its digest, sha256:…" .name) }}{{ end -}}
{{- with .root.Values.global.imageRegistry }}{{ . }}/{{ end }}fumikura/{{ .name }}@{{ .digest }}
{{- end }}

{{/* The restricted pod security standard. */}}
{{- define "fumikura.podSecurity" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- define "fumikura.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  privileged: false
  readOnlyRootFilesystem: true
  capabilities:
    drop:
      - ALL
{{- end }}

{{/* auto, cpu or cuda, and how much of a divided GPU. */}}
{{- define "fumikura.device" -}}
{{ .prefix }}_DEVICE: {{ eq .root.Values.gpu.layout "cpu" | ternary "cpu" "cuda" }}
{{- if eq .root.Values.gpu.layout "shared" }}
{{ .prefix }}_GPU_MEMORY: {{ .root.Values.gpu.memory }}
{{- end }}
{{- end }}

{{/* What the values add to a service's settings, and where its traces go. */}}
{{- define "fumikura.settings" -}}
{{- range $name, $value := (index .root.Values.services .key).env }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- with .root.Values.monitoring.otlpEndpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . }}
{{- end }}
{{- end }}

{{/* How the services that people and programs call know them, besides the key file. */}}
{{- define "fumikura.access" -}}
{{- with .Values.access -}}
{{- if .oidc.url }}
QUARKUS_OIDC_TENANT_ENABLED: "true"
QUARKUS_OIDC_AUTH_SERVER_URL: {{ .oidc.url | quote }}
QUARKUS_OIDC_TOKEN_AUDIENCE: {{ required "access.oidc.audience: what the identity provider puts into tokens for Fumikura" .oidc.audience | quote }}
{{- end }}
{{- if .requestsPerMinute }}
ACCESS_REQUESTS_PER_MINUTE: {{ .requestsPerMinute | quote }}
{{- end }}
{{- end -}}
{{- end }}

{{/* What of query-service is for callers. Health, metrics and the description of the routes are for inside. */}}
{{- define "fumikura.doorPaths" -}}
- {path: /, exact: true}
- {path: /index.html, exact: true}
- {path: /app, exact: false}
- {path: /_static, exact: false}
- {path: /v1, exact: false}
- {path: /mcp, exact: true}
{{- end }}
