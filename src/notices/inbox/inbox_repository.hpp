#pragma once
#include <optional>
#include <string>
#include <vector>

#include "notices/notices.hpp"

// The rows of `notices`.
namespace notices {

struct StoredNotice {
    std::string id, kind, title, text, path;
    timing::Micros made_at = 0;
    std::optional<timing::Micros> read_at;
};

void insert_notice(db::Transaction& tx, const NewNotice& notice, const std::string& id);
Task<std::vector<StoredNotice>> load_notices(db::Database& database, OrgId org, UserId user, std::string before, int limit);
Task<std::int64_t> count_unread(db::Database& database, OrgId org, UserId user);

}  // namespace notices
