#pragma once
#include <optional>
#include <string>
#include <vector>

#include "notices/letter.hpp"
#include "platform/db/database.hpp"

// The rows of `notifications`.
namespace notices {

// waiting: ordered; held: goes along with a later mail that gathers; sent: taken over by the next one on its way; dropped: never to be sent, or
// refused for good; failed: tried until the end.
enum class Outcome { waiting, held, sent, dropped, failed };
std::string_view to_string(Outcome outcome);

namespace channels {
inline constexpr std::string_view in_app = "in_app", email = "email", push = "push";
}

struct Notification {
    std::string id;
    UserId user;
    std::string kind, channel;
    std::string state;
    std::optional<std::string> reason;
    std::int64_t made_at = 0;
    std::optional<std::int64_t> ended_at;
};

// What a notice is told at most once for, on one channel; "" stays as often as it comes.
std::string once_on(std::string_view channel, const std::string& once);
// False when there is one for `once`.
bool add_notification(db::Transaction& tx, const OrgId& org, const Notification& wanted, const std::string& once);
// Whether the one for `once` is there and has not ended.
bool waits(db::Transaction& tx, const OrgId& org, const std::string& once);
void end_notification(db::Transaction& tx, const OrgId& org, const std::string& id, Outcome outcome, const std::optional<std::string>& reason);
// Of a notice that is held there for its `once`. False when it was told there before.
bool note_held(db::Transaction& tx, const NewNotice& notice, std::string_view channel);
// Newest first.
Task<std::vector<Notification>> load_notifications(db::Database& database, OrgId org, std::string before, int limit);

}  // namespace notices
