#include "notices/held/held_repository.hpp"

#include <algorithm>

#include "notices/sql.gen.hpp"

namespace notices {

namespace {
HeldNotice held_of(const db::Row& row) {
    return {.id = row.text(0), .kind = row.text(1), .title = row.text(2), .text = row.text(3), .path = row.text(4), .told_at = row.integer(5)};
}
}  // namespace

void hold_notice(db::Transaction& tx, const HeldPlace& place, const NewNotice& notice) {
    tx.run(sql::hold_notice, place.org, place.user, place.due, new_uuid(), place.channel, notice.kind, notice.title, notice.text, notice.path, timing::now());
}

Task<std::vector<HeldNotice>> load_held(db::Database& database, HeldPlace place) {
    std::vector<HeldNotice> held;
    for (const auto& row : co_await database.read(sql::held_notices, place.org, place.user, place.due, place.channel)) held.push_back(held_of(row));
    co_return held;
}

std::vector<HeldNotice> take_held(db::Transaction& tx, const HeldPlace& place) {
    std::vector<HeldNotice> held;
    for (const auto& row : tx.run(sql::take_held, place.org, place.user, place.due, place.channel)) held.push_back(held_of(row));
    std::ranges::sort(held, {}, &HeldNotice::id);  // ids are made in the order of time
    return held;
}

void drop_held(db::Transaction& tx, const HeldPlace& place, const std::string& id) { tx.run(sql::drop_held, place.org, place.user, place.due, id); }
bool holds(db::Transaction& tx, const HeldPlace& place) { return !tx.run(sql::any_held, place.org, place.user, place.due, place.channel).empty(); }

}  // namespace notices
