#pragma once
#include <chrono>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/vault.hpp"
#include "lrs/pipeline.hpp"
#include "platform/client/client.hpp"

namespace identity {
struct PrivacyPart;
}

// Statements on the move: sent on to other systems, brought in, taken out, erased.
namespace lrs {

struct MoversConfig {
    bool private_targets = false;  // URLs of forwards and imports may lead to addresses that are not public
    std::chrono::milliseconds patience{20'000};  // for one answer of a target
    std::string deleted_statements = "erase";    // what becomes of the statements of a person whose account is deleted: erase, pseudonymise
};
// The client that a Movers of this configuration must be given.
inline client::Reach reach_of(const MoversConfig& config) { return config.private_targets ? client::Reach::everywhere : client::Reach::public_addresses; }

// An agent whose records have just been erased, or pseudonymised.
struct ErasedAgent {
    OrgId org;
    std::string identity;
    // The name of its account at this home page; nullopt when it is known otherwise.
    std::optional<std::string> account_at(std::string_view home_page) const;
};
// Rooms that keep something about learners of theirs hook in here: called in the transaction that ends an erasure, perhaps more than once.
using OnErased = std::function<void(db::Transaction&, const ErasedAgent&)>;

// Sends statements on to targets, runs imports and erasures; after a crash, or in another process, each goes on where it was. One
// object a process; what it is made of outlives it.
class Movers {
public:
    // An erasure waits for the statements that wait in the queue of `pipeline`. Secrets of targets are in `vault`.
    Movers(Lrs& lrs, Pipeline& pipeline, identity::Vault& vault, client::Client& client, boost::asio::any_io_executor executor, MoversConfig config);
    ~Movers();

    void prepare();                 // brings what an older version kept to this one; blocking, before start()
    void on_erased(OnErased hook);  // before start()
    // Of people of this server whom statements are about, those who permit it at that moment. Asked before each request to a target, which is sent nothing
    // that names one of the others; and once of each person in an export for training, which calls the others by a pseudonym. Before start().
    using Permits = std::function<Task<std::vector<UserId>>(OrgId, std::vector<UserId> people)>;
    void send_if(Permits permits);
    void train_if(Permits permits);
    void start();
    void stop();  // waits for what runs, while the event loops still run; blocking

    struct State;
    State& state() { return *state_; }

private:
    std::unique_ptr<State> state_;
};

// For commands. Blocking; a server may run beside them on the same database.
struct TakenLines {
    std::int64_t lines = 0, stored = 0, known = 0, refused = 0, attachments = 0;
};
// Stores the statements of NDJSON lines, each once however often it is run; `problem(line, pointer, reason)` hears of each line that is not taken,
// `progress` of the counts now and then.
TakenLines import_lines(Lrs& lrs, const OrgId& org, std::istream& lines, const std::function<void(std::int64_t, const std::string&, const std::string&)>& problem,
                        const std::function<void(const TakenLines&)>& progress);
// Writes all statements as NDJSON with their attachments, or as CSV when `columns` are named ("" for the usual ones).
void export_lines(Lrs& lrs, const OrgId& org, const std::optional<std::string>& columns, std::ostream& out);

// Statements and documents of a person of this server, known by the account that its rooms name them with.
identity::PrivacyPart privacy_part(Movers& movers);

// /v1/xapi/forwards, /v1/xapi/imports, /v1/xapi/export and /v1/xapi/erasures, for administrators.
void mount(http::Router& router, Movers& movers);

}  // namespace lrs
