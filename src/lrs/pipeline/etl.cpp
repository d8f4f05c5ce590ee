#include "lrs/pipeline/etl.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lrs/sql.gen.hpp"
#include "lrs/store/key_tail.hpp"
#include "platform/db/row_batch.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

namespace lrs {

namespace {
constexpr std::int64_t most_rows = 2500;       // of one transaction: statements that are stored meanwhile wait for it
constexpr std::int64_t most_bytes = 8 << 20;   // of bodies read at once, about

metrics::Counter& flattened(std::string_view mode) {
    return metrics::counter("lrs_etl_statements_total", "Statements brought into statements_flat", fmt::format("mode=\"{}\"", mode));
}

std::int64_t average_of(const db::Rows& rows) {
    std::size_t bytes = 0;
    for (const auto& row : rows) bytes += row.text(2).size();
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(bytes / std::max<std::size_t>(1, rows.size())));
}

void insert_rows(db::Transaction& tx, const OrgId& org, const FlatRows& rows) {
    const auto flag = [](std::optional<bool> value) { return value ? std::optional<std::int32_t>(*value) : std::nullopt; };
    db::RowBatch batch(tx, sql::insert_flat);
    for (const auto& one : rows) {
        const auto& row = *one;
        batch.add(org.str(), row.stored, row.statement_id, std::int32_t{row.voided}, row.actor_key, row.actor_id, row.actor_name, row.verb_id, row.object_key,
                  row.object_type, row.object_id, row.activity_type, flag(row.success), flag(row.completion), row.score_scaled, row.score_raw, row.score_min,
                  row.score_max, row.duration_ms, row.registration, row.platform, row.language, row.parent_id, row.grouping_id, row.timestamp);
    }
    batch.flush();
}

// Targets that arrive after their voiding statement are stored as voided, so here only earlier ones are met.
void void_targets(db::Transaction& tx, const OrgId& org, const FlatRows& rows) {
    if (std::ranges::none_of(rows, [](const auto& row) { return row->voids; })) return;
    const auto reach = hold_sums(tx, org);
    enter_all_keys(tx);
    for (const auto& row : rows) {
        if (!row->voids) continue;
        for (const auto& found : tx.run(sql::void_flat, org, row->object_id)) take_out(tx, org, reach, summed_row(org, found));
    }
}
}  // namespace

FlatRows flatten_rows(const OrgId& org, const db::Rows& rows) {
    FlatRows flat;
    flat.reserve(rows.size());
    for (const auto& row : rows) {
        flat.push_back(std::make_shared<FlatRow>(flatten(row.text(2))));
        flat.back()->stored = row.integer(0);
        flat.back()->voided = row.integer(1) != 0;
        set_keys(org, *flat.back());
    }
    return flat;
}

void write_flat(db::Transaction& tx, const OrgId& org, const FlatRows& rows, const Names& names) {
    insert_rows(tx, org, rows);
    names.write(tx, org);
    void_targets(tx, org, rows);
}

void write_late(db::Transaction& tx, const OrgId& org, const FlatRows& rows, const KnownMarks& known, const SumReach& reach) {
    Rollups rollups;
    for (const auto& row : rows)
        if (!row->voided) rollups.add_within(reach, *row);
    Rollups::write(tx, org, rollups.in_order());
    write_flat(tx, org, rows, Names(rows, known));
}

std::int64_t Etl::batch_size() const { return std::clamp<std::int64_t>(most_bytes / average_bytes_, 1, most_rows); }

Task<std::size_t> Etl::advance() {
    std::vector<Source> sources;
    for (const auto& row : co_await database_.read(sql::orgs_behind)) sources.push_back({row.id<OrgId>(0), row.integer(1), row.integer(2)});
    if (sources.empty()) behind_since_ = 0;
    std::size_t moved = 0;
    for (const auto& source : sources) moved += co_await advance_one(source);
    co_return moved;
}

// An erasure takes names away that were known to be there.
void Etl::notice_erasures(const Source& source) {
    const std::lock_guard lock(mutex_);
    const auto [seen, is_new] = erasures_.try_emplace(source.org, source.erasures);
    if (is_new || seen->second == source.erasures) return;
    seen->second = source.erasures;
    known_.forget();
}

// From memory when this process has stored what comes next, else from the database.
Task<FlatRows> Etl::next_rows(const Source& source) {
    if (fresh_) {
        auto rows = fresh_->take(source.org, source.cursor, source.erasures, most_rows);
        if (!rows.empty()) co_return rows;
    }
    const auto found = co_await database_.read(sql::statements_after, source.org, source.cursor, batch_size());
    if (found.empty()) co_return FlatRows();
    average_bytes_ = average_of(found);
    co_return co_await cpu_.run([&] { return flatten_rows(source.org, found); });
}

// Nobody waits for the disk: rows, names and cursor are there or are not. But names are remembered as written, so those must be.
Task<std::size_t> Etl::advance_one(Source source) {
    notice_erasures(source);
    const auto rows = co_await next_rows(source);
    if (rows.empty()) co_return 0;
    behind_since_ = rows.front()->stored;
    const auto names = co_await cpu_.run([&] { return Names(rows, known_); });
    const bool ours = co_await database_.transact(
        [&](db::Transaction& tx) {
            if (source.cursor == 0) tx.run(sql::add_etl_cursor, source.org);
            if (tx.run(sql::move_etl_cursor, source.org, source.cursor, rows.back()->stored, source.erasures).affected() == 0) return false;
            write_flat(tx, source.org, rows, names);
            return true;
        },
        names.empty() ? db::Safe::soon : db::Safe::at_once);
    if (!ours) co_return 0;
    known_.learn(names.marks());
    flattened("streaming").add(static_cast<double>(rows.size()));
    static auto& visible = metrics::histogram("lrs_etl_visible_seconds", "From stored to visible in statements_flat, of the oldest statement of a batch");
    metrics::observe(visible, static_cast<double>(timing::now() - rows.front()->stored) / 1e6);
    co_return rows.size();
}

Task<std::size_t> Etl::repair() {
    std::size_t written = 0;
    for (const auto& row : co_await database_.read(sql::cursors_to_check))
        written += co_await repair_one(row.id<OrgId>(0), row.integer(2), row.integer(1));
    co_return written;
}

// What is missing is looked for beside everybody else, and read again by the transaction that writes it.
Task<std::size_t> Etl::repair_one(OrgId org, timing::Micros from, timing::Micros to) {
    std::size_t written = 0;
    while (from < to) {
        const auto limit = batch_size();
        const auto missing = co_await database_.read(sql::statements_not_flat, org, from, to, limit);
        const auto last = static_cast<std::int64_t>(missing.size()) < limit ? to : missing[missing.size() - 1].integer(0);
        if (!missing.empty()) written += co_await write_missing(org, from, last, limit);
        co_await database_.write(sql::move_etl_check, org, from, last);
        from = last;
    }
    if (written > 0) {
        flattened("incremental").add(static_cast<double>(written));
        logging::warn("lrs.etl_repaired", {{"statements", static_cast<std::int64_t>(written)}});
    }
    co_return written;
}

Task<std::size_t> Etl::write_missing(OrgId org, timing::Micros from, timing::Micros to, std::int64_t limit) {
    co_return co_await database_.transact([&](db::Transaction& tx) {
        tx.run(sql::hold_etl_cursor, org);
        const auto reach = hold_sums(tx, org);
        const auto rows = flatten_rows(org, tx.run(sql::statements_not_flat, org, from, to, limit));
        write_late(tx, org, rows, KnownMarks(), reach);
        return rows.size();
    });
}

Task<std::size_t> Etl::catch_up() {
    std::size_t all = 0;
    for (std::size_t moved = 1; moved > 0; all += moved) moved = co_await advance();
    all += co_await repair();
    while ((co_await sum()).again) {
    }
    co_return all;
}

Task<void> Etl::forget_checks() { co_await database_.write(sql::forget_etl_checks); }

}  // namespace lrs
