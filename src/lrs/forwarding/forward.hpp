#pragma once
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

#include "identity/audit.hpp"
#include "identity/vault.hpp"
#include "lrs/forwarding/filter.hpp"
#include "lrs/statement/version.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

namespace lrs {

enum class TargetKind { lrs, webhook };
BOOST_DESCRIBE_ENUM(TargetKind, lrs, webhook)

// Where statements are sent on to.
struct Target {
    TargetKind kind = TargetKind::lrs;
    std::string url;               // of an LRS: its endpoint, to which /statements is added; without a slash at the end
    std::string username, secret;  // Basic credentials; a webhook's secret signs. It is kept in the vault, and "" where a forward is only looked at
    Version version = Version::v2_0_0;
};

// One target with its filter and how far it is.
struct Forward {
    OrgId org;
    std::string id, label;
    Target target;
    ForwardFilter filter;
    bool paused = false;
    timing::Micros cursor = 0;  // `stored` of the last statement that was dealt with
    timing::Micros made_at = 0;
    std::int64_t delivered = 0;
    std::optional<timing::Micros> delivered_at;
    std::int64_t failures = 0;  // in a row
    std::string last_error;     // of those
    timing::Micros retry_at = 0;
};

// A statement that a target has refused for good.
struct ForwardLetter {
    std::string statement_id;
    int status = 0;
    std::string reason;
    timing::Micros at = 0;
    bool again = false;  // is offered once more
};

// Where the secret of a forward is kept.
identity::SecretPlace secret_place(const OrgId& org, const std::string& id);

// Rows of forwards. What an administrator does to one is recorded with it. Any thread.
class Forwards {
public:
    Forwards(db::Database& database, identity::Vault& vault) : database_(database), vault_(vault) {}

    // Takes secrets that stood in the rows themselves into the vault. Blocking, at start.
    void keep_secrets();
    Task<void> add(Forward forward, identity::Act act = {});
    Task<std::vector<Forward>> list(OrgId org);
    Task<std::optional<Forward>> find(OrgId org, std::string id);
    // Its label, target and filter; a secret of "" stays what it was. Its cursor and dead letters stay.
    Task<bool> change(Forward forward, identity::Act act = {});
    Task<bool> pause(OrgId org, std::string id, bool paused, identity::Act act = {});
    // The next statement is the first one stored after `cursor`; whoever sends now stops at its next step.
    Task<bool> replay(OrgId org, std::string id, timing::Micros cursor, identity::Act act = {});
    Task<bool> remove(OrgId org, std::string id, identity::Act act = {});

    struct Lag {
        std::int64_t statements = 0;  // stored after the cursor, filtered or not; counted up to 10,000
        timing::Micros oldest = 0;    // `stored` of the first of them, 0 when there is none
    };
    Task<Lag> lag(OrgId org, timing::Micros cursor);

    Task<std::vector<ForwardLetter>> dead_letters(OrgId org, std::string id);
    Task<std::int64_t> count_dead_letters(OrgId org, std::string id);
    // Those named, or all; how many.
    Task<std::int64_t> retry_dead_letters(OrgId org, std::string id, std::optional<std::string> statement_id, identity::Act act = {});

private:
    db::Database& database_;
    identity::Vault& vault_;
};

Forward forward_of(const db::Row& row);

}  // namespace lrs
