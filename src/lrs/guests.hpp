#pragma once
#include <string>
#include <vector>

#include "platform/id.hpp"
#include "platform/task.hpp"

// Credentials that a room above gives out, each for one learner's visit to a piece of content (cmi5). The store asks that room
// whom it knows and what may be stored, and holds every request of a guest to that learner and registration by itself.
namespace lrs {

struct Guest {
    OrgId org;
    std::string id;                  // names the authority of what it writes; it reads what has the same authority
    std::string home_page, account;  // of the one agent whose documents it may use
    std::string registration;        // of its state documents
    std::string activity;            // whose profile it may use
    std::string fixed_state;         // the id of a state document that it may only read
    std::string visit;               // what the room above knows it by
    bool ended = false;              // nothing is allowed any more; what it still writes is refused by `admit`, with the reason
};

// A valid statement as it will be stored, but for `stored`, a timestamp that it lacks, and values of extensions that parsers of JSON refuse:
// some text stands in their place. It nests no deeper than 128 levels.
struct GuestStatement {
    std::string id, json;
};

// What the room above implements. Any thread.
class Guests {
public:
    virtual ~Guests() = default;
    // Whom Basic credentials belong to; `account` is empty when nobody.
    virtual Task<Guest> find(std::string id, std::string secret) = 0;
    // Before the statements of one request are stored; throws Error(forbidden) to refuse them all. Those of an admitted request are
    // then told to exactly one of the other two, unless the process dies.
    virtual Task<void> admit(Guest guest, std::vector<GuestStatement> statements) = 0;
    virtual Task<void> stored(Guest guest, std::vector<GuestStatement> statements) = 0;
    virtual Task<void> not_stored(Guest guest, std::vector<GuestStatement> statements) = 0;
};

}  // namespace lrs
