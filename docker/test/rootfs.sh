#!/usr/bin/env bash
# rootfs.sh FOLDER: a small Debian with Java in FOLDER, laid out as the Temurin images are. It stands in for
# every base image in the tests, where none can be pulled. Needs root and debootstrap; made once and kept.
set -euo pipefail
rootfs=$1
[ -e "$rootfs.complete" ] && exit 0
rm -rf "$rootfs"
mkdir -p "$(dirname "$rootfs")"
debootstrap --variant=minbase --include=openjdk-17-jre-headless,curl bookworm "$rootfs" > "$rootfs.log" 2>&1 ||
  { tail -n 5 "$rootfs.log" >&2; exit 1; }
# Links into /etc become files, so that one COPY takes the whole of Java.
mkdir -p "$rootfs/opt/java"
cp -aL "$rootfs"/usr/lib/jvm/java-17-openjdk-* "$rootfs/opt/java/openjdk" 2>> "$rootfs.log" ||
  [ -x "$rootfs/opt/java/openjdk/bin/java" ]
ln -sf /opt/java/openjdk/bin/java "$rootfs/usr/local/bin/java"
# The runtime's module file holds the jar tool; only its launcher is in another package.
printf '#!/bin/sh\nexec java -m jdk.jartool/sun.tools.jar.Main "$@"\n' > "$rootfs/usr/local/bin/jar"
chmod 755 "$rootfs/usr/local/bin/jar"
rm -rf "$rootfs"/usr/lib/jvm "$rootfs"/var/cache/apt/* "$rootfs"/var/lib/apt/lists/* \
  "$rootfs"/usr/share/{doc,man,locale,info}
: > "$rootfs.complete"
