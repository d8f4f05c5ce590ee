#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "identity/vault.hpp"
#include "notices/notices.hpp"
#include "notices/push/vapid.hpp"
#include "platform/client/client.hpp"

// Web push: notices in people's browsers, by the push services that these have chosen (RFC 8030, RFC 8291, RFC 8292).
namespace notices {

// What it takes to send. Any thread.
class Push {
public:
    Push(db::Database& database, identity::Vault& vault, std::string contact, client::Reach reach)
        : client(reach), reach(reach), database_(database), vault_(vault), contact_(std::move(contact)) {}

    // Of the key that an organisation's messages are signed with: made once, kept in the vault, the same in all processes.
    Task<std::shared_ptr<Vapid>> vapid(OrgId org);

    client::Client client;  // for addresses that browsers gave
    const client::Reach reach;

private:
    std::shared_ptr<Vapid> known(const OrgId& org);
    Task<std::string> secret_of(OrgId org);

    db::Database& database_;
    identity::Vault& vault_;
    std::string contact_;
    std::mutex mutex_;
    std::map<OrgId, std::shared_ptr<Vapid>> known_;
};

// Orders messages to all browsers of a person, in the caller's transaction.
void push_to_browsers(db::Transaction& tx, const NewNotice& notice);
// The job that brings them there.
void add_pushes(jobs::Jobs& jobs, Notices& notices);

}  // namespace notices
