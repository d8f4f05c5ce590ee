#include "lrs/forwarding/forward_routes.hpp"

#include <boost/describe/class.hpp>

#include <array>

#include "lrs/jobs/movers_state.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/client/addresses.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lrs {

struct ForwardRequest {
    std::string label;
    TargetKind kind = TargetKind::lrs;
    std::string url;
    std::optional<std::string> key, secret, version;
    std::optional<ForwardFilter> filter;
    std::optional<std::string> since;
};
BOOST_DESCRIBE_STRUCT(ForwardRequest, (), (label, kind, url, key, secret, version, filter, since))

struct ForwardChange {
    std::string label, url;
    std::optional<std::string> key, secret, version;
    std::optional<ForwardFilter> filter;
};
BOOST_DESCRIBE_STRUCT(ForwardChange, (), (label, url, key, secret, version, filter))

struct LagJson {
    std::int64_t statements = 0;
    double seconds = 0;
};
BOOST_DESCRIBE_STRUCT(LagJson, (), (statements, seconds))

struct ForwardJson {
    std::string id, label;
    TargetKind kind = TargetKind::lrs;
    std::string url;
    std::optional<std::string> key, version;
    ForwardFilter filter;
    std::string state, cursor;
    LagJson lag;
    std::int64_t delivered = 0, refused = 0, failures = 0;
    std::optional<std::string> last_error, retry_at, delivered_at;
    std::string made_at;
};
BOOST_DESCRIBE_STRUCT(ForwardJson, (),
                      (id, label, kind, url, key, version, filter, state, cursor, lag, delivered, refused, failures, last_error, retry_at, delivered_at, made_at))

struct NewForwardJson {
    ForwardJson forward;
    std::optional<std::string> secret;  // of a webhook that brought none
};
BOOST_DESCRIBE_STRUCT(NewForwardJson, (), (forward, secret))

struct ForwardsJson {
    std::vector<ForwardJson> forwards;
};
BOOST_DESCRIBE_STRUCT(ForwardsJson, (), (forwards))

struct ReplayRequest {
    std::optional<std::string> since;
};
BOOST_DESCRIBE_STRUCT(ReplayRequest, (), (since))

struct RetryRequest {
    std::optional<std::string> statement_id;
};
BOOST_DESCRIBE_STRUCT(RetryRequest, (), (statement_id))

struct RetriedJson {
    std::int64_t retried = 0;
};
BOOST_DESCRIBE_STRUCT(RetriedJson, (), (retried))

struct ForwardLetterJson {
    std::string statement_id;
    int status = 0;
    std::string reason, at;
    bool retrying = false;
};
BOOST_DESCRIBE_STRUCT(ForwardLetterJson, (), (statement_id, status, reason, at, retrying))

struct ForwardLettersJson {
    std::int64_t total = 0;
    std::vector<ForwardLetterJson> dead_letters;
};
BOOST_DESCRIBE_STRUCT(ForwardLettersJson, (), (total, dead_letters))

}  // namespace lrs

template <>
inline constexpr auto json::limits<lrs::ForwardRequest> = std::array{json::text("label", 1, 200), json::text("url", 1, 2000), json::text("key", 1, 500),
                                                                     json::text("secret", 1, 500)};
template <>
inline constexpr auto json::limits<lrs::ForwardChange> = std::array{json::text("label", 1, 200), json::text("url", 1, 2000), json::text("key", 1, 500),
                                                                    json::text("secret", 1, 500)};
template <>
inline constexpr auto json::limits<lrs::ForwardFilter> = std::array{json::items("verbs", 0, 100)};

namespace lrs {

std::string checked_url(const MoversConfig& config, std::string url, const std::string& pointer) {
    if (!client::is_web_url(url)) throw Error(ErrorCode::invalid, pointer + ": expected an http or https URL without user and password").at(pointer);
    if (!config.private_targets && client::names_private_host(url))
        throw Error(ErrorCode::invalid, pointer + ": expected a public address (OT_XAPI_PRIVATE_TARGETS=1 allows others)").at(pointer);
    while (url.ends_with('/')) url.pop_back();
    return url;
}

namespace {
Error not_found() { return {ErrorCode::not_found, "There is no such forward."}; }

// Statements stored after it come next; absent: from the first one on.
timing::Micros cursor_of(const std::optional<std::string>& since) {
    if (!since) return 0;
    const auto at = read_timestamp(*since, Version::v1_0_3);
    if (!at) throw Error(ErrorCode::invalid, "/since: expected an ISO 8601 timestamp").at("/since");
    return *at;
}

Version version_of(const std::optional<std::string>& named, Version otherwise) {
    if (!named) return otherwise;
    const auto version = version_named(*named);
    if (!version) throw Error(ErrorCode::invalid, "/version: expected 1.0.3 or 2.0.0").at("/version");
    return *version;
}

Target target_of(const MoversConfig& config, const ForwardRequest& request) {
    Target target{request.kind, checked_url(config, request.url, "/url"), request.key.value_or(""), request.secret.value_or(""), version_of(request.version, Version::v2_0_0)};
    if (request.kind == TargetKind::webhook) {
        if (target.secret.empty()) target.secret = crypto::random_hex(32);
        return target;
    }
    if (!request.key || !request.secret) throw Error(ErrorCode::invalid, "/key and /secret: expected the Basic credentials of the target").at("/key");
    return target;
}

Forward forward_of(const MoversConfig& config, const OrgId& org, ForwardRequest request) {
    Forward forward{.org = org, .id = new_uuid(), .label = request.label, .target = target_of(config, request)};
    forward.filter = std::move(request.filter).value_or(ForwardFilter{});
    if (!forward.filter.verbs) forward.filter.verbs.emplace();  // whoever reads a forward finds the list
    Matcher checked(forward.filter);
    forward.cursor = cursor_of(request.since);
    forward.made_at = timing::now();
    return forward;
}

// What is absent stays. A secret is for whom it was given, so another host needs its own.
Forward changed(const MoversConfig& config, Forward forward, ForwardChange wanted) {
    auto& target = forward.target;
    auto url = checked_url(config, std::move(wanted.url), "/url");
    if (!wanted.secret && client::origin_of(url) != client::origin_of(target.url))
        throw Error(ErrorCode::invalid, "/secret: expected, since the URL leads to another host than before").at("/secret");
    target.url = std::move(url);
    target.secret = wanted.secret.value_or("");
    target.version = version_of(wanted.version, target.version);
    if (wanted.key && target.kind == TargetKind::lrs) target.username = *wanted.key;
    forward.label = std::move(wanted.label);
    if (wanted.filter) forward.filter = std::move(*wanted.filter);
    Matcher checked(forward.filter);
    return forward;
}

std::optional<std::string> time_json(std::optional<timing::Micros> at) {
    if (!at || *at == 0) return std::nullopt;
    return timing::to_rfc3339(*at);
}

Task<ForwardJson> to_json(Forwards& forwards, Forward forward) {
    const bool lrs = forward.target.kind == TargetKind::lrs;
    ForwardJson json{.id = forward.id, .label = forward.label, .kind = forward.target.kind, .url = forward.target.url};
    if (lrs) json.key = forward.target.username;
    if (lrs) json.version = to_string(forward.target.version);
    const auto lag = co_await forwards.lag(forward.org, forward.cursor);
    json.lag = {lag.statements, lag.statements == 0 ? 0 : static_cast<double>(timing::now() - lag.oldest) / 1e6};
    json.refused = co_await forwards.count_dead_letters(forward.org, forward.id);
    json.state = forward.paused ? "paused" : forward.failures > 0 ? "waiting" : "running";
    json.cursor = write_timestamp(forward.cursor);
    json.delivered = forward.delivered;
    json.failures = forward.failures;
    if (forward.failures > 0) json.last_error = forward.last_error;
    if (forward.failures > 0) json.retry_at = time_json(forward.retry_at);
    json.delivered_at = time_json(forward.delivered_at);
    json.made_at = timing::to_rfc3339(forward.made_at);
    json.filter = std::move(forward.filter);
    co_return json;
}

Task<ForwardJson> show(Forwards& forwards, OrgId org, std::string id) {
    auto forward = co_await forwards.find(std::move(org), std::move(id));
    if (!forward) throw not_found();
    co_return co_await to_json(forwards, std::move(*forward));
}

std::string id_of(const http::Request& request) { return std::string(request.path_value("id")); }

identity::Act act_of(const http::Caller& caller, std::string_view what, std::string id = {}) {
    return identity::act_of(caller, "forward." + std::string(what), "forward", std::move(id));
}

Task<NewForwardJson> make_forward(Movers::State& movers, const http::Caller& caller, ForwardRequest request) {
    const bool brought = request.secret.has_value();
    auto forward = forward_of(movers.config, caller.org, std::move(request));
    co_await movers.forwards.add(forward, act_of(caller, "make"));
    movers.forwarder.wake();
    NewForwardJson reply;
    if (!brought) reply.secret = forward.target.secret;
    reply.forward = co_await to_json(movers.forwards, std::move(forward));
    co_return reply;
}

Task<ForwardsJson> list_forwards(Movers::State& movers, const http::Caller& caller) {
    ForwardsJson reply;
    for (auto& forward : co_await movers.forwards.list(caller.org)) reply.forwards.push_back(co_await to_json(movers.forwards, std::move(forward)));
    co_return reply;
}

Task<ForwardJson> show_forward(Movers::State& movers, const http::Caller& caller, const http::Request& request) {
    co_return co_await show(movers.forwards, caller.org, id_of(request));
}

Task<ForwardJson> change_forward(Movers::State& movers, const http::Caller& caller, const http::Request& request, ForwardChange wanted) {
    auto forward = co_await movers.forwards.find(caller.org, id_of(request));
    if (!forward) throw not_found();
    if (!co_await movers.forwards.change(changed(movers.config, std::move(*forward), std::move(wanted)), act_of(caller, "change", id_of(request)))) throw not_found();
    movers.forwarder.wake();
    co_return co_await show(movers.forwards, caller.org, id_of(request));
}

Task<ForwardJson> pause_forward(Movers::State& movers, const http::Caller& caller, const http::Request& request, bool paused) {
    auto act = act_of(caller, paused ? "pause" : "resume", id_of(request));
    if (!co_await movers.forwards.pause(caller.org, id_of(request), paused, std::move(act))) throw not_found();
    movers.forwarder.wake();
    co_return co_await show(movers.forwards, caller.org, id_of(request));
}

Task<ForwardJson> replay_forward(Movers::State& movers, const http::Caller& caller, const http::Request& request, ReplayRequest body) {
    if (!co_await movers.forwards.replay(caller.org, id_of(request), cursor_of(body.since), act_of(caller, "replay", id_of(request)))) throw not_found();
    movers.forwarder.wake();
    co_return co_await show(movers.forwards, caller.org, id_of(request));
}

Task<http::Response> delete_forward(Movers::State& movers, const http::Caller& caller, const http::Request& request) {
    if (!co_await movers.forwards.remove(caller.org, id_of(request), act_of(caller, "remove", id_of(request)))) throw not_found();
    co_return http::no_content();
}

Task<ForwardLettersJson> list_dead_letters(Movers::State& movers, const http::Caller& caller, const http::Request& request) {
    ForwardLettersJson reply{.total = co_await movers.forwards.count_dead_letters(caller.org, id_of(request))};
    for (auto& letter : co_await movers.forwards.dead_letters(caller.org, id_of(request)))
        reply.dead_letters.push_back({letter.statement_id, letter.status, letter.reason, timing::to_rfc3339(letter.at), letter.again});
    co_return reply;
}

Task<RetriedJson> retry_dead_letters(Movers::State& movers, const http::Caller& caller, const http::Request& request, RetryRequest body) {
    auto act = act_of(caller, "retry", id_of(request));
    const auto retried = co_await movers.forwards.retry_dead_letters(caller.org, id_of(request), body.statement_id, std::move(act));
    movers.forwarder.wake();
    co_return RetriedJson{retried};
}
}  // namespace

void mount_forwards(http::Router& router, Movers& movers) {
    auto& state = movers.state();
    const auto admin = [](std::string_view summary) { return http::Needs{.role = http::Role::admin, .summary = summary}; };
    router.post("/v1/xapi/forwards", admin("Send statements on to another record store or a webhook"),
                [&state](const http::Caller& caller, ForwardRequest request) { return make_forward(state, caller, std::move(request)); });
    router.get("/v1/xapi/forwards", admin("Where statements are sent on to, and how far"),
               [&state](const http::Caller& caller, const http::Request&) { return list_forwards(state, caller); });
    router.get("/v1/xapi/forwards/{id}", admin("One target: its state, its cursor and what it is behind"),
               [&state](const http::Caller& caller, const http::Request& request) { return show_forward(state, caller, request); });
    router.put("/v1/xapi/forwards/{id}", admin("Change a target's label, address, credentials and filter; it goes on where it was"),
               [&state](const http::Caller& caller, const http::Request& request, ForwardChange wanted) {
                   return change_forward(state, caller, request, std::move(wanted));
               });
    router.post("/v1/xapi/forwards/{id}/pause", admin("Stop sending to a target"),
                [&state](const http::Caller& caller, const http::Request& request) { return pause_forward(state, caller, request, true); });
    router.post("/v1/xapi/forwards/{id}/resume", admin("Go on sending to a target"),
                [&state](const http::Caller& caller, const http::Request& request) { return pause_forward(state, caller, request, false); });
    router.post("/v1/xapi/forwards/{id}/replay", admin("Send again what was stored after a time, or everything"),
                [&state](const http::Caller& caller, const http::Request& request, ReplayRequest body) {
                    return replay_forward(state, caller, request, std::move(body));
                });
    router.get("/v1/xapi/forwards/{id}/dead-letters", admin("Statements that the target has refused for good"),
               [&state](const http::Caller& caller, const http::Request& request) { return list_dead_letters(state, caller, request); });
    router.post("/v1/xapi/forwards/{id}/dead-letters/retry", admin("Offer refused statements once more"),
                [&state](const http::Caller& caller, const http::Request& request, RetryRequest body) {
                    return retry_dead_letters(state, caller, request, std::move(body));
                });
    auto removal = admin("Stop sending to a target for good");
    removal.answers = "";
    router.del("/v1/xapi/forwards/{id}", std::move(removal),
               [&state](const http::Caller& caller, const http::Request& request) { return delete_forward(state, caller, request); });
}

}  // namespace lrs
