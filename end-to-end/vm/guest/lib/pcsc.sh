# SPDX-License-Identifier: Apache-2.0
# pcscd with Debian's libccid, unmodified but for the list of readers that it knows.

reader_id=1209:0001
info=/etc/libccid_Info.plist

# libccid 1.5 looks USB IDs up in three parallel arrays and ignores readers that are not there.
know_reader() {
    local vendor=${reader_id%:*} product=${reader_id#*:}
    sed -i --follow-symlinks -e "/<key>ifdVendorID</{n;s|<array>|&<string>0x$vendor</string>|}" \
        -e "/<key>ifdProductID</{n;s|<array>|&<string>0x$product</string>|}" \
        -e '/<key>ifdFriendlyName</{n;s|<array>|&<string>OpenPinpad</string>|}' $info
    [ "$(grep -c -E "<array><string>(0x$vendor|0x$product|OpenPinpad)<" $info)" = 3 ]
}

# pcscd learns from udev what is plugged in and out.
udev_start() {
    /lib/systemd/systemd-udevd --daemon
    udevadm trigger --subsystem-match=usb
    udevadm settle --timeout=20
}

pcscd_start() {
    pcscd --foreground --debug >>/results/pcscd.log 2>&1 &
    pcscd=$!
    wait_for 10 test -e /run/pcscd/pcscd.comm
}

pcscd_stop() {
    kill $pcscd
    wait_gone 10 $pcscd
    rm -rf /run/pcscd
}

reader_listed() { opensc-tool -l 2>&1 | grep -q '^[0-9]'; }
