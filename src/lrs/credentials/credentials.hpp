#pragma once
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lrs/credentials/request_rates.hpp"
#include "lrs/lrs.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

namespace lrs {

// What a key may do: the scopes of part 3, 4.2, as bits.
enum Scope : unsigned {
    scope_all = 1,
    scope_all_read = 2,
    scope_statements_write = 4,
    scope_statements_read = 8,
    scope_statements_read_mine = 16,
    scope_state = 32,
    scope_define = 64,
    scope_profile = 128,
};
// Reads "statements/write state"; Error(invalid) for an unknown scope or none.
unsigned scopes_named(const std::vector<std::string>& names);
std::vector<std::string> names_of(unsigned scopes);

// Who makes a request.
struct Credential {
    OrgId org;
    std::string id;
    unsigned scopes = 0;
    KeyLimits limits;
    std::shared_ptr<const Guest> guest = nullptr;  // of credentials that a room above has given out

    bool may_any(unsigned wanted) const { return (scopes & (wanted | scope_all)) != 0; }
};

// Basic credentials of all organisations. Any thread.
class Credentials {
public:
    Credentials(db::Database& database, Config config, OrgId default_org);

    // Of the Authorization header; throws Error(unauthorized), and Error(over_quota) when the key has made its requests of the
    // minute. What has been verified is believed for five seconds.
    Task<Credential> verify(std::string_view authorization);
    // Counts statements that are about to be stored; throws Error(over_quota) when they exceed what is left of the day. What is
    // refused later stays counted.
    Task<void> charge(const Credential& who, std::size_t statements);
    Task<NewKey> make(OrgId org, std::string label, std::vector<std::string> scopes, KeyLimits limits);
    Task<std::vector<Key>> list(OrgId org);
    Task<bool> revoke(OrgId org, std::string id);
    void receive(Guests& guests) { guests_ = &guests; }  // once, before serving

private:
    struct Verified {
        Credential credential;
        timing::Deadline until;
    };
    std::optional<Credential> remembered(const std::string& hash);
    void remember(const std::string& hash, const Credential& credential);
    Task<Credential> look_up(std::string id, std::string secret);
    Task<Credential> look_up_guest(std::string id, std::string secret);
    Task<Credential> verify_pair(std::string_view authorization);

    db::Database& database_;
    Config config_;
    OrgId default_org_;
    Guests* guests_ = nullptr;
    RequestRates rates_;
    std::mutex mutex_;
    std::unordered_map<std::string, Verified> verified_;
};

}  // namespace lrs
