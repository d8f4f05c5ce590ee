#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/accounts.hpp"
#include "platform/pool/pool.hpp"

namespace bus {
class Bus;
}

// What a person may ask of the place that teaches them (IDN-8): all that is kept about them, as a ZIP of JSON, and that it goes. Each room says how
// its part is taken out and erased.
namespace identity {

struct PrivacyConfig {
    int export_hours = 72;  // for how long a finished export can be fetched
    std::string spool;      // where space is for one that is being made; empty: the system's temporary directory
};

// What else is certainly somebody's and names them in records of other systems: an address that a mail has proved to be theirs, or who they are at an issuer
// by which they sign in. What nobody has proved is none, so that nobody gets at another's records by saying that a name is theirs.
struct Alias {
    std::string issuer;  // as its tokens name it (openid.hpp); "" for an address
    std::string name;    // the subject there, or the address as it is written on the account
};

// One id of a person, and what they may do here. Who worked anonymously before signing in has more than one id: a part is asked for each.
struct Person {
    OrgId org;
    UserId user;
    http::Role role = http::Role::learner;
    std::vector<Alias> aliases = {};  // as they are now; of an erasure as they were when it began. For take_out, erase and settle
};

// An export in the making. Files may grow in turns.
class Takeout {
public:
    virtual ~Takeout() = default;
    // Adds a JSON value to the array that the file is: "lessons.json".
    virtual Task<void> add(std::string_view file, std::string_view json) = 0;
    // Adds bytes to a file that is none: "statements.ndjson".
    virtual Task<void> append(std::string_view file, std::string_view bytes) = 0;
};

// What a room keeps about people. Empty functions have nothing to do.
struct PrivacyPart {
    std::string name;  // of the room, and of its folder in an export
    // In pieces, so that memory stays bounded whatever there is.
    std::function<Task<void>(Takeout&, Person)> take_out;
    // Ends what runs for the person, so that it writes nothing more.
    std::function<Task<void>(Person)> stop;
    // Deletes rows, or takes the person out of rows that stay. May run more than once, and long after: it finds what is there then.
    std::function<void(db::Transaction&, const Person&)> erase;
    // For what takes longer than a transaction: begun at the first call with a `key`, true once it is done. Parts settle one after the other, in the
    // order they were added.
    std::function<Task<bool>(Person, std::string key)> settle;
};

// For take_out: one query, whose rows become the documents of a file. Its parameters are organisation, person, the first column of the last row so far
// ("" at first), and how many rows; it is ordered by its first column, which is text.
enum class As { text, number, time, truth, json };
struct Field {
    std::string_view name;
    As as = As::text;
};
struct TakeoutTable {
    std::string_view file;
    const db::Query& query;
    std::vector<Field> fields;  // of the columns, in order
};
Task<void> take_out_rows(db::Database& database, Takeout& takeout, Person person, TakeoutTable table);

struct Export {
    std::string id;
    UserId user, asked_by;
    std::string state;  // building, ready, failed
    timing::Micros asked_at = 0, expires_at = 0;
    std::optional<timing::Micros> ready_at;
    std::int64_t bytes = 0;
};

// What is left of somebody whose data was erased: ids, which lead to nobody any more. By it a restored backup is put right.
struct Tombstone {
    OrgId org;
    std::string id;
    std::vector<UserId> users;
    http::Role role = http::Role::learner;
    bool done = false;
    timing::Micros asked_at = 0;
    std::optional<timing::Micros> done_at;
};

// One object a process; what it is made of outlives it. Exports and deletions are durable jobs. Every wish is in the audit log.
class Privacy {
public:
    Privacy(Identity& identity, Accounts& accounts, db::Database& database, pool::Pool& background, PrivacyConfig config);
    ~Privacy();
    void add(PrivacyPart part);  // lower rooms first; before serving
    // Called with each tombstone, as words that `put_back` reads, when its rows are erased: to be kept where a restored backup does not overwrite it.
    // The erasure is over once it returns. Before serving.
    void remember_by(std::function<Task<void>(std::string id, std::string words)> keep);
    // Orders the erasures that are not done, as after a restore. Blocking, at start.
    void resume();

    // At most one of a person is kept for each who asked: asking again gives the one that is being built, or begins anew. Error(not_found) when there is
    // no such person.
    Task<Export> ask_export(http::Caller caller, UserId user);
    Task<std::vector<Export>> exports(http::Caller caller, UserId user);  // that the caller asked for
    // The bytes, to who asked for it. Error(not_found).
    Task<http::Response> fetch_export(http::Caller caller, UserId user, std::string id);

    // Sessions end before it returns; the rest is a job. `word` is the password, or "delete" for who has none. Error(conflict) for the last administrator.
    Task<void> delete_self(http::Caller caller, std::string word);
    Task<void> erase(http::Caller admin, UserId user);
    Task<std::vector<Tombstone>> tombstones(OrgId org);  // newest first, at most 500

    struct State;
    State& state() { return *state_; }

private:
    std::unique_ptr<State> state_;
};

// Puts tombstones into a database that was restored from before; the server then erases again. Blocking.
void put_back(db::Database& database, const std::vector<std::string>& tombstones);

// This room's own part.
PrivacyPart privacy_part(db::Database& database);
// What is kept by the libraries of the platform, which know nothing of people: jobs, limits, the outbox. Add it first.
PrivacyPart platform_privacy_part(bus::Bus& bus);

// The jobs that export and erase. `jobs` outlives `privacy`.
void tend(jobs::Jobs& jobs, Privacy& privacy);
// /v1/account/export, /v1/account/delete, and the same under /v1/admin/users
void mount(http::Router& router, Identity& identity, Privacy& privacy);

}  // namespace identity
