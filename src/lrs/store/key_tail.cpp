#include "lrs/store/key_tail.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "lrs/sql.gen.hpp"
#include "lrs/store/keys.hpp"
#include "platform/db/row_batch.hpp"

namespace lrs {

namespace {
using namespace std::chrono_literals;

constexpr std::int32_t most_in_row = 1024;
constexpr std::size_t most_statements = 65'536;  // of one round, about
constexpr std::int64_t most_rows = 2048;         // of one round
constexpr std::size_t few_keys = 256;            // between two looks at the clock

struct Entry {
    std::int64_t key;
    timing::Micros stored;
    std::int64_t source;
    auto operator<=>(const Entry&) const = default;
};

// What is entered together: the oldest of the tail.
struct Round {
    timing::Micros first = 0, last = 0;  // as rows of the tail are known by
    std::size_t statements = 0;
    std::vector<Entry> entries;  // in order, each once: a statement may name a key twice
};

Round round_of(const db::Rows& rows) {
    Round round{.first = rows[0].integer(0)};
    for (const auto& row : rows) {
        if (round.statements >= most_statements) break;
        const TailRow waiting(row);
        for (const auto& [stored, keys] : waiting.statements()) {
            const auto source = -signature_of(keys);
            for (const auto key : keys) round.entries.push_back({key, stored, source});
        }
        round.statements += waiting.statements().size();
        round.last = row.integer(0);
    }
    std::ranges::sort(round.entries);
    const auto twins = std::ranges::unique(round.entries);
    round.entries.erase(twins.begin(), twins.end());
    return round;
}

// How long one transaction may hold up who stores: the longer the more waits, since whoever stores much at once must not outrun who enters.
std::chrono::milliseconds patience_for(std::size_t statements) {
    constexpr std::chrono::milliseconds least = 8ms, most = 64ms;
    const auto rounds = std::max(1.0, static_cast<double>(statements) / 16'384);
    return std::min(most, std::chrono::duration_cast<std::chrono::milliseconds>(rounds * rounds * least));
}

// The next entries to write together. All of one key are, so that a key is never seen with later statements and without earlier ones.
std::span<const Entry> slice_of(std::span<const Entry> rest, std::size_t size) {
    auto end = std::min(size, rest.size());
    while (end < rest.size() && rest[end].key == rest[end - 1].key) ++end;
    return rest.first(end);
}

void insert(db::Transaction& tx, std::span<const Entry> entries) {
    db::RowBatch rows(tx, sql::enter_key);
    for (const auto& [key, stored, source] : entries) rows.add(key, stored, source);
    rows.flush();
}

// Of several transactions that need not be safe at once PostgreSQL may lose some in a crash that this process survives, so there it is all of them; nobody
// who stores waits for it there. Gives back how many.
std::size_t insert_some(db::Transaction& tx, std::span<const Entry> entries, std::chrono::milliseconds patience) {
    const bool is_sqlite = tx.engine() == db::Engine::sqlite;
    const auto until = timing::in(patience);
    auto rest = entries;
    do {
        const auto slice = is_sqlite ? slice_of(rest, few_keys) : rest;
        insert(tx, slice);
        rest = rest.subspan(slice.size());
    } while (!rest.empty() && std::chrono::steady_clock::now() < until);
    return entries.size() - rest.size();
}
}  // namespace

TailRows::TailRows(db::Transaction& tx) : rows_(tx, sql::insert_tail) {}

void TailRows::add(const OrgId& org, timing::Micros stored, std::span<const std::int64_t> keys) {
    if (statements_ == most_in_row || org != org_) end_row();
    if (statements_++ == 0) org_ = org, first_ = stored;
    last_ = stored;
    numbers_.insert(numbers_.end(), {stored, std::ssize(keys)});
    numbers_.insert(numbers_.end(), keys.begin(), keys.end());
}

void TailRows::end_row() {
    if (statements_ == 0) return;
    const auto bytes = std::as_bytes(std::span(numbers_).subspan(statements_ == 1 ? 2 : 0));
    rows_.add(last_, org_.str(), first_, statements_, db::Bytes(bytes.begin(), bytes.end()));
    statements_ = 0;
    numbers_.clear();
}

void TailRows::flush() {
    end_row();
    rows_.flush();
}

TailRow::TailRow(const db::Row& row, std::size_t column) {
    const auto& packed = row.bytes(column + 2);
    numbers_.resize(packed.size() / sizeof(std::int64_t));
    if (!numbers_.empty()) std::memcpy(numbers_.data(), packed.data(), numbers_.size() * sizeof(std::int64_t));
    std::span<const std::int64_t> rest = numbers_;
    if (row.integer(column + 1) == 1) {
        statements_.push_back({row.integer(column), rest});
        return;
    }
    while (rest.size() >= 2) {
        const auto keys = rest.subspan(2, std::min(static_cast<std::size_t>(rest[1]), rest.size() - 2));
        statements_.push_back({rest[0], keys});
        rest = rest.subspan(2 + keys.size());
    }
}

Task<std::size_t> enter_keys(db::Database& database) {
    const auto rows = co_await database.read(sql::tail_to_enter, most_rows);
    if (rows.empty()) co_return 0;
    const auto round = round_of(rows);
    const auto patience = patience_for(round.statements);
    for (std::span<const Entry> rest = round.entries; !rest.empty();) {
        const auto entered = co_await database.transact(
            [=, first = round.first, last = round.last](db::Transaction& tx) -> std::size_t {
                // Somebody else has entered them; what was erased since must not come back.
                if (tx.run(sql::find_in_tail, first).empty()) return 0;
                const auto some = insert_some(tx, rest, patience);
                if (some == rest.size()) tx.run(sql::cut_tail, last);
                return some;
            },
            db::Safe::soon);
        if (entered == 0) break;
        rest = rest.subspan(entered);
    }
    co_return round.statements;
}

void enter_all_keys(db::Transaction& tx) {
    for (auto rows = tx.run(sql::tail_to_enter, most_rows); !rows.empty(); rows = tx.run(sql::tail_to_enter, most_rows)) {
        const auto round = round_of(rows);
        insert(tx, round.entries);
        tx.run(sql::cut_tail, round.last);
    }
}

void TailGuard::added(db::Transaction& tx, std::size_t statements) {
    if ((waiting_ += statements) < long_tail) return;
    waiting_ = 0;
    if (!tx.run(sql::tail_beyond, static_cast<std::int64_t>(long_tail)).empty()) enter_all_keys(tx);
}

void TailGuard::entered(std::size_t statements) {
    auto waiting = waiting_.load();
    while (!waiting_.compare_exchange_weak(waiting, waiting - std::min(waiting, statements))) continue;
}

}  // namespace lrs
