# SPDX-License-Identifier: Apache-2.0
# The firmware under test with its simulated panel: keys go in through a FIFO, the display comes out line by line.

# The bench adds to it.
firmware_java=(@/share/jvm-options)
panel=/results/panel

# Where the reader is plugged in.
firmware_where=(--udc dummy_udc.0)

# firmware_start OPTION...: returns when the reader is there for the host: configured, or at its port.
firmware_start() {
    [ -p /tmp/keys ] || mkfifo /tmp/keys
    exec 8<>/tmp/keys
    ${firmware_on:-} java "${firmware_java[@]}" -cp '/share/classpath/*' org.openpinpad.simulator.SimulatorMain simulate \
        "${firmware_where[@]}" "$@" <&8 >>$panel 2>>/results/firmware.log &
    firmware=$!
    panel_from_here
    wait_for 60 firmware_there
}

firmware_there() {
    case ${firmware_where[0]} in
    --udc) configured $reader_id ;;
    --usbip) usbip list --remote 127.0.0.1 2>/dev/null | grep -q "$reader_id" ;;
    esac
}

firmware_stop() {
    kill "$firmware"
    wait_gone 20 "$firmware"
}

firmware_kill() {
    kill -9 "$firmware"
    wait "$firmware" 2>/dev/null
}

press() { printf %s "$1" >&8; }

# panel_says TEXT: whether the display has shown it since panel_from_here.
panel_from_here() { panel_seen=$(wc -l <$panel); }
panel_says() { tail -n +$((panel_seen + 1)) $panel | grep -qF -- "$1"; }

# type_when_asked KEYS: in the background, once, when the display asks for a PIN.
type_when_asked() {
    panel_from_here
    { wait_for 60 panel_says 'Enter PIN' && press "$1"; } &
    typist=$!
}

# answer_pins: in the background until answer_pins_stop, types the PIN that the display asks for, once for each entry.
answer_pins() {
    tail -n 0 -s 0.2 -f $panel | while read -r line; do
        case $line in
        *"Enter PIN"*"admin PIN"*) pin=12345678O ;;
        *"Enter PIN"*) pin=123456O ;;
        *) pin= ;;
        esac
        [ "$pin" = "${typed:-}" ] || press "$pin"
        typed=$pin
    done &
    typist=$!
}

answer_pins_stop() {
    pkill -P $$ -x tail
    wait $typist
}
