# SPDX-License-Identifier: Apache-2.0
# Results: a line "ok NAME" or "FAIL NAME: reason" for each check, and a last line that counts them.

passed=0
failed=0

ok() {
    echo "ok $1"
    passed=$((passed + 1))
}

fail() {
    echo "FAIL $1: $2"
    failed=$((failed + 1))
}

# check NAME COMMAND...: ok if the command succeeds; its output goes to /results, the last line of it into the reason.
check() {
    local name=$1 log=/tmp/check.log code=0
    shift
    "$@" >$log 2>&1 || code=$?
    { echo "== $name: $*"; cat $log; } >>/results/checks.log
    if [ $code = 0 ]; then ok "$name"; else fail "$name" "$(last_line $log) ($code)"; fi
    return $code
}

# check_output NAME PATTERN COMMAND...: ok if the command succeeds and a line of its output matches the pattern.
check_output() {
    local name=$1 pattern=$2
    shift 2
    # shellcheck disable=SC2016
    check "$name" bash -o pipefail -c '"${@:2}" 2>&1 | tee /dev/stderr | grep -E -- "$1" >/dev/null' - "$pattern" "$@"
}

# checks PREFIX COMMAND...: the command prints such lines itself; they count here, with the prefix before their names.
checks() {
    local prefix=$1 log=/tmp/checks.log code=0 line
    shift
    "$@" >$log 2>&1 || code=$?
    while read -r line; do
        case $line in
        "ok "*) ok "$prefix${line#ok }" ;;
        "FAIL "*) line=${line#FAIL } && fail "$prefix${line%%: *}" "${line#*: }" ;;
        esac
    done <$log
    { echo "== $*"; cat $log; } >>/results/checks.log
    [ $code = 0 ] || fail "$prefix$2" "$(last_line $log) ($code)"
}

last_line() { grep -v '^$' "$1" | tail -1 | cut -c1-200; }

# The last command of every test: leaves the logs to the host, counts, and gives the exit code.
conclude() {
    cp /tmp/*.log /results/ 2>/dev/null
    echo "$passed passed, $failed failed"
    [ $failed = 0 ]
    exit
}
