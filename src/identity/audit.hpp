#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

namespace jobs {
class Jobs;
}

// The audit log (IDN-9): who saw or changed what, when, from where. It is for the acts of people and administrators, not for each statement that
// comes in. It holds ids and no other personal data, and is only ever added to: the database refuses changes.
//
// The entries of an organisation are numbered from 1 on and form a chain. The hash of an entry is the SHA-256, in lower-case hex, of these values,
// each written as its length in bytes in decimal, ':', its bytes, ',' (netstrings, cr.yp.to/proto/netstrings.txt):
//
//   the hash of the entry before ("" for the first), organisation, number, at (decimal), actor, role, credential, address, action, kind, subject
//
// `audit_heads` keeps the number and hash of the last entry, so that a cut end is found as well. Who can write to the database could make a whole
// new chain: note the last number and hash that `omnitutor audit verify` says elsewhere, and ask it for them later.
namespace identity {

struct Act {
    OrgId org;
    UserId actor;                           // empty: a command of whoever runs the program
    http::Role role = http::Role::service;
    std::string credential;                 // the id of the session or of the key; never a secret
    std::string address;                    // where the request came from
    std::string action;                     // "xapi_key.make": docs/audit.md has them
    std::string kind, subject;              // on what: "xapi_key" and its id; "" when there is no one thing
};
Act act_of(const http::Caller& caller, std::string action, std::string kind, std::string subject = {});

// Adds an entry, in the transaction of what it tells of; the chain of its organisation is held until that ends. An act without an action is nobody's,
// of the program itself: nothing is added.
void record(db::Transaction& tx, const Act& act);
// For what is only seen: before it is shown.
Task<void> record(db::Database& database, Act act);

struct AuditReport {
    OrgId org;
    std::int64_t entries = 0;       // that fit
    std::string last_hash;          // of the last of them
    std::optional<std::string> broken;  // what is wrong behind them, in words: "entry 17 …"
};
// Walks the chains of all organisations. Blocking, for commands; a server may run beside it.
std::vector<AuditReport> verify_audit(db::Database& database);
// Whether a chain has an entry that was noted elsewhere as "NUMBER:HASH": when that chain fits too, nothing before it was changed. Blocking.
bool has_audit_entry(db::Database& database, const std::string& noted);

// On PostgreSQL each month is a partition: has those of the coming months made by night, so that no entry makes its own. Before the jobs start.
void tend_audit(jobs::Jobs& jobs, db::Database& database);

// GET /v1/admin/audit. `database` outlives the router.
void mount_audit(http::Router& router, db::Database& database);

}  // namespace identity
