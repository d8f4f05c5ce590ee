#include <boost/describe/class.hpp>

#include "identity/consents.hpp"
#include "platform/json/json.hpp"

namespace identity {

struct DecisionRequest {
    std::string kind;
    int version = 0;
    bool given = false;
};
BOOST_DESCRIBE_STRUCT(DecisionRequest, (), (kind, version, given))

struct DecisionReply {
    std::string kind;
    int version = 0;
    bool given = false;
    std::string at, source;
};
BOOST_DESCRIBE_STRUCT(DecisionReply, (), (kind, version, given, at, source))

struct ConsentReply {
    std::string kind;
    int version = 0;
    std::string title, text;
    bool given = false;
    std::optional<std::string> decided_at;
};
BOOST_DESCRIBE_STRUCT(ConsentReply, (), (kind, version, title, text, given, decided_at))

struct ConsentsReply {
    std::vector<ConsentReply> consents;
    std::vector<DecisionReply> history;
    std::optional<std::string> before;  // names the page of the history that follows, if one does
};
BOOST_DESCRIBE_STRUCT(ConsentsReply, (), (consents, history, before))

namespace {
using http::Caller;
using http::Request;

ConsentReply reply_of(const Consent& consent) {
    ConsentReply reply{.kind = std::string(consent.text->kind), .version = consent.text->version, .title = std::string(consent.text->title),
                       .text = std::string(consent.text->text), .given = consent.given, .decided_at = {}};
    if (consent.decision) reply.decided_at = timing::to_rfc3339(consent.decision->at);
    return reply;
}

constexpr int decisions_a_page = 100;

Task<ConsentsReply> list(Consents& consents, const Caller& caller, const Request& request) {
    ConsentsReply reply;
    for (const auto& consent : co_await consents.of(caller.org, caller.user)) reply.consents.push_back(reply_of(consent));
    const auto decisions = co_await consents.history(caller.org, caller.user, std::string(request.parameter("before").value_or("")), decisions_a_page);
    if (decisions.size() == decisions_a_page) reply.before = decisions.back().id;
    for (const auto& one : decisions)
        reply.history.push_back({one.kind, one.version, one.given, timing::to_rfc3339(one.at), one.source});
    co_return reply;
}

Task<ConsentsReply> decide(Consents& consents, const Caller& caller, const Request& request, DecisionRequest body) {
    const std::string source = request.header("Authorization") ? "api" : "browser";
    co_await consents.decide(caller, {.kind = std::move(body.kind), .version = body.version, .given = body.given, .source = source});
    co_return co_await list(consents, caller, request);
}
}  // namespace

void mount(http::Router& router, Consents& consents) {
    router.get("/v1/account/consents", {.summary = "What the caller agrees to, and every decision so far", .query = {"before"}},
               [&consents](const Caller& caller, const Request& request) { return list(consents, caller, request); });
    router.post("/v1/account/consents", {.summary = "Give or withdraw a consent, to the version of its text that was read"},
                [&consents](const Caller& caller, const Request& request, DecisionRequest body) { return decide(consents, caller, request, std::move(body)); });
}

}  // namespace identity
