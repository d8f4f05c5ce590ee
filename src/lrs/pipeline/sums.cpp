#include "lrs/pipeline/sums.hpp"

#include <algorithm>

#include "lrs/sql.gen.hpp"
#include "platform/outcome.hpp"

namespace lrs {

namespace {
constexpr std::int64_t rows_of_page = 2048;
constexpr std::size_t rows_of_turn = 65'536;  // about 20 MB of sums when each row has its own
constexpr std::size_t sums_of_slice = 1500;   // of one transaction: some ten milliseconds

// The next of them; those of one place stay together.
std::span<const Rollups::Sum> slice_of(std::span<const Rollups::Sum> rest) {
    auto end = std::min(sums_of_slice, rest.size());
    while (end < rest.size() && rest[end].place == rest[end - 1].place) ++end;
    return rest.first(end);
}

bool move_cursor(db::Transaction& tx, const OrgId& org, const SumReach& from, std::int64_t changes, const SumReach& to) {
    const auto moved = tx.run(sql::move_report_cursor, org, from.stored, from.until, from.next.object, from.next.actor, changes, to.stored, to.until,
                              to.next.object, to.next.actor);
    return moved.affected() == 1;
}
}  // namespace

Task<Sums::Turned> Sums::advance() {
    if (running_.exchange(true)) co_return Turned{};
    const auto turned = co_await outcome_of(advance_all());
    running_ = false;
    co_return or_throw(turned);
}

Task<Sums::Turned> Sums::advance_all() {
    Turned all;
    for (const auto& row : co_await database_.read(sql::sums_behind)) {
        Source source{.org = row.id<OrgId>(0)};
        if (row.is_null(2)) source = co_await begin(std::move(source.org));
        else source.reach = {row.integer(2), row.integer(3), {row.integer(4), row.integer(5)}}, source.changes = row.integer(6);
        const auto one = co_await advance_one(std::move(source), row.integer(1));
        all.rows += one.rows;
        all.again |= one.again;
    }
    co_return all;
}

// Of an organisation that is new. When another process begins it at the same time, it has changed since.
Task<Sums::Source> Sums::begin(OrgId org) {
    const auto reach = co_await database_.transact([=](db::Transaction& tx) { return hold_sums(tx, org); });
    co_return Source{org, reach, 1};
}

Task<Sums::Turned> Sums::advance_one(Source source, timing::Micros flat_until) {
    const bool begun = source.reach.until > source.reach.stored;
    const auto turn = co_await read(source, begun ? source.reach.until : flat_until);
    const bool written = co_await write(std::move(source), turn);
    co_return Turned{turn.rows, !written || turn.until < flat_until};
}

// A turn that somebody has begun is read to its end, a new one as far as memory allows.
Task<Sums::Turn> Sums::read(const Source& source, timing::Micros until) {
    const bool begun = source.reach.until > source.reach.stored;
    Turn turn{.until = until};
    for (auto from = source.reach.stored; from < until;) {
        const auto rows = co_await database_.read(sql::flat_to_sum, source.org, from, until, rows_of_page);
        if (rows.empty()) break;
        co_await cpu_.run([&] {
            for (const auto& row : rows) turn.rollups.add(summed_row(source.org, row));
        });
        turn.rows += rows.size();
        from = rows[rows.size() - 1].integer(0);
        if (static_cast<std::int64_t>(rows.size()) < rows_of_page) break;
        if (!begun && turn.rows >= rows_of_turn) turn.until = until = from;
    }
    co_return turn;
}

// Whoever finds the cursor elsewhere, or rows changed that he may have read, stops: the next turn reads anew.
Task<bool> Sums::write(Source source, const Turn& turn) {
    const auto sums = co_await cpu_.run([&] { return turn.rollups.in_order(); });
    auto at = source.reach;
    const bool begun = at.until > at.stored;
    const auto first = begun ? std::ranges::lower_bound(sums, at.next, {}, &Rollups::Sum::place) : sums.begin();
    std::span<const Rollups::Sum> rest(first, sums.end());
    bool ours = true;
    do {
        const auto slice = slice_of(rest);
        rest = rest.subspan(slice.size());
        const auto to = rest.empty() ? SumReach{turn.until, turn.until, {}} : SumReach{at.stored, turn.until, rest.front().place};
        ours = co_await database_.transact(
            [&](db::Transaction& tx) {
                if (!move_cursor(tx, source.org, at, source.changes, to)) return false;
                Rollups::write(tx, source.org, slice);
                return true;
            },
            db::Safe::soon);
        at = to;
    } while (ours && !rest.empty());
    co_return ours;
}

}  // namespace lrs
