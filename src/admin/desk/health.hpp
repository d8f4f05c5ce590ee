#pragma once
#include <filesystem>
#include <map>

#include "admin/desk.hpp"
#include "platform/clock/clock.hpp"

// From signs to words; no database here.
namespace admin {

using Signs = std::map<std::string, std::optional<std::int64_t>, std::less<>>;

// Of one organisation.
std::vector<Part> parts_of(const Signs& signs, timing::Micros now);
// Of the installation.
std::vector<Part> shared_parts(const Signs& signs, timing::Micros now, bool makes_backups);
// Mail of one organisation; `mails`: a mail server is set.
Part mail_part(const Signs& signs, bool mails);
// What is known of a replica that is set.
struct ReplicaSigns {
    bool answers = false;    // and has this version's tables
    bool keeps_up = false;   // has what was written a moment ago
    std::optional<timing::Micros> written_until;  // what it has was written until then
};
Part replica_part(const std::optional<ReplicaSigns>& signs);
// Of this process; nullopt: none are sent.
Part traces_part(const std::optional<client::FeedAccount>& account);
Part disk_part(const std::filesystem::path& directory);
Part model_part(const models::Models& models, models::Alias alias, std::string name);

}  // namespace admin
