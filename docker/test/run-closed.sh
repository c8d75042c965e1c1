#!/usr/bin/env bash
# run-closed.sh ROOT UID:GID WORKDIR NAME=VALUE… -- COMMAND…: runs what an image says in its root file system as
# a cluster would: that user, read-only root, no network but loopback, /tmp in memory without execution. Ends
# when the health check succeeds (READY) or the command ends (ENDED status). Needs root.
set -euo pipefail

if [ "$1" != inside ]; then
  exec unshare --mount --net --pid --fork --kill-child bash "$0" inside "$@"
fi
root=$2 user=$3 directory=$4
shift 4
environment=()
while [ "$1" != -- ]; do
  environment+=("$1")
  shift
done
shift

mount --make-rprivate /
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs -o noexec,nosuid,nodev,size=64m,mode=1777 tmpfs "$root/tmp"
ip link set lo up

inside() { chroot --userspec="$user" "$root" /usr/bin/env -i -C "$directory" "${environment[@]}" "$@"; }

inside "$@" &
service=$!
for _ in $(seq 600); do
  if ! kill -0 "$service" 2> /dev/null; then
    status=0
    wait "$service" || status=$?
    echo "ENDED $status"
    exit 0
  fi
  if inside /opt/fumikura/healthcheck.sh 2> /dev/null; then
    echo READY
    break
  fi
  sleep 0.2
done
inside bash -c 'echo "user $(id -u)"
  echo "files in /tmp: $(find /tmp -type f | wc -l)"
  echo "written to /: $( (echo > /written) 2> /dev/null && echo yes || echo no)"
  exec 3<> "/dev/tcp/127.0.0.1/$QUARKUS_HTTP_PORT"
  printf "GET /info HTTP/1.0\r\nHost: localhost\r\n\r\n" >&3
  head -n 1 <&3'
