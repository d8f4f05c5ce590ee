#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lrs/pipeline/queue.hpp"
#include "platform/db/database.hpp"

namespace lrs {

// A queued statement that the store refused, and why.
struct DeadLetter {
    std::string id;  // given when it is kept
    Sent sent;
    std::string statement_id, statement;
    std::string code, pointer, reason;
    timing::Micros failed_at = 0;
};

// One object serves all threads; `database` outlives it.
class DeadLetters {
public:
    explicit DeadLetters(db::Database& database) : database_(database) {}

    // One that is there already gets a new id and the new reason.
    Task<void> add(std::vector<DeadLetter> letters);
    // Newest first; `before` is the id of the last one seen.
    Task<std::vector<DeadLetter>> list(OrgId org, std::optional<std::string> before, std::int64_t limit);
    // What to queue again.
    Task<std::optional<Queued>> find(OrgId org, std::string id);
    Task<bool> discard(OrgId org, std::string id);  // false when there is none

private:
    db::Database& database_;
};

}  // namespace lrs
