#pragma once
#include <string>
#include <vector>

#include "notices/notices.hpp"

// The rows of `held_notices`.
namespace notices {

// What leaves together.
struct HeldPlace {
    OrgId org;
    UserId user;
    std::string channel;
    timing::Micros due = 0;
};

struct HeldNotice {
    std::string id, kind, title, text, path;
    timing::Micros told_at = 0;
};

void hold_notice(db::Transaction& tx, const HeldPlace& place, const NewNotice& notice);
// The oldest first.
Task<std::vector<HeldNotice>> load_held(db::Database& database, HeldPlace place);
// The same, and none is held any more.
std::vector<HeldNotice> take_held(db::Transaction& tx, const HeldPlace& place);
void drop_held(db::Transaction& tx, const HeldPlace& place, const std::string& id);
bool holds(db::Transaction& tx, const HeldPlace& place);

}  // namespace notices
