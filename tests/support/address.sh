# Sourced by suites that start another's server on a port that the system chooses (port 0), which it then writes to its log.
# address_in FILE: http://127.0.0.1:PORT, as soon as FILE names it
address_in() {
    for _ in $(seq 200); do
        grep -oE -m1 'listening on http://127\.0\.0\.1:[0-9]+' "$1" | grep -oE 'http.*' && return
        sleep 0.1
    done
    echo "no server: $(cat "$1")" >&2
    return 1
}
