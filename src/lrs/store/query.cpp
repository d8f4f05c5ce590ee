#include "lrs/store/query.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lrs/sql.gen.hpp"
#include "lrs/store/key_tail.hpp"

namespace lrs {

namespace {
// The keys that one filter is met by; the second only where related places count too.
struct Filter {
    std::int64_t key;
    std::optional<std::int64_t> related;
    std::int64_t density = std::numeric_limits<std::int64_t>::min();
};

// The kind that is most selective as a rule first.
std::vector<Filter> filters_of(const Query& query) {
    std::vector<Filter> filters;
    const auto add = [&](KeyKind kind, const std::optional<std::string>& value, bool broadly = false, KeyKind related = {}) {
        if (!value) return;
        filters.push_back({.key = key_of(query.org, kind, *value), .related = {}});
        if (broadly) filters.back().related = key_of(query.org, related, *value);
    };
    add(KeyKind::registration, query.registration);
    add(KeyKind::agent, query.agent, query.related_agents, KeyKind::related_agent);
    add(KeyKind::activity, query.activity, query.related_activities, KeyKind::related_activity);
    add(KeyKind::verb, query.verb);
    return filters;
}

std::vector<db::Value> reach_parameters(const Query& query, const std::vector<Filter>& filters) {
    std::vector<db::Value> parameters{query.after, query.before};
    for (std::size_t i = 0; i < 4; ++i) {
        parameters.push_back(i < filters.size() ? db::Value(filters[i].key) : db::Value());
        parameters.push_back(i < filters.size() ? db::to_value(filters[i].related) : db::Value());
    }
    return parameters;
}

// The filter that fewest statements meet where the walk begins comes first: its index is walked, the others are asked. A key is the
// rarer the farther its first entries reach.
Task<std::vector<Filter>> rarest_first(db::Database& database, const Query& query, std::vector<Filter> filters) {
    if (filters.size() < 2) co_return filters;
    const auto& text = query.ascending ? sql::key_reach_oldest : sql::key_reach_newest;
    for (const auto& row : co_await database.read_rows(text, reach_parameters(query, filters))) {
        if (row.is_null(1)) continue;
        auto& density = filters[static_cast<std::size_t>(row.integer(0))].density;
        density = std::max(density, query.ascending ? -row.integer(1) : row.integer(1));
    }
    std::swap(filters.front(), *std::ranges::min_element(filters, {}, &Filter::density));
    co_return filters;
}

std::vector<db::Value> common_parameters(const Query& query) {
    return {query.org.str(), query.after, query.before, query.limit + 1, db::to_value(query.authority)};  // one more tells whether more follow
}

std::vector<db::Value> keyed_parameters(const Query& query, const std::vector<Filter>& filters, std::int64_t driver) {
    auto parameters = common_parameters(query);
    parameters.emplace_back(driver);
    for (std::size_t i = 1; i < 4; ++i) {
        const bool has = i < filters.size();
        parameters.push_back(has ? db::Value(filters[i].key) : db::Value());
        parameters.push_back(has ? db::Value(filters[i].related.value_or(filters[i].key)) : db::Value());
    }
    parameters.emplace_back(std::int64_t{query.voided_too});
    return parameters;
}

// How far the walks of a page have come, in the order of the page: what lies behind the end of one that was cut short may be incomplete, since a
// statement that has a key from several sources is several rows of its walk.
struct Reach {
    bool ascending;
    std::optional<timing::Micros> end;

    bool covers(timing::Micros stored) const { return !end || (ascending ? stored <= *end : stored >= *end); }
    void stop_at(timing::Micros stored) {
        if (covers(stored)) end = stored;
    }
};

void append(Page& page, Reach& reach, const db::Rows& rows, const Query& query) {
    for (const auto& row : rows) page.statements.push_back({row.integer(0), static_cast<int>(row.integer(1)), row.text(2)});
    if (static_cast<std::int64_t>(rows.size()) <= query.limit) return;
    page.more = true;
    reach.stop_at(page.statements.back().stored);
}

// Two walks may find a statement twice, and each has found as many as may be shown. A page may be shorter than asked for.
void merge(Page& page, const Reach& reach, const Query& query) {
    auto& all = page.statements;
    std::erase_if(all, [&reach](const FoundStatement& statement) { return !reach.covers(statement.stored); });
    std::ranges::sort(all, [&query](const FoundStatement& left, const FoundStatement& right) {
        return query.ascending ? left.stored < right.stored : left.stored > right.stored;
    });
    const auto twins = std::ranges::unique(all, {}, &FoundStatement::stored);
    all.erase(twins.begin(), twins.end());
    const auto limit = static_cast<std::size_t>(query.limit);
    page.more |= all.size() > limit;
    all.resize(std::min(all.size(), limit));
}

// Whether a statement that carries these keys itself meets every filter.
bool meets(std::span<const std::int64_t> keys, const std::vector<Filter>& filters) {
    const auto has = [&keys](std::int64_t key) { return std::ranges::find(keys, key) != keys.end(); };
    return std::ranges::all_of(filters, [&](const Filter& filter) { return has(filter.key) || (filter.related && has(*filter.related)); });
}

// What is stored and not yet in the index of keys. Read before the index, which bounds the page: between the two reads statements
// may come, and of those the index may have a later one before an earlier one.
Task<Page> find_in_tail(db::Database& database, Query& query, const std::vector<Filter>& filters, Reach& reach) {
    const auto tail = co_await database.read(sql::tail_of_org, query.org, query.after, query.before);
    query.before = std::min(query.before, tail[0].integer(0) + 1);
    std::string found;
    for (const auto& row : tail) {
        if (row.is_null(1)) break;
        const TailRow waiting(row, 1);
        for (const auto& [stored, keys] : waiting.statements())
            if (stored > query.after && stored < query.before && meets(keys, filters)) found.append(found.empty() ? "[" : ",").append(std::to_string(stored));
    }
    Page page;
    if (found.empty()) co_return page;
    const auto& text = query.ascending ? sql::page_of_oldest : sql::page_of_newest;
    append(page, reach, co_await database.read(text, query.org, found + ']', query.limit + 1, query.authority, query.voided_too), query);
    co_return page;
}

Task<Page> find_unfiltered(db::Database& database, Query query) {
    Page page;
    Reach reach{query.ascending, {}};
    auto parameters = common_parameters(query);
    parameters.emplace_back(std::int64_t{query.voided_too});
    append(page, reach, co_await database.read_rows(query.ascending ? sql::page_oldest : sql::page_newest, std::move(parameters)), query);
    merge(page, reach, query);
    co_return page;
}
}  // namespace

Task<Page> find_page(db::Database& database, Query query) {
    auto filters = filters_of(query);
    if (filters.empty()) co_return co_await find_unfiltered(database, std::move(query));
    filters = co_await rarest_first(database, query, std::move(filters));
    Reach reach{query.ascending, {}};
    auto page = co_await find_in_tail(database, query, filters, reach);
    const auto& text = query.ascending ? sql::page_by_key_oldest : sql::page_by_key_newest;
    append(page, reach, co_await database.read_rows(text, keyed_parameters(query, filters, filters[0].key)), query);
    if (filters[0].related)
        append(page, reach, co_await database.read_rows(text, keyed_parameters(query, filters, *filters[0].related)), query);
    merge(page, reach, query);
    co_return page;
}

Task<std::optional<StatementRow>> find_statement(db::Database& database, OrgId org, std::string id) {
    const auto rows = co_await database.read(sql::find_statement, org, id);
    if (rows.empty()) co_return std::nullopt;
    const auto row = rows[0];
    co_return StatementRow{row.integer(0), row.integer(1), static_cast<int>(row.integer(2)), row.integer(3) != 0, row.text(4)};
}

}  // namespace lrs
