#pragma once
#include <optional>
#include <string>
#include <vector>

#include "identity/audit.hpp"
#include "lrs/jobs/jobs.hpp"
#include "lrs/moving/intake.hpp"

namespace lrs {

// One import: what it reads, how far it is, what came of it.
struct Import {
    OrgId org;
    std::string id;
    std::string source;            // the endpoint of another LRS; "" for lines that were sent here
    std::string username, secret;  // cleared when it is done
    Version version = Version::v2_0_0;
    std::string state = "running";  // running, done, failed
    std::string phase = "statements";  // then documents
    std::string cursor;            // of the phase
    ImportCounts counts;
    std::int64_t documents = 0;
    std::int64_t failures = 0;     // in a row
    std::string error;
    timing::Micros made_at = 0;
    std::optional<timing::Micros> done_at;
};

// Rows of imports. Any thread.
class Imports {
public:
    Imports(db::Database& database, std::string process) : database_(database), process_(std::move(process)) {}

    // What an administrator does is recorded with it.
    Task<void> add(Import import, identity::Act act = {});
    Task<std::vector<Import>> list(OrgId org);
    Task<std::optional<Import>> find(OrgId org, std::string id);
    Task<std::vector<ImportProblem>> problems(OrgId org, std::string id);  // the first thousand
    Task<bool> resume(OrgId org, std::string id, identity::Act act = {});  // a failed one; false when there is none

    Task<std::vector<Jobs::Piece>> due(timing::Micros until);
    // nullopt when another process has it.
    Task<std::optional<Import>> claim(OrgId org, std::string id);
    // Writes counts, phase, cursor and state, and keeps the lease; false when it went to another process.
    Task<bool> save(Import import, std::vector<ImportProblem> problems);
    Task<void> keep();  // lengthens the leases of this process
    Task<void> delay(Import import, std::string error, timing::Micros until);

private:
    db::Database& database_;
    std::string process_;
};

}  // namespace lrs
