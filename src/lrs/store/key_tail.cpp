#include "lrs/store/key_tail.hpp"

#include <algorithm>
#include <cstring>

#include "lrs/sql.gen.hpp"
#include "lrs/store/row_batch.hpp"

namespace lrs {

namespace {
constexpr std::int64_t most_statements = 16'384;  // of one round
constexpr std::size_t few_keys = 2048;  // of one transaction: less than ten milliseconds
constexpr std::size_t most_slices = 4;  // whoever stores much at once must not outrun who enters

struct Entry {
    std::int64_t key;
    timing::Micros stored;
    auto operator<=>(const Entry&) const = default;
};

std::vector<Entry> entries_of(const db::Rows& rows) {
    std::vector<Entry> entries;
    for (const auto& row : rows)
        for (const auto key : unpack_keys(row.bytes(1))) entries.push_back({key, row.integer(0)});
    std::ranges::sort(entries);
    return entries;
}

// The next entries to write together. All of one key are, so that a key is never seen with later statements and without earlier ones.
std::span<const Entry> slice_of(std::span<const Entry> rest, std::size_t size) {
    auto end = std::min(size, rest.size());
    while (end < rest.size() && rest[end].key == rest[end - 1].key) ++end;
    return rest.first(end);
}

void insert(db::Transaction& tx, std::span<const Entry> entries) {
    RowBatch rows(tx, sql::insert_key);
    for (const auto& [key, stored] : entries) rows.add(key, stored, std::int64_t{0});
    rows.flush();
}
}  // namespace

db::Bytes pack_keys(std::span<const std::int64_t> keys) {
    const auto bytes = std::as_bytes(keys);
    return {bytes.begin(), bytes.end()};
}

std::vector<std::int64_t> unpack_keys(const db::Bytes& packed) {
    std::vector<std::int64_t> keys(packed.size() / sizeof(std::int64_t));
    if (!keys.empty()) std::memcpy(keys.data(), packed.data(), keys.size() * sizeof(std::int64_t));
    return keys;
}

Task<std::size_t> enter_keys(db::Database& database) {
    const auto rows = co_await database.read(sql::tail_to_enter, most_statements);
    if (rows.empty()) co_return 0;
    const auto first = rows[0].integer(0), last = rows[rows.size() - 1].integer(0);
    const auto entries = entries_of(rows);
    // Of several transactions that need not be safe at once PostgreSQL may lose some in a crash that this process survives, so there it is one; nobody who
    // stores waits for it there.
    const auto size = database.engine() == db::Engine::sqlite ? std::max(few_keys, entries.size() / most_slices) : entries.size();
    for (std::span<const Entry> rest = entries; !rest.empty();) {
        const auto slice = slice_of(rest, size);
        rest = rest.subspan(slice.size());
        const bool is_last = rest.empty();
        const bool ours = co_await database.transact(
            [=](db::Transaction& tx) {
                // Somebody else has entered them; what was erased since must not come back.
                if (tx.run(sql::find_in_tail, first).empty()) return false;
                insert(tx, slice);
                if (is_last) tx.run(sql::cut_tail, last);
                return true;
            },
            db::Safe::soon);
        if (!ours) break;
    }
    co_return rows.size();
}

void enter_all_keys(db::Transaction& tx) {
    for (auto rows = tx.run(sql::tail_to_enter, most_statements); !rows.empty(); rows = tx.run(sql::tail_to_enter, most_statements)) {
        insert(tx, entries_of(rows));
        tx.run(sql::cut_tail, rows[rows.size() - 1].integer(0));
    }
}

void TailGuard::added(db::Transaction& tx, std::size_t statements) {
    constexpr std::size_t often = 8192;
    constexpr std::int64_t long_tail = 32'768;
    if ((since_looked_ += statements) < often) return;
    since_looked_ = 0;
    if (!tx.run(sql::tail_beyond, long_tail).empty()) enter_all_keys(tx);
}

}  // namespace lrs
