#include "notices/inbox/inbox_repository.hpp"

#include "notices/sql.gen.hpp"

namespace notices {

void insert_notice(db::Transaction& tx, const NewNotice& notice, const std::string& id) {
    tx.run(sql::add_notice, notice.org, id, notice.user, notice.kind, notice.title, notice.text, notice.path, timing::now());
}

Task<std::vector<StoredNotice>> load_notices(db::Database& database, OrgId org, UserId user, std::string before, int limit) {
    const auto rows = co_await database.read(sql::notices_page, org, user, before, limit);
    std::vector<StoredNotice> found;
    for (const auto& row : rows)
        found.push_back({.id = row.text(0), .kind = row.text(1), .title = row.text(2), .text = row.text(3), .path = row.text(4), .made_at = row.integer(5),
                         .read_at = row.optional_integer(6)});
    co_return found;
}

Task<std::int64_t> count_unread(db::Database& database, OrgId org, UserId user) {
    const auto rows = co_await database.read(sql::count_unread, org, user);
    co_return rows[0].integer(0);
}

}  // namespace notices
