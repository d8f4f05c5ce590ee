#pragma once
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lrs/credentials/credential.hpp"
#include "lrs/credentials/issuers.hpp"
#include "lrs/credentials/request_rates.hpp"
#include "lrs/lrs.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

namespace lrs {

// Basic credentials of all organisations, and bearer tokens of the issuers that the configuration names. Any thread.
class Credentials {
public:
    // `client` asks issuers for their keys; null when there are none.
    Credentials(db::Database& database, Config config, OrgId default_org, client::Client* client = nullptr);

    // Of the Authorization header; throws Error(unauthorized), and Error(over_quota) when the key has made its requests of the
    // minute. What has been verified is believed for five seconds, a token for a minute.
    Task<Credential> verify(std::string_view authorization);
    // Counts statements that are about to be stored; throws Error(over_quota) when they exceed what is left of the day. What is
    // refused later stays counted.
    Task<void> charge(const Credential& who, std::size_t statements);
    // What was charged on days that are over; for a schedule.
    Task<void> forget_quotas();
    Task<NewKey> make(OrgId org, std::string label, std::vector<std::string> scopes, KeyLimits limits, identity::Act act = {});
    Task<std::vector<Key>> list(OrgId org);
    // Everything but its secret.
    Task<bool> change(OrgId org, std::string id, std::string label, std::vector<std::string> scopes, KeyLimits limits, identity::Act act = {});
    Task<bool> revoke(OrgId org, std::string id, identity::Act act = {});
    void receive(Guests& guests) { guests_ = &guests; }  // once, before serving
    Guests& guests() const { return *guests_; }          // once a guest has been let in
    // How to show who one is: the challenge of a 401 (RFC 7235, 4.1).
    std::string challenge() const;

private:
    struct Verified {
        Credential credential;
        timing::Deadline until;
    };
    std::optional<Credential> remembered(const std::string& hash);
    void forget_verified();
    void remember(const std::string& hash, const Credential& credential, timing::Deadline until);
    Task<Credential> look_up(std::string id, std::string secret);
    Task<Credential> look_up_guest(std::string id, std::string secret);
    Task<Credential> identify(std::string_view authorization);
    Task<Credential> verify_token(std::string_view token, const std::string& hash);

    db::Database& database_;
    Config config_;
    OrgId default_org_;
    Guests* guests_ = nullptr;
    Issuers issuers_;
    RequestRates rates_;
    std::mutex mutex_;
    std::unordered_map<std::string, Verified> verified_;
};

}  // namespace lrs
