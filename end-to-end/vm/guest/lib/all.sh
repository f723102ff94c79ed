# SPDX-License-Identifier: Apache-2.0
# Everything a guest script can use.
set -u
lib=$(dirname "${BASH_SOURCE[0]}")
. "$lib/wait.sh"
. "$lib/check.sh"
. "$lib/usb.sh"
. "$lib/pcsc.sh"
. "$lib/firmware.sh"

client_java=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)

# client CLASS ARGUMENT...: runs a client program of this module.
client() {
    local name=$1
    shift
    ${client_on:-} java "${client_java[@]}" -cp '/share/classpath/*' "org.openpinpad.endtoend.vm.$name" "$@"
}
