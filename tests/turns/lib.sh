# Shared by the turn tests: a server that can be killed and started again, a learner, and a watcher that reconnects.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
binary=${OT_BINARY:-$root/build/dev/omnitutor}
work=$(mktemp -d)
port=
server=
trap 'kill -9 $server $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT

# The first start takes a free port, the later ones the same.
start_server() {
    rm -f "$work/port"
    "$binary" serve --listen "127.0.0.1:${port:-0}" --data "$work/data" --port-file "$work/port" >>"$work/server.log" 2>&1 &
    server=$!
    disown $server
    for _ in $(seq 600); do
        [ -s "$work/port" ] && { port=$(cat "$work/port"); return; }
        kill -0 $server 2>/dev/null || break
        sleep 0.02
    done
    echo "the server did not start" >&2
    tail -5 "$work/server.log" >&2
    exit 1
}
kill_server() {
    kill -9 $server 2>/dev/null
    while kill -0 $server 2>/dev/null; do sleep 0.005; done
}
url() { echo "http://127.0.0.1:$port$1"; }
get() { curl -sS --max-time 20 -b "$work/cookies" "$(url "$1")"; }
post() { curl -sS --max-time 20 -b "$work/cookies" -c "$work/cookies" -H 'Content-Type: application/json' -d "$2" "$(url "$1")"; }
# The first string value of a key in JSON on standard input.
value() { grep -oE "\"$1\":\"[^\"]*\"" | head -1 | sed -E 's/.*:"(.*)"/\1/'; }
# Sets `picked`; no subshell, which would repeat the same numbers.
pick() { picked=$(($1 + (RANDOM * 32768 + RANDOM) % ($2 - $1))); }
# Milliseconds to what sleep understands.
pause_ms() { sleep "$(($1 / 1000)).$(printf '%03d' $(($1 % 1000)))"; }

# Whole events only (a cut may leave half of one), without comments and the reconnect hint.
whole_events() { awk '{ if ($0 != "") block = block $0 "\n"; else { if (block ~ /^id: /) printf "%s\n", block; block = "" } }' "$1"; }
last_id() { grep -aoE '^id: [0-9]+' "$1" | tail -1 | cut -c5- | grep . || echo 0; }
over() { grep -aqE '^event: (done|stopped|failed|interrupted)$' "$1"; }

# watch LESSON FILE [MAX_MS]: follows a lesson to its terminal event, reconnecting with what it has; with MAX_MS each connection is cut
# at a random moment up to it. Prints how often it connected.
watch() {
    local lesson=$1 file=$2 most=${3:-} connections=0 quiet=0 seconds=20
    : >"$file"
    while ! over "$file"; do
        [ -n "$most" ] && { pick 20 "$most"; seconds=0.$(printf '%03d' "$picked"); }
        curl -sN --max-time "$seconds" -b "$work/cookies" "$(url "/v1/lesson/$lesson/stream?after=$(last_id "$file")")" >"$file.part" 2>/dev/null
        connections=$((connections + 1))
        whole_events "$file.part" >"$file.whole"
        cat "$file.whole" >>"$file"
        [ -s "$file.whole" ] && quiet=0 || { quiet=$((quiet + 1)); sleep 0.02; }
        [ $quiet -lt 1500 ] || { echo "lesson $lesson: nothing came any more" >&2; return 1; }
    done
    echo $connections
}
