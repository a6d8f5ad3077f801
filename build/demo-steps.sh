# What ./demo does inside its throw-away host. $1 is the manifest.
set -eu
show() {
    printf '\n$ %s\n' "$*"
    "$@"
}

show jnetctl exec shop/web -- ping -c 1 -W 2 database
show jnetctl env shop/web
show jnetctl plan -f "$1"
show jnetctl destroy --auto-approve -f "$1"
