#include "notices/settings/settings_repository.hpp"

#include "notices/sql.gen.hpp"

namespace notices {

namespace {
std::optional<int> minute_of(const db::Row& row, std::size_t column) {
    const auto value = row.optional_integer(column);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

Times times_of(const db::Rows& rows) {
    if (rows.empty()) return {};
    const auto row = rows[0];
    return {.zone = row.text(0), .quiet_from = minute_of(row, 1), .quiet_until = minute_of(row, 2), .digest = row.integer(3) != 0, .digest_at = static_cast<int>(row.integer(4))};
}

Wishes wishes_of(const db::Rows& rows) {
    Wishes wishes;
    for (const auto& row : rows) wishes[{row.text(0), row.text(1)}] = row.integer(2) != 0;
    return wishes;
}
}  // namespace

PersonSettings load_settings(db::Transaction& tx, const OrgId& org, const UserId& user) {
    return {times_of(tx.run(sql::notice_settings, org, user)), wishes_of(tx.run(sql::notice_preferences, org, user))};
}

Task<PersonSettings> load_settings(db::Database& database, OrgId org, UserId user) {
    const auto settings = co_await database.read(sql::notice_settings, org, user);
    const auto preferences = co_await database.read(sql::notice_preferences, org, user);
    co_return PersonSettings{times_of(settings), wishes_of(preferences)};
}

void store_settings(db::Transaction& tx, const OrgId& org, const UserId& user, const PersonSettings& settings) {
    const auto& times = settings.times;
    tx.run(sql::put_notice_settings, org, user, times.zone, times.quiet_from, times.quiet_until, times.digest, times.digest_at);
    for (const auto& [what, wanted] : settings.wishes) tx.run(sql::put_notice_preference, org, user, what.first, what.second, wanted);
}

}  // namespace notices
