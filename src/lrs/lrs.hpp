#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/audit.hpp"
#include "lrs/guests.hpp"
#include "platform/client/client.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

namespace jobs {
class Jobs;
}

// The learning record store: xAPI 1.0.3 and 2.0.0 (IEEE 9274.1.1) at /xapi.
namespace lrs {

struct Config {
    std::string public_key, secret_key;  // PUBLIC_PEM, SECRET_PEM: a pair of Basic credentials that may do everything
    std::string home_page = "http://127.0.0.1:8790/xapi";  // names this store in the authority of statements
    std::string default_version = "2.0.0";  // said in answers to requests that name no version
    std::size_t statement_limit = 1 << 20;         // bytes of one statement
    std::size_t request_limit = 64 << 20;          // bytes of a batch of statements
    std::size_t upload_limit = 256 << 20;          // bytes of a request with attachments
    std::size_t import_limit = std::size_t{16} << 30;  // bytes of an import's lines
    std::size_t document_limit = 16 << 20;
    int page_limit = 500;                          // statements of one page
    std::string issuers;  // OpenID issuers whose bearer tokens are taken: JSON, or the path of a file with it (docs/settings.md)
};

// What the ids of activities and the accounts of this server's people begin with: https://tutor.example of a store at https://tutor.example/xapi.
std::string server_of(std::string home_page);

// What the store is called from now on, which is a part of who its learners are: `wanted` where it `is_chosen`, or while there are no statements; then
// what it was called when the first came. One that kept no name has its statements under that of Config. Blocking, at start.
std::string kept_home(db::Database& database, const std::string& wanted, bool is_chosen);

// What a key may use up; 0 is no limit.
struct KeyLimits {
    std::int64_t requests_per_minute = 0;  // of each process; a minute's requests may come at once
    std::int64_t statements_per_day = 0;   // of all processes, UTC
};

// A pair of Basic credentials of an organisation, without its secret.
struct Key {
    std::string id, label;
    std::vector<std::string> scopes;  // names of part 3, 4.2: all, all/read, statements/write, …
    KeyLimits limits;
    timing::Micros made_at = 0;
    std::optional<timing::Micros> revoked_at;
};
struct NewKey {
    Key key;
    std::string secret;  // kept nowhere: shown once
};

// Forms of text that the store asks for in statements: who makes statements of what came from outside checks it by the same rules
// when it comes (statement/formats.hpp says more).
bool is_iri(std::string_view text);
bool is_language_tag(std::string_view text);

// A document of an activity's state, or of an agent's profile when `activity` is empty, that this program writes itself.
struct OwnDocument {
    OrgId org;
    std::string activity, home_page, account;  // the agent by its account
    std::string registration;
    std::string name;
    std::string json;
    enum class When { always, absent } when = When::always;
};

// One object serves all requests; `database` outlives it.
class Lrs {
public:
    // Keys of the configuration belong to `default_org`. `client` asks issuers for their keys and outlives this object; null when there are none.
    // Throws Error(invalid) for issuers that cannot be read.
    Lrs(db::Database& database, Config config, OrgId default_org, client::Client* client = nullptr);
    ~Lrs();

    // Stores statements that this program makes itself: a JSON object or an array of them in the form of 1.0.3, by the
    // authority `name`. Acknowledged after the commit; the ids in order. Throws Error(invalid) and Error(conflict).
    Task<std::vector<std::string>> record(OrgId org, std::string name, std::string statements);

    // Whether a statement is stored under this id.
    Task<bool> has(OrgId org, std::string statement_id);
    Task<void> write(OwnDocument document);
    // Lets in whom the room above knows; set once, before serving. `guests` outlives the requests.
    void receive(Guests& guests);

    // `act` is recorded with it; the subject is the key.
    Task<NewKey> make_key(OrgId org, std::string label, std::vector<std::string> scopes, KeyLimits limits = {}, identity::Act act = {});
    Task<std::vector<Key>> keys(OrgId org);  // newest first, revoked ones too
    // Everything but its secret; false when there is none in use. Heeded at once here, within five seconds by other processes.
    Task<bool> change_key(OrgId org, std::string id, std::string label, std::vector<std::string> scopes, KeyLimits limits = {}, identity::Act act = {});
    Task<bool> revoke_key(OrgId org, std::string id, identity::Act act = {});  // false when there is none to revoke

    struct State;
    State& state() { return *state_; }

private:
    std::unique_ptr<State> state_;
};

// /xapi/… for clients of the standard; /v1/xapi/keys for administrators.
void mount(http::Router& router, Lrs& lrs);
// Has uploads that were never stored and quotas of past days deleted, on schedules.
void tend(jobs::Jobs& jobs, Lrs& lrs);

}  // namespace lrs
