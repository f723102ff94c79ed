# SPDX-License-Identifier: Apache-2.0
# Bounded waits.

# wait_for SECONDS COMMAND...: tries the command ten times a second until it succeeds; fails when the time is up.
wait_for() {
    local tries=$(($1 * 10))
    shift
    while ! "$@" >/dev/null 2>&1; do
        ((tries-- > 0)) || return 1
        sleep 0.1
    done
}

# wait_gone SECONDS PID: waits for a process to end; kills it when the time is up.
wait_gone() {
    wait_for "$1" not kill -0 "$2" || kill -9 "$2"
    wait "$2" 2>/dev/null
    return 0
}

not() { ! "$@"; }
