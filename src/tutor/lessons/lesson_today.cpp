#include "tutor/sql.gen.hpp"
#include "tutor/tutor.hpp"

namespace tutor {

namespace {
constexpr timing::Micros two_weeks = 14 * timing::a_day;
}

Task<std::optional<LessonToday>> lesson_today(db::Database& database, OrgId org, UserId user, timing::Micros since) {
    const auto rows = co_await database.read(sql::lesson_today, org, user, since, since - two_weeks);
    if (rows.empty()) co_return std::nullopt;
    co_return LessonToday{.id = rows[0].text(0), .title = rows[0].text(1), .open = rows[0].text(2) != "done"};
}

}  // namespace tutor
