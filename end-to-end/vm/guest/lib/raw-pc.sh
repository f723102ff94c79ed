# SPDX-License-Identifier: Apache-2.0
# A PC without any driver: CCID frames in hexadecimal, through a RawCcidShell that stays for the whole script.

raw_pc_start() {
    coproc PC { client RawCcidShell 2>>/results/raw-pc.log; }
    exec 6<&"${PC[0]}" 7>&"${PC[1]}"
}

# pc COMMAND ARGUMENT...: see RawCcidShell; what it says is in $reply afterwards.
pc() {
    echo "$*" >&7
    read -r -t 30 reply <&6 || reply="error: the client does not answer"
    echo "$* -> $reply" >>/results/raw-pc.log
    [[ $reply != error* ]] || { echo "$reply" && return 1; }
}

# frame TYPE SEQ DATA: a message to slot 0 (CCID 1.1 §6.1), type and data in hexadecimal.
frame() {
    local length=$((${#3} / 2))
    printf '%s%02x%02x000000%02x000000%s' "$1" $((length & 255)) $((length >> 8)) "$2" "$3"
}

# verify SECONDS: abData of a Secure that asks for 4 to 16 digits and OK, for OpenPGP's VERIFY (CCID 1.1 §6.1.11).
verify() { printf '00%02x82000010040201090400000000''00200081' "$1"; }

# change SECONDS: the same for CHANGE REFERENCE DATA, with an old, a new and a repeated PIN; SECONDS for each.
change() { printf '01%02x820000000010040302030904000102000000''00240081' "$1"; }
