#!/usr/bin/env bash
# unpack-natives.sh QUARKUS_APP NATIVES gpu|cpu — a build step of the service images.
#
# Puts the native libraries for Linux x86-64 that the jars carry into NATIVES, where docker/java-options
# points to, so that nothing is unpacked when a service starts and /tmp need not allow execution. The two
# jars with large libraries (ONNX Runtime: 350 MB with CUDA; the tokeniser) then lose them.
set -euo pipefail
lib=$1/lib/main natives=$2 runtime=$3
work=$(mktemp -d)

jar_of() { # JAR_NAME: the one jar so named, or nothing where the service does not use it
  find "$lib" -name "$1"
}

unpack() { # JAR_NAME ENTRY FOLDER [FILE_NAME]
  local jar
  jar=$(jar_of "$1")
  [ -n "$jar" ] || return 0
  mkdir -p "$natives/$3"
  (cd "$work" && jar xf "$jar" "$2")
  [ -e "$work/$2" ] || { echo "error: $jar has no $2; its layout has changed" >&2; exit 1; }
  if [ -d "$work/$2" ]; then cp "$work/$2"/*.so "$natives/$3/"; else cp "$work/$2" "$natives/$3/${4:-$(basename "$2")}"; fi
}

strip() { # JAR_NAME FOLDER…: writes the jar again without these folders
  local jar
  jar=$(jar_of "$1")
  [ -n "$jar" ] || return 0
  shift
  rm -rf "$work/jar" && mkdir "$work/jar"
  (cd "$work/jar" && jar xf "$jar" && rm -r "$@" && rm "$jar" && jar cMf "$jar" .)
}

mkdir -p "$natives"
unpack 'com.microsoft.onnxruntime.onnxruntime*.jar' ai/onnxruntime/native/linux-x64 onnxruntime
if [ "$runtime" = gpu ] && [ -d "$natives/onnxruntime" ] && [ ! -e "$natives/onnxruntime/libonnxruntime_providers_cuda.so" ]; then
  echo "error: the service was packaged with the CPU build of ONNX Runtime;" \
    "package it with 'mvn -Pgpu package', or build this image for a CPU with --build-arg ONNXRUNTIME=cpu" >&2
  exit 1
fi
strip 'com.microsoft.onnxruntime.onnxruntime*.jar' ai/onnxruntime/native

tokenizers=$(jar_of 'ai.djl.huggingface.tokenizers-*.jar')
if [ -n "$tokenizers" ]; then
  (cd "$work" && jar xf "$tokenizers" native/lib/tokenizers.properties)
  version=$(sed -n 's/^version=//p' "$work/native/lib/tokenizers.properties")
  # The layout of the library's own cache folder: what it finds there it does not unpack.
  unpack 'ai.djl.huggingface.tokenizers-*.jar' native/lib/linux-x86_64/cpu/libtokenizers.so \
    "djl/tokenizers/$version-cpu-linux-x86_64"
  strip 'ai.djl.huggingface.tokenizers-*.jar' native/lib/linux-x86_64 native/lib/linux-aarch64 \
    native/lib/osx-aarch64 native/lib/win-x86_64
fi

unpack 'net.java.dev.jna.jna-*.jar' com/sun/jna/linux-x86-64/libjnidispatch.so .
zstd=$(jar_of 'com.github.luben.zstd-jni-*.jar')
if [ -n "$zstd" ]; then
  version=${zstd##*zstd-jni-}
  unpack 'com.github.luben.zstd-jni-*.jar' "linux/amd64/libzstd-jni-${version%.jar}.so" . libzstd-jni.so
fi
unpack 'org.xerial.snappy.snappy-java-*.jar' org/xerial/snappy/native/Linux/x86_64/libsnappyjava.so .

rm -r "$work"
find "$natives" -type f -exec ls -l {} +
