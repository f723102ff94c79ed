# SPDX-License-Identifier: Apache-2.0
# GnuPG with a home of its own, whose pinentry knows no PIN.

user='Test User <test@example.org>'

# gpg_card_edit COMMAND...: answers each prompt by its name, and the command prompt with these commands, then quit.
gpg_card_edit() {
    local word prompt answer
    coproc GPG { timeout 300 gpg --no-tty --command-fd 0 --status-fd 1 --card-edit 2>>/tmp/gpg.log; }
    local gpg=$GPG_PID
    while read -r _ word prompt _; do
        [[ $word = GET_* ]] || continue
        case $prompt in
        cardedit.prompt) answer=${1:-quit} && shift ;;
        cardedit.genkeys.backup_enc) answer=n ;;
        keygen.valid) answer=0 ;;
        keygen.name) answer=${user% <*} ;;
        keygen.email) answer=${user#*<} && answer=${answer%>} ;;
        keygen.comment) answer= ;;
        *) answer= && echo "unforeseen prompt $prompt" ;;
        esac
        echo "$answer" >&"${GPG[1]}"
    done <&"${GPG[0]}"
    wait "$gpg"
}

gpg_home() {
    export GNUPGHOME=/tmp/gnupg
    mkdir -m 700 $GNUPGHOME
    printf '%s\n' disable-ccid enable-pinpad-varlen verbose 'log-file /tmp/scdaemon.log' >$GNUPGHOME/scdaemon.conf
    printf '%s\n' 'pinentry-program /share/guest/pinentry' 'log-file /tmp/agent.log' >$GNUPGHOME/gpg-agent.conf
}
