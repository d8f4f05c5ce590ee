#include "lrs/erasure/erasure_routes.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "lrs/jobs/movers_state.hpp"
#include "lrs/statement/agent.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lrs {

BOOST_DESCRIBE_ENUM(ErasureMode, erase, pseudonymise)

struct ErasureRequest {
    boost::json::object agent;
    ErasureMode mode = ErasureMode::erase;
};
BOOST_DESCRIBE_STRUCT(ErasureRequest, (), (agent, mode))

// Holds nothing that names the agent.
struct ReceiptJson {
    std::string id;
    ErasureMode mode = ErasureMode::erase;
    std::string state;
    std::int64_t removed = 0, rewritten = 0, documents = 0, attachments = 0, names = 0, told = 0;
    std::string digest, made_at;
    std::optional<std::string> done_at;
};
BOOST_DESCRIBE_STRUCT(ReceiptJson, (), (id, mode, state, removed, rewritten, documents, attachments, names, told, digest, made_at, done_at))

struct ReceiptsJson {
    std::vector<ReceiptJson> erasures;
};
BOOST_DESCRIBE_STRUCT(ReceiptsJson, (), (erasures))

namespace {
ReceiptJson receipt_of(const Erasure& erasure) {
    ReceiptJson json{erasure.id, erasure.mode, erasure.done ? "done" : "running"};
    json.removed = erasure.removed, json.rewritten = erasure.rewritten;
    json.documents = erasure.documents, json.attachments = erasure.attachments, json.names = erasure.names;
    json.told = erasure.told;
    json.digest = erasure.digest;
    json.made_at = timing::to_rfc3339(erasure.made_at);
    if (erasure.done_at) json.done_at = timing::to_rfc3339(*erasure.done_at);
    return json;
}

Task<http::Answer<ReceiptJson>> make_erasure(Movers::State& movers, const http::Caller& caller, ErasureRequest request) {
    Erasure erasure{.org = caller.org, .id = new_uuid(), .mode = request.mode};
    erasure.identities = {read_agent(boost::json::serialize(request.agent), Version::v2_0_0, Accept::agents_and_groups).identity};
    erasure.made_at = timing::now();
    const std::string action = erasure.mode == ErasureMode::erase ? "agent.erase" : "agent.pseudonymise";
    co_await movers.erasures.add(erasure, identity::act_of(caller, action, "erasure", erasure.id));
    movers.erasure_job.wake();
    co_return http::Answer<ReceiptJson>{receipt_of(erasure), 202};
}

Task<ReceiptsJson> list_erasures(Movers::State& movers, const http::Caller& caller) {
    ReceiptsJson reply;
    for (const auto& erasure : co_await movers.erasures.list(caller.org)) reply.erasures.push_back(receipt_of(erasure));
    co_return reply;
}

Task<ReceiptJson> show_erasure(Movers::State& movers, const http::Caller& caller, const http::Request& request) {
    const auto erasure = co_await movers.erasures.find(caller.org, std::string(request.path_value("id")));
    if (!erasure) throw Error(ErrorCode::not_found, "There is no such erasure.");
    co_return receipt_of(*erasure);
}
}  // namespace

void mount_erasures(http::Router& router, Movers& movers) {
    auto& state = movers.state();
    router.post("/v1/xapi/erasures",
                {.role = http::Role::admin, .summary = "Erase an agent and its name in records of others, or put a pseudonym in its place"},
                [&state](const http::Caller& caller, ErasureRequest request) { return make_erasure(state, caller, std::move(request)); });
    router.get("/v1/xapi/erasures", {.role = http::Role::admin, .summary = "Receipts of erasures, newest first"},
               [&state](const http::Caller& caller, const http::Request&) { return list_erasures(state, caller); });
    router.get("/v1/xapi/erasures/{id}", {.role = http::Role::admin, .summary = "The receipt of one erasure, or how far it is"},
               [&state](const http::Caller& caller, const http::Request& request) { return show_erasure(state, caller, request); });
}

}  // namespace lrs
