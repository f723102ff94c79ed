# SPDX-License-Identifier: Apache-2.0
# Everything a guest script can use.
set -u
lib=$(dirname "${BASH_SOURCE[0]}")
. "$lib/wait.sh"
. "$lib/usb.sh"

# client CLASS ARGUMENT...: runs a client program of this module.
client() {
    local name=$1
    shift
    java -XX:+UseSerialGC -cp '/share/classpath/*' "org.openpinpad.endtoend.vm.$name" "$@"
}
