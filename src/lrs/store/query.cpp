#include "lrs/store/query.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <set>
#include <utility>

#include "lrs/json/readable.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/validate.hpp"
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

// What the further filters ask of a statement that its own signature tells; related places are two keys of which either will do, and are left to the statement.
std::int64_t further_signature(const std::vector<Filter>& filters) {
    std::vector<std::int64_t> keys;
    for (const auto& filter : filters | std::views::drop(1))
        if (!filter.related) keys.push_back(filter.key);
    return signature_of(keys);
}

std::vector<db::Value> walk_parameters(const Query& query, const std::vector<Filter>& filters, std::int64_t driver, std::int64_t most) {
    std::vector<db::Value> parameters{driver, query.after, query.before, most, further_signature(filters)};
    for (std::size_t i = 1; i < 4; ++i) {
        const bool has = i < filters.size();
        parameters.push_back(has ? db::Value(filters[i].key) : db::Value());
        parameters.push_back(has ? db::Value(filters[i].related.value_or(filters[i].key)) : db::Value());
    }
    return parameters;
}

// How far the walks of a page have come, in the order of the page: what lies behind the end of one that was cut short may be incomplete.
struct Reach {
    bool ascending;
    std::optional<timing::Micros> end;

    bool covers(timing::Micros stored) const { return !end || (ascending ? stored <= *end : stored >= *end); }
    void stop_at(timing::Micros stored) {
        if (covers(stored)) end = stored;
    }
};

// `found` in the order of the page; one more than it takes tells that more follow.
void append(Page& page, Reach& reach, std::vector<FoundStatement> found, const Query& query) {
    if (std::ssize(found) > query.limit) {
        page.more = true;
        reach.stop_at(found.back().stored);
    }
    std::ranges::move(found, std::back_inserter(page.statements));
}

std::vector<FoundStatement> found_in(const db::Rows& rows) {
    std::vector<FoundStatement> found;
    found.reserve(rows.size());
    for (const auto& row : rows) found.push_back({row.integer(0), static_cast<int>(row.integer(1)), row.text(2)});
    return found;
}

void sort(std::vector<FoundStatement>& found, const Query& query) {
    std::ranges::sort(found, [&query](const FoundStatement& left, const FoundStatement& right) {
        return query.ascending ? left.stored < right.stored : left.stored > right.stored;
    });
}

// Two walks may find a statement twice, and each has found as many as may be shown.
void merge(Page& page, const Reach& reach, const Query& query) {
    auto& all = page.statements;
    std::erase_if(all, [&reach](const FoundStatement& statement) { return !reach.covers(statement.stored); });
    sort(all, query);
    const auto twins = std::ranges::unique(all, {}, &FoundStatement::stored);
    all.erase(twins.begin(), twins.end());
    const auto limit = static_cast<std::size_t>(query.limit);
    page.more |= all.size() > limit;
    all.resize(std::min(all.size(), limit));
}

// Whether a statement that carries these keys itself meets the filters.
bool meets(std::span<const std::int64_t> keys, std::span<const Filter> filters) {
    const auto has = [&keys](std::int64_t key) { return std::ranges::find(keys, key) != keys.end(); };
    return std::ranges::all_of(filters, [&](const Filter& filter) { return has(filter.key) || (filter.related && has(*filter.related)); });
}

// 2.0.0 takes whatever 1.0.3 takes in a body that has been accepted once.
std::vector<std::int64_t> own_keys(const OrgId& org, const FoundStatement& statement) {
    const Readable document(statement.body);
    return keys_of(org, validate(document.root(), statement.edition == 2 ? Version::v2_0_0 : Version::v1_0_3));
}

// A place in the order of the store. `is_known` to meet all filters, else that of a statement which must be asked itself.
struct Place {
    timing::Micros stored;
    bool is_known;
};

// The statements at these places, in the order of the page, but for what is no longer there or is not to be shown.
Task<std::vector<FoundStatement>> statements_at(db::Database& database, const Query& query, std::span<const Place> places, const std::vector<Filter>& filters) {
    if (places.empty()) co_return std::vector<FoundStatement>();
    const bool is_postgres = database.engine() == db::Engine::postgres;
    std::string list(1, is_postgres ? '{' : '[');
    std::set<timing::Micros> in_doubt;
    for (const auto& [stored, is_known] : places) {
        list.append(list.size() > 1 ? "," : "").append(std::to_string(stored));
        if (!is_known) in_doubt.insert(stored);
    }
    list += is_postgres ? '}' : ']';
    auto found = found_in(co_await database.read(sql::statements_at, query.org, list, query.authority, query.voided_too));
    std::erase_if(found, [&](const FoundStatement& statement) { return in_doubt.contains(statement.stored) && !meets(own_keys(query.org, statement), std::span(filters).subspan(1)); });
    sort(found, query);
    co_return found;
}

// What is stored and not yet in the index of keys. Read before the index, which bounds the page: between the two reads statements
// may come, and of those the index may have a later one before an earlier one.
Task<void> find_in_tail(db::Database& database, Query& query, const std::vector<Filter>& filters, Page& page, Reach& reach) {
    const auto tail = co_await database.read(sql::tail_of_org, query.org, query.after, query.before);
    query.before = std::min(query.before, tail[0].integer(0) + 1);
    std::vector<Place> places;
    for (const auto& row : tail) {
        if (row.is_null(1)) break;
        const TailRow waiting(row, 1);
        for (const auto& [stored, keys] : waiting.statements())
            if (stored > query.after && stored < query.before && meets(keys, filters)) places.push_back({stored, true});
    }
    std::ranges::sort(places, {}, &Place::stored);
    if (!query.ascending) std::ranges::reverse(places);
    std::vector<FoundStatement> found;
    for (std::span<const Place> rest = places; !rest.empty() && std::ssize(found) <= query.limit;) {
        const auto next = rest.first(std::min(rest.size(), static_cast<std::size_t>(query.limit + 1)));
        rest = rest.subspan(next.size());
        std::ranges::move(co_await statements_at(database, query, next, filters), std::back_inserter(found));
    }
    append(page, reach, std::move(found), query);
}

// Along the index of one key, until there are as many as the page takes. What a signature let pass in error, what is voided and what another authority wrote
// leaves a page short, and the walk goes on, farther each time.
Task<void> walk(db::Database& database, Query query, const std::vector<Filter>& filters, std::int64_t key, Page& page, Reach& reach) {
    constexpr std::int64_t farthest = 4096;
    const auto& text = query.ascending ? sql::walk_key_oldest : sql::walk_key_newest;
    const auto spare = filters.size() > 1 ? query.limit / 8 : 0;
    std::vector<FoundStatement> found;
    for (auto most = query.limit + 1 + spare; std::ssize(found) <= query.limit; most = std::max(most, std::min(2 * most, farthest))) {
        const auto entries = co_await database.read_rows(text, walk_parameters(query, filters, key, most));
        std::vector<Place> places;
        for (const auto& entry : entries) places.push_back({entry.integer(0), filters.size() < 2 || entry.integer(1) >= 0});
        std::ranges::move(co_await statements_at(database, query, places, filters), std::back_inserter(found));
        if (std::ssize(entries) < most) break;
        (query.ascending ? query.after : query.before) = places.back().stored;
    }
    append(page, reach, std::move(found), query);
}

Task<Page> find_unfiltered(db::Database& database, Query query) {
    Page page;
    Reach reach{query.ascending, {}};
    // One more tells whether more follow.
    std::vector<db::Value> parameters{query.org.str(), query.after, query.before, query.limit + 1, db::to_value(query.authority), std::int64_t{query.voided_too}};
    append(page, reach, found_in(co_await database.read_rows(query.ascending ? sql::page_oldest : sql::page_newest, std::move(parameters))), query);
    merge(page, reach, query);
    co_return page;
}
}  // namespace

Task<Page> find_page(db::Database& database, Query query) {
    auto filters = filters_of(query);
    if (filters.empty()) co_return co_await find_unfiltered(database, std::move(query));
    filters = co_await rarest_first(database, query, std::move(filters));
    Reach reach{query.ascending, {}};
    Page page;
    co_await find_in_tail(database, query, filters, page, reach);
    co_await walk(database, query, filters, filters[0].key, page, reach);
    if (filters[0].related) co_await walk(database, query, filters, *filters[0].related, page, reach);
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
