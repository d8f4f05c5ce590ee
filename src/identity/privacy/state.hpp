#pragma once
#include <filesystem>

#include "identity/privacy.hpp"
#include "platform/jobs/job.hpp"

namespace identity {

struct Privacy::State {
    Identity& identity;
    Accounts& accounts;
    db::Database& database;
    pool::Pool& background;
    PrivacyConfig config;
    std::vector<PrivacyPart> parts;
    std::function<Task<void>(std::string id, std::string words)> remember = {};

    std::filesystem::path spool() const;
};

namespace privacy_jobs {
inline constexpr std::string_view export_kind = "privacy.export", erase_kind = "privacy.erase";
}

// The ids of a person, the one asked for first; empty when there is no such person.
std::vector<UserId> ids_of(db::Transaction& tx, const OrgId& org, const UserId& user);
std::vector<Person> people_of(const OrgId& org, const std::vector<UserId>& ids, http::Role role);

// What else each of them is known by now.
std::vector<Person> with_aliases(db::Transaction& tx, std::vector<Person> people);

// Takeouts. The rows of one go with its pieces.
void throw_away(db::Transaction& tx, const OrgId& org, const std::string& takeout);
Task<void> build_export(Privacy::State& state, jobs::Job job);
Task<void> forget_old_exports(Privacy::State& state);

// Tombstones.
Task<void> bury(Privacy::State& state, http::Caller caller, UserId user, std::string action);
Task<void> erase_person(Privacy::State& state, jobs::Job job);

}  // namespace identity
