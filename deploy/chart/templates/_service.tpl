{{/*
One service: Deployment, Service and, where it may have more than one replica, PodDisruptionBudget. How many there
are is the autoscaler's where it has one: an upgrade would set it back.
Takes a dict: root, key (embedding), name (of the service, where it is not the key), port, startup (minutes), grace (seconds), shutdown (of Quarkus),
config (ConfigMaps whose settings it reads), secrets (list of dict env, name, key), model (true: has one).
*/}}
{{- define "fumikura.service" -}}
{{- $name := printf "%s-service" (.name | default .key) -}}
{{- $values := index .root.Values.services .key -}}
{{- $image := .key | trimSuffix "Next" | printf "%s-service" -}}
{{- $folder := and (eq .key "ingest") (eq .root.Values.blobs.kind "folder") -}}
{{- $settings := "" -}}
{{- range .config -}}
{{- $settings = print $settings (include (print "fumikura.data." .) $.root) -}}
{{- end -}}
{{- $scaled := or (and (has .key (list "embedding" "reranker")) .root.Values.autoscaling.queue.enabled) (and (eq .key "ingest") .root.Values.autoscaling.lag.enabled) -}}
{{- $gpu := and .model (ne .root.Values.gpu.layout "cpu") -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  labels:
    {{- include "fumikura.labels" (dict "root" .root "name" $name) | nindent 4 }}
spec:
  {{- if not $scaled }}
  replicas: {{ $values.replicas }}
  {{- end }}
  {{- if $folder }}
  # Originals lie on a volume that one node mounts.
  strategy:
    type: Recreate
  {{- else }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      # Never needs room (or a GPU) for one pod more than there are replicas.
      maxSurge: 0
      maxUnavailable: 1
  {{- end }}
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ $name }}
  template:
    metadata:
      labels:
        {{- include "fumikura.labels" (dict "root" .root "name" $name) | nindent 8 }}
      annotations:
        # A changed setting replaces the pods of the services that read it.
        checksum/settings: {{ $settings | sha256sum }}
    spec:
      automountServiceAccountToken: false
      # Service links would set variables such as QDRANT_PORT=tcp://… that our settings read.
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ .grace }}
      {{- with .root.Values.global.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- include "fumikura.podSecurity" . | nindent 6 }}
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app.kubernetes.io/name: {{ $name }}
      {{- with $values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ $name }}
          image: {{ include "fumikura.image" (dict "root" .root "name" $image "digest" $values.digest) }}
          imagePullPolicy: IfNotPresent
          ports:
            - name: http
              containerPort: {{ .port }}
              protocol: TCP
          envFrom:
            {{- range .config }}
            - configMapRef:
                name: fumikura-{{ . }}
            {{- end }}
            {{- range $values.envFromSecrets }}
            - secretRef:
                name: {{ . }}
            {{- end }}
          env:
            - name: QUARKUS_HTTP_PORT
              value: {{ .port | quote }}
            - name: ACCESS_MODE
              value: credentials
            - name: ACCESS_SERVICE_SECRET_FILE
              value: /run/access/service-secret
            {{- if not .model }}
            - name: ACCESS_KEYS_FILE
              value: /run/access/keys.yaml
            {{- end }}
            - name: QUARKUS_SHUTDOWN_TIMEOUT
              value: {{ .shutdown }}
            {{- with .root.Values.trust }}
            {{- if .configMap }}
            # More options of the JVM go into JDK_JAVA_OPTIONS.
            - name: JAVA_TOOL_OPTIONS
              value: -Djavax.net.ssl.trustStore=/run/trust/{{ .key }} -Djavax.net.ssl.trustStorePassword={{ .password }}
            {{- end }}
            {{- end }}
            {{- range .secrets }}
            - name: {{ .env }}
              valueFrom:
                secretKeyRef:
                  name: {{ .name }}
                  key: {{ .key }}
            {{- end }}
          # Never restarted before {{ .startup }} minutes{{ if .model }}: the model (gigabytes) is read, summed and warmed up{{ else if eq .key "ingest" }}: it waits for PostgreSQL for an hour, and a migration takes its time{{ end }}.
          startupProbe:
            httpGet:
              path: /q/health/started
              port: http
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: {{ mul .startup 6 }}
          readinessProbe:
            httpGet:
              path: /q/health/ready
              port: http
            periodSeconds: 5
            timeoutSeconds: 3
            failureThreshold: 2
          # Says only whether this process is sound, and never asks Kafka, PostgreSQL or Qdrant.
          livenessProbe:
            httpGet:
              path: /q/health/live
              port: http
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 3
          lifecycle:
            # Time for the endpoint to leave the Service before requests are refused.
            preStop:
              sleep:
                seconds: 10
          resources:
            requests:
              {{- toYaml $values.resources.requests | nindent 14 }}
            limits:
              {{- toYaml $values.resources.limits | nindent 14 }}
              {{- if $gpu }}
              {{ .root.Values.gpu.resource }}: 1
              {{- end }}
          {{- include "fumikura.containerSecurity" . | nindent 10 }}
          volumeMounts:
            # Native libraries are unpacked and loaded here.
            - name: tmp
              mountPath: /tmp
            - name: access
              mountPath: /run/access
              readOnly: true
            {{- if .root.Values.trust.configMap }}
            - name: trust
              mountPath: /run/trust
              readOnly: true
            {{- end }}
            {{- if eq .key "ingest" }}
            - name: blobs
              mountPath: /var/lib/fumikura/blobs
            {{- end }}
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 512Mi
        # A whole folder and no subPath, so that a changed Secret arrives in the running pod.
        - name: access
          secret:
            secretName: {{ .root.Values.access.secret.name }}
            defaultMode: 0440
            items:
              - key: {{ .root.Values.access.secret.serviceSecret }}
                path: service-secret
              {{- if not .model }}
              - key: {{ .root.Values.access.secret.keys }}
                path: keys.yaml
              {{- end }}
        {{- with .root.Values.trust.configMap }}
        - name: trust
          configMap:
            name: {{ . }}
        {{- end }}
        {{- if $folder }}
        - name: blobs
          persistentVolumeClaim:
            claimName: fumikura-blobs
        {{- else if eq .key "ingest" }}
        # What is staged on its way to S3, and copies of what is read.
        - name: blobs
          emptyDir:
            sizeLimit: 4Gi
        {{- end }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels:
    {{- include "fumikura.labels" (dict "root" .root "name" $name) | nindent 4 }}
spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: {{ $name }}
  ports:
    - name: http
      port: {{ .port }}
      targetPort: http
      protocol: TCP
{{- if or $scaled (gt (int $values.replicas) 1) }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $name }}
  labels:
    {{- include "fumikura.labels" (dict "root" .root "name" $name) | nindent 4 }}
spec:
  {{- if $scaled }}
  # There may be one, and it must not keep its node from being emptied.
  maxUnavailable: 1
  {{- else }}
  minAvailable: 1
  {{- end }}
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ $name }}
{{- end }}
{{- end }}
