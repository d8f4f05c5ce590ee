#include "lrs/forwarding/round.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "lrs/forwarding/selection.hpp"
#include "lrs/sql.gen.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

namespace lrs {

using namespace std::chrono_literals;

namespace {
constexpr std::int64_t page_size = 200;
constexpr std::size_t most_bytes = 8 << 20;  // of one request
constexpr std::int64_t patient_failures = 5;
constexpr std::chrono::milliseconds long_rest = 20s;

metrics::Counter& tally(std::string_view what, std::string_view help, const std::string& forward) {
    return metrics::counter(fmt::format("xapi_forward_{}_total", what), help, fmt::format(R"(forward="{}")", forward));
}

// As many from `from` on as one request should carry: `most` of them, and not too many bytes unless it is one.
std::size_t fitting(const std::vector<Outgoing>& statements, std::size_t from, std::size_t most) {
    std::size_t count = 0, bytes = 0;
    while (count < most && from + count < statements.size()) {
        bytes += statements[from + count].weight;
        if (count > 0 && bytes > most_bytes) break;
        ++count;
    }
    return count;
}
}  // namespace

std::chrono::milliseconds rest_after(std::int64_t failures, std::optional<std::chrono::milliseconds> asked) {
    if (asked) return *asked;
    const client::RetryPolicy policy{.retries = std::numeric_limits<int>::max()};
    const auto backoff = *policy.wait(static_cast<int>(std::min<std::int64_t>(failures, 10)), nullptr);
    return failures < patient_failures ? backoff : std::max(backoff, long_rest);
}

Task<void> Round::run() {
    while (!caught_up_ && co_await claim()) {
        const bool goes_on = co_await send_notices() && co_await send_dead_letters() && co_await send_page();
        if (!goes_on) break;
    }
    co_await shared_.database.write(sql::release_forward, org_, id_, shared_.process);
}

Task<bool> Round::claim() {
    const auto rows = co_await shared_.database.write(sql::claim_forward, org_, id_, shared_.process, timing::now(), lease_end());
    if (rows.empty()) co_return false;
    forward_ = forward_of(rows[0]);
    co_return co_await take_secret();
}

// Without its secret, or the vault's key, the target waits, as it does when it is away. Every target has a secret: what is sent without it would be a
// webhook's news that anybody could have signed, or statements for whoever lets strangers in.
Task<bool> Round::take_secret() {
    std::string reason;
    try {
        auto kept = co_await shared_.vault.find(secret_place(org_, id_));
        if (kept) forward_.target.secret = std::move(*kept);
        else reason = "its secret is not in the vault: nothing is sent until it is there again, or this target is removed and made anew";
    } catch (const Error& error) {
        reason = error.detail;
    }
    if (!reason.empty()) co_await delay({Verdict::Kind::later, 0, reason, {}});
    co_return reason.empty();
}

Task<bool> Round::send_notices() {
    for (const auto& row : co_await shared_.database.read(sql::next_notices, org_, id_)) {
        const auto verdict = co_await shared_.courier.carry(notice(forward_, row.text(0), row.text(1), row.text(2), shared_.home_page));
        // A target that does not want to know is not asked for ever.
        if (verdict.kind != Verdict::Kind::refused && !co_await judge(verdict)) co_return false;
        co_await shared_.database.write(sql::delete_notice, org_, id_, row.text(0));
    }
    co_return true;
}

Task<bool> Round::send_dead_letters() {
    for (const auto& row : co_await shared_.database.read(sql::next_forward_letters, org_, id_)) {
        const auto found = co_await find_statement(shared_.database, org_, row.text(0));
        std::vector<Outgoing> one;
        if (found) {
            one.push_back(outgoing_of(forward_.target, found->stored, found->edition, found->body));
            one.back().people = permission_.people_in(found->body, found->edition);
        }
        if (co_await drop_unwanted(one, 0, one.size()) > 0) {
            const auto verdict = co_await shared_.courier.send(forward_, one);
            if (verdict.kind == Verdict::Kind::refused) {
                co_await bury(one[0], verdict);
                continue;
            }
            if (!co_await judge(verdict) || !co_await move(forward_.cursor, 1)) co_return false;
        }
        co_await shared_.database.write(sql::delete_forward_letter, org_, id_, row.text(0));
    }
    co_return true;
}

// Everything up to the clock is committed before the page is read, so after a last page the cursor may go that far.
Task<bool> Round::send_page() {
    const auto clock = (co_await shared_.database.read(sql::settled_until))[0].integer(0);
    auto page = co_await find_page(shared_.database, {.org = org_, .after = forward_.cursor, .ascending = true, .limit = page_size, .voided_too = true});
    auto end = clock;
    if (!page.statements.empty()) end = page.more ? page.statements.back().stored : std::max(clock, page.statements.back().stored);
    if (!co_await send_in_chunks(co_await select(shared_.database, forward_, permission_, page.statements))) co_return false;
    caught_up_ = !page.more;
    co_return end <= forward_.cursor || co_await move(end, 0);
}

// Takes out of [from, from + size) what somebody whom it names does not want to leave; how many are left of it. Asked for each request, since consent may
// have been withdrawn while the one before was on its way.
Task<std::size_t> Round::drop_unwanted(std::vector<Outgoing>& statements, std::size_t from, std::size_t size) {
    const auto begin = statements.begin() + static_cast<std::ptrdiff_t>(from), end = begin + static_cast<std::ptrdiff_t>(size);
    std::set<UserId> people;
    for (auto at = begin; at != end; ++at) people.insert(at->people.begin(), at->people.end());
    const auto unwilling = co_await permission_.refused_by(std::move(people));
    const auto is_unwilling = [&unwilling](const UserId& user) { return unwilling.contains(user); };
    const auto gone = std::remove_if(begin, end, [&](const Outgoing& one) { return std::ranges::any_of(one.people, is_unwilling); });
    const auto left = static_cast<std::size_t>(gone - begin);
    statements.erase(gone, end);
    co_return left;
}

// A refused chunk is halved until the statement that is not wanted stands alone; the others go on in order.
Task<bool> Round::send_in_chunks(std::vector<Outgoing> statements) {
    std::size_t most = page_size;
    for (std::size_t at = 0; at < statements.size();) {
        const auto size = co_await drop_unwanted(statements, at, fitting(statements, at, most));
        if (size == 0) continue;
        const auto verdict = co_await shared_.courier.send(forward_, std::span(statements).subspan(at, size));
        const bool refused = verdict.kind == Verdict::Kind::refused;
        if (refused && size > 1) {
            most = size / 2;
            continue;
        }
        if (refused) co_await bury(statements[at], verdict);
        else if (!co_await judge(verdict)) co_return false;
        at += size;
        most = std::min<std::size_t>(most * 2, page_size);
        if (!co_await move(statements[at - 1].stored, refused ? 0 : size)) co_return false;
    }
    co_return true;
}

Task<bool> Round::judge(const Verdict& verdict) {
    if (verdict.kind == Verdict::Kind::delivered) co_return true;
    if (verdict.kind != Verdict::Kind::cancelled) co_await delay(verdict);
    co_return false;
}

Task<void> Round::bury(const Outgoing& statement, const Verdict& verdict) {
    tally("refused", "Statements that a target refused for good", id_).add();
    co_await shared_.database.write(sql::put_forward_letter, org_, id_, statement.id, verdict.status, verdict.reason, timing::now());
}

Task<bool> Round::move(timing::Micros cursor, std::size_t delivered) {
    const auto amount = static_cast<std::int64_t>(delivered);
    const auto moved =
        co_await shared_.database.write(sql::move_forward, org_, id_, shared_.process, forward_.cursor, cursor, amount, lease_end(), timing::now());
    if (moved.affected() != 1) co_return false;
    forward_.cursor = cursor;
    forward_.failures = 0;
    if (delivered > 0) tally("delivered", "Statements that a target has taken", id_).add(static_cast<double>(delivered));
    co_return true;
}

Task<void> Round::delay(const Verdict& verdict) {
    tally("failures", "Requests that a target did not answer well", id_).add();
    const auto rest = rest_after(forward_.failures, verdict.asked_wait);
    const auto until = timing::now() + std::chrono::microseconds(rest).count();
    logging::warn("xapi.forward_waits", {{"forward", id_}, {"status", std::int64_t{verdict.status}}, {"rest_ms", std::int64_t{rest.count()}}});
    co_await shared_.database.write(sql::delay_forward, org_, id_, shared_.process, verdict.reason, until);
}

}  // namespace lrs
