#pragma once
#include "platform/client/client.hpp"
#include "platform/jobs/job.hpp"

namespace jobs {

inline constexpr std::string_view alert_kind = "jobs.alert";

// Tells operators about dead letters, by a job of its own: at most one a minute for each kind, with how many died. What failed and whom it
// concerned stays in the table.
void enqueue_alert(db::Transaction& tx, const OrgId& home, const DeadLetter& letter);
// The kind that sends them to a webhook of Slack, or of anything that takes {"text": …}.
Kind slack_alerts(db::Database& database, client::Client& outward, std::string webhook);

}  // namespace jobs
