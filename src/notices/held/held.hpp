#pragma once
#include "notices/held/held_repository.hpp"

// Notices that wait for the end of somebody's quiet hours, or for their one mail a day, and then leave as one.
namespace notices {

// In the transaction that tells it.
void hold_for_mail(db::Transaction& tx, Notices& notices, const NewNotice& notice, timing::Micros due);
// Nothing for who has no browser.
void hold_for_browsers(db::Transaction& tx, const NewNotice& notice, timing::Micros due);

// Lets go of what is so no more.
Task<void> drop_what_is_over(Notices& notices, HeldPlace place);

// The mail that brings what was held, and the job that sends it to browsers.
void add_digest(Notices& notices);
void add_held_pushes(jobs::Jobs& jobs, Notices& notices);

inline constexpr std::string_view digest_kind = "notices.digest";
// At the end of mails.
inline constexpr std::string_view why_notices = "You choose under “Notices” of your account which mails you get, and when.";

}  // namespace notices
