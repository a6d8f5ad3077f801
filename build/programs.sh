# Sourced by the scripts at the top: need PROGRAM... looks for the programs that a real kernel is handled and probed with, installs what is
# missing where that can be done, and says in one line what to install where it cannot.

find_missing() {
    missing=
    for program in "$@"; do
        command -v "$program" > /dev/null || [ -x "/usr/sbin/$program" ] || [ -x "/sbin/$program" ] || missing="$missing $program"
    done
}

need() {
    find_missing "$@"
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        echo "Installing what is missing:$missing ..."
        if command -v apt-get > /dev/null; then
            apt-get -q -y install iptables iproute2 iputils-ping > /dev/null 2>&1 ||
                { apt-get -q update && apt-get -q -y install iptables iproute2 iputils-ping; } > /dev/null 2>&1
        elif command -v dnf > /dev/null; then
            dnf -q -y install iptables-nft iproute iputils > /dev/null 2>&1
        elif command -v apk > /dev/null; then
            apk -q add iptables iproute2 iputils-ping > /dev/null 2>&1
        fi
        find_missing "$@"
        [ -n "$missing" ] || return 0
    fi
    echo "error: these programs are needed:$missing (install the packages iptables, iproute2 and iputils-ping)" >&2
    return 1
}
