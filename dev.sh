#!/usr/bin/env bash
# The one command of a checkout. It checks what is needed, builds what is not built, and starts the Java
# command line in cli/, where the logic lives. ./dev.sh help lists the commands.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

fail() { echo "error: $*" >&2; exit 1; }

# Every download and telemetry switch of what runs here is off.
export ORT_DISABLE_TELEMETRY=1 DJL_OFFLINE=true OPT_OUT_TRACKING=true RUST_FLAVOR=cpu

need_java() {
  local java=java
  [ -n "${JAVA_HOME:-}" ] && java="$JAVA_HOME/bin/java"
  command -v "$java" >/dev/null 2>&1 || fail "no JDK was found; install JDK 17 or newer and set JAVA_HOME or PATH"
  local major
  major=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${major:-0}" -ge 17 ] || fail "Java $major is too old; install JDK 17 or newer and set JAVA_HOME or PATH"
  JAVA=$java
}

need_maven() {
  local javac=javac
  [ -n "${JAVA_HOME:-}" ] && javac="$JAVA_HOME/bin/javac"
  command -v "$javac" >/dev/null 2>&1 || fail "only a Java runtime was found; install a JDK, 17 or newer"
  command -v mvn >/dev/null 2>&1 || fail "Maven was not found; install Maven 3.8 or newer"
}

need_disk() {
  local free_mb
  free_mb=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
  [ "$free_mb" -ge 2048 ] || fail "only $free_mb MB are free here; a build needs 2048 MB"
}

stamp=target/built

is_built() {
  [ -f "$stamp" ] && [ -f cli/target/cli.jar ] &&
    [ -z "$(find pom.xml */pom.xml */src/main -newer "$stamp" -print -quit 2>/dev/null)" ]
}

build() {
  need_maven
  need_disk
  mkdir -p target
  local log=target/build.log
  echo "building (the first time takes some minutes; log: $log)"
  mvn -B -ntp -T1 -DskipTests "$@" package 2>&1 | tee "$log" |
    sed -u -n 's/^\[INFO\] Building \(Fumikura[^0-9]*\).*/  \1/p; /^\[ERROR\]/p'
  [ "${PIPESTATUS[0]}" -eq 0 ] || fail "the build failed; its log is $log"
  touch "$stamp"
}

java_cli() {
  local terminal=false
  [ -t 1 ] && terminal=true
  exec "$JAVA" "-XX:TieredStopAtLevel=${cli_tier:-1}" -XX:+UseSerialGC "-Xmx${cli_heap:-128m}" -Dfile.encoding=UTF-8 \
    -Dfumikura.root="$PWD" -Dfumikura.terminal="$terminal" -cp "cli/target/cli.jar:cli/target/lib/*" io.fumikura.cli.Fumikura "$@"
}

models() {
  [ -f models/target/models.jar ] || build
  exec "$JAVA" -Xmx1g -cp "models/target/models.jar:models/target/lib/*" io.fumikura.models.ModelsCommand "$@"
}

usage() {
  cat <<'TEXT'
./dev.sh up [--detach] [--no-samples]   build what is not built, start everything, show an example
./dev.sh down                           stop what 'up' started, and nothing else
./dev.sh status [--json]                what runs, where, with how much memory
./dev.sh logs SERVICE [-f]              the log of one process
./dev.sh restart SERVICE                stop and start one process
./dev.sh rebuild                        build the jars again
./dev.sh rebuild base|all|SERVICE       build container images
./dev.sh ingest FILE|FOLDER…            bring documents in and wait until they are indexed
./dev.sh search "…" [--json]            find passages
./dev.sh ask "…" [--json]               get an answer with its sources
./dev.sh keys add ID --scopes A,B | list | revoke ID    API keys, for FUMIKURA_ACCESS=credentials ./dev.sh up
./dev.sh dead-letters [list|replay ID|discard ID]   records that could not be handled
./dev.sh reindex [start|cancel|rollback|indexes|drop INDEX]   change the embedding model; nothing: how far it is
./dev.sh reconcile [--repair]           compare database, blob store and index; make good what can be
./dev.sh models COMMAND …               export, adopt, verify, lock, list model folders (models --help)
./dev.sh eval FOLDER…                   measure retrieval on questions with known documents (eval --help)
./dev.sh eval-ocr FOLDER [--compare tesseract]   measure OCR on pages with known text (eval-ocr --help)
./dev.sh verify images                  check the container images that were built
./dev.sh verify airgap                  run the main job without a network and report every attempt to leave
./dev.sh sbom [--check]                 bills of materials and licences of what is shipped
./dev.sh release keygen|make|verify     a signed folder to carry into a closed network (release --help)
./dev.sh verify reproducible            build twice in two places and compare every jar
./dev.sh bench models                   export, verify and load times at the full size (8 GB of disk)
./dev.sh bench inference                throughput, latency and start of the model services (8 GB of disk)
./dev.sh bench ingest [OPTION]…         how fast texts and scans come in, by stage (bench ingest --help)
./dev.sh bench system [OPTION]…         search and upload at fixed rates while one dependency after another is not well
./dev.sh bench kills [COUNT]            kill processes at random while documents come and go (100; 20 minutes)
./dev.sh test                           what CI runs, but for the native sources
TEXT
}

need_java
command=${1:-help}
[ $# -gt 0 ] && shift
case "$command" in
  up)
    is_built || build
    java_cli up "$@"
    ;;
  down | status | restart | ingest | search | ask | keys | dead-letters | reindex | reconcile)
    [ -f cli/target/cli.jar ] || build
    java_cli "$command" "$@"
    ;;
  eval)
    is_built || build
    cli_heap=1g
    java_cli eval "$@"
    ;;
  eval-ocr)
    is_built || build
    # Compiled fully, as a service is: a page takes seconds.
    cli_heap=1g cli_tier=4
    java_cli eval-ocr "$@"
    ;;
  sbom)
    need_maven
    mvn -B -ntp -q -Psbom -DskipTests package
    java_cli sbom "$@"
    ;;
  release)
    [ -f cli/target/cli.jar ] || build
    cli_heap=512m
    java_cli release "$@"
    ;;
  logs)
    log="${FUMIKURA_DATA:-.fumikura}/logs/${1:-}.log"
    [ -f "$log" ] || fail "there is no log $log; services: local-stack, embedding-service, reranker-service, ingest-service, query-service"
    shift
    exec tail -n 200 "$@" "$log"
    ;;
  rebuild)
    [ $# -gt 0 ] && exec docker/rebuild.sh "$@"
    build
    ;;
  verify)
    case "${1:-}" in
      images) exec docker/verify-images.sh ;;
      airgap)
        is_built || build
        shift
        java_cli airgap "$@"
        ;;
      reproducible)
        need_maven
        exec deploy/reproducible.sh
        ;;
      *) fail "say what to verify: images, airgap or reproducible" ;;
    esac
    ;;
  models)
    models "$@"
    ;;
  bench)
    case "${1:-}" in
      models)
        shift
        models bench "$@"
        ;;
      inference)
        is_built || build
        shift
        exec "$JAVA" -Xmx1g -Dfumikura.root="$PWD" -cp "bench/target/bench.jar:bench/target/lib/*" \
          io.fumikura.bench.InferenceBench "$@"
        ;;
      ingest)
        is_built || build
        shift
        java_cli bench-ingest "$@"
        ;;
      system)
        is_built || build
        shift
        java_cli bench-system "$@"
        ;;
      kills)
        need_maven
        exec mvn -B -ntp -pl cli -am verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=KillIT -Dfailsafe.failIfNoSpecifiedTests=false \
          -Dfumikura.kills="${2:-100}" -Dfumikura.kills.documents=300 -Dfumikura.kills.seed="$(date +%s)"
        ;;
      *) fail "say what to measure: models, inference, ingest, system or kills" ;;
    esac
    ;;
  test)
    need_maven
    exec mvn -B -ntp verify "$@"
    ;;
  help | -h | --help)
    usage
    ;;
  *)
    usage >&2
    fail "there is no command '$command'"
    ;;
esac
