#!/usr/bin/env bash
# docker/native-sources.sh — writes SERVICE/target/native-sources for the four services: the jars and the
# arguments that native-image compiles an executable from (docker/Dockerfile.native). It needs no GraalVM
# and does not touch target/quarkus-app. Then it checks that what our modules say to native-image is in it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

services=(query-service ingest-service embedding-service reranker-service)
jar=jar
[ -n "${JAVA_HOME:-}" ] && jar=$JAVA_HOME/bin/jar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "error: $*" >&2; exit 1; }

# --also-make, because the services' jars must hold the modules as they are in this checkout.
rm -rf "${services[@]/%//target/native-sources}"
mvn -B -ntp -q --projects "$(IFS=,; echo "${services[*]}")" --also-make -DskipTests \
  -Dquarkus.native.enabled=true -Dquarkus.native.sources-only=true -Dquarkus.package.jar.enabled=false \
  -Dquarkus.package.output-directory=native package

check() { # SERVICE MODULE: what MODULE says to native-image is, byte for byte, in a jar of SERVICE
  local folder=META-INF/native-image/io.fumikura/$2 holder
  holder=$PWD/$(find "$1/target/native-sources" -name "io.fumikura.$2-*.jar" -o -name "$2-*-runner.jar" | head -n 1)
  [ -f "$holder" ] || fail "$1/target/native-sources has no jar of $2"
  rm -rf "$work/META-INF"
  (cd "$work" && "$jar" xf "$holder" "$folder")
  diff -r "$2/src/main/resources/$folder" "$work/$folder" || fail "$holder holds another $folder than $2/src"
}

for service in "${services[@]}"; do
  sources=$service/target/native-sources
  [ -s "$sources/native-image.args" ] || fail "there is no $sources/native-image.args"
  runner=$(grep -oE -- '-jar [^ ]+' "$sources/native-image.args" | cut -d ' ' -f 2) || true
  [[ $runner == "$service"-*-runner.jar && -s $sources/$runner ]] ||
    fail "$sources/native-image.args names the jar '$runner', which is not there"
  check "$service" contracts
done
for service in query-service ingest-service; do
  check "$service" chunk-index
done
for service in embedding-service reranker-service; do
  check "$service" inference
done
for service in query-service ingest-service embedding-service; do
  check "$service" "$service"
done
grep -q -- '-H:+AddAllCharsets' ingest-service/target/native-sources/native-image.args ||
  fail "ingest-service would be compiled without the Japanese charsets"

du -sh "${services[@]/%//target/native-sources}"
