# Sourced by suites that run a command on one engine after the other and add up what it prints.
total_passed=0
total_failed=0
# on NAME COMMAND...: a command that ends without its sum counts as one failure
on() {
    echo "== $1"
    shift
    output=$("$@")
    status=$?
    echo "$output"
    counts=$(echo "$output" | grep -oE '^[0-9]+ passed, [0-9]+ failed' | tail -1)
    total_passed=$((total_passed + $(echo "${counts:-0 passed, 1 failed}" | cut -d' ' -f1)))
    bad=$(echo "${counts:-0 passed, 1 failed}" | cut -d' ' -f3)
    # It may say that all is well and yet end badly.
    [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
    total_failed=$((total_failed + bad))
}
# sum_up: a suite's last line and its end
sum_up() {
    echo "$total_passed passed, $total_failed failed"
    [ $total_failed = 0 ]
}
# on_both COMMAND...: a suite that is one command
on_both() {
    on SQLite "$@"
    DATABASE_URL=$OT_TEST_POSTGRES on PostgreSQL "$@"
    sum_up
}
