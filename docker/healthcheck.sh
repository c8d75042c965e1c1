#!/bin/bash
# Exit 0 when the service says it is ready. Needs bash only: the JRE images have no curl to rely on.
exec 3<>"/dev/tcp/127.0.0.1/${QUARKUS_HTTP_PORT}" || exit 1
printf 'GET /q/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 4 _ status _ <&3
[[ "${status}" == 200 ]]
