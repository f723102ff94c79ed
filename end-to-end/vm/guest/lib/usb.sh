# SPDX-License-Identifier: Apache-2.0
# The USB of the guest: two controllers looped into themselves (dummy_hcd), gadgets on them, and a witness (usbmon).

# plug high|full [COUNT]: fresh controllers dummy_udc.0 and up, two if not told otherwise, at that speed; whatever was plugged
# in before is gone.
plug() {
    local high=1
    [ "$1" = high ] || high=0
    modprobe -r dummy_hcd
    modprobe libcomposite
    modprobe dummy_hcd num="${2:-2}" is_high_speed=$high is_super_speed=0
    mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config
}

# configured ID: whether the host has configured a device 1209:0001 or the like. (A controller's own state is no witness:
# it says "configured" for some time after the gadget has gone.)
configured() { [ "$(cat "$(device "$1")/bConfigurationValue")" = 1 ]; }

device() {
    local folder
    for folder in /sys/bus/usb/devices/*-*; do
        [ "$(cat "$folder/idVendor"):$(cat "$folder/idProduct")" = "$1" ] && echo "$folder" && return
    done 2>/dev/null
    return 1
}

# loopback UDC: the kernel's own function that sends back what it gets.
loopback_id=1d6b:0104
loopback() {
    local gadget=/sys/kernel/config/usb_gadget/loopback
    modprobe usb_f_ss_lb
    mkdir -p $gadget/configs/c.1
    echo "0x${loopback_id%:*}" >$gadget/idVendor
    echo "0x${loopback_id#*:}" >$gadget/idProduct
    mkdir -p $gadget/functions/Loopback.0
    ln -sf $gadget/functions/Loopback.0 $gadget/configs/c.1/
    echo "$1" >$gadget/UDC
    wait_for 10 configured $loopback_id
}

# Must come before the controllers are unloaded.
loopback_gone() {
    local gadget=/sys/kernel/config/usb_gadget/loopback
    echo >$gadget/UDC
    rm $gadget/configs/c.1/Loopback.0
    rmdir $gadget/configs/c.1 $gadget/functions/Loopback.0 $gadget
}

# capture FILE: from now on every byte on every USB bus goes to the file, as pcap.
capture() {
    modprobe usbmon
    tcpdump -Z root -i usbmon0 -s 0 -U -w "$1" 2>/results/capture.log &
    capture=$!
    wait_for 10 grep -q 'listening on' /results/capture.log
}

# Fails if the capture has holes. The sleep lets the kernel's last events through.
capture_stop() {
    sleep 0.5
    kill "$capture"
    wait_gone 5 "$capture"
    tail -1 /results/capture.log
    grep -q '^0 packets dropped by kernel' /results/capture.log
}
