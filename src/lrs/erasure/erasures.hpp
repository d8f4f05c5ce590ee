#pragma once
#include <optional>
#include <string>
#include <vector>

#include "identity/audit.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

namespace lrs {

enum class ErasureMode {
    erase,         // the agent's own statements go; those of others that name it stay, with a pseudonym in its place
    pseudonymise,  // all stay so
};

// What is to be erased; when it is done, the receipt, which names nobody.
struct Erasure {
    OrgId org;
    std::string id;
    ErasureMode mode = ErasureMode::erase;
    std::vector<std::string> identities;  // all by which the agent is known; empty when it is done
    std::string pseudonym;  // the name of the account that stands for the agent; "" before it begins and when it is done
    bool done = false;
    std::int64_t removed = 0, rewritten = 0;  // statements: gone, and staying with a pseudonym
    std::int64_t documents = 0, attachments = 0, names = 0;
    std::int64_t told = 0;  // notices to targets of forwards
    std::string digest;     // SHA-256 over the ids of the statements, each batch over the one before
    timing::Micros made_at = 0;
    std::optional<timing::Micros> done_at;
};

// Rows of erasures. Any thread.
class Erasures {
public:
    Erasures(db::Database& database, std::string process) : database_(database), process_(std::move(process)) {}
    Task<void> add(Erasure erasure, identity::Act act = {});  // `act` is recorded with it
    Task<std::vector<Erasure>> list(OrgId org);
    Task<std::optional<Erasure>> find(OrgId org, std::string id);
    Task<std::vector<Erasure>> due();
    Task<void> keep();  // lengthens the leases of this process
    // nullopt when another process has it.
    Task<std::optional<Erasure>> claim(OrgId org, std::string id);

private:
    db::Database& database_;
    std::string process_;
};

// Writes what has been done so far, in the transaction that did it.
void save_erasure(db::Transaction& tx, const Erasure& erasure);

}  // namespace lrs
