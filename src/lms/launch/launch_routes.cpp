#include <boost/describe/class.hpp>

#include <algorithm>
#include <array>

#include "lms/launch/launch.hpp"
#include "lrs/lrs.hpp"
#include "platform/error.hpp"
#include "platform/http/origin.hpp"
#include "platform/json/json.hpp"

namespace lms {

struct LaunchRequest {
    std::string unit;
    std::optional<LaunchMode> mode;
    std::optional<std::string> return_path;
};
BOOST_DESCRIBE_STRUCT(LaunchRequest, (), (unit, mode, return_path))

struct LaunchJson {
    std::string url, session_id, registration;
    LaunchMethod launch_method = LaunchMethod::AnyWindow;
    std::string expires_at;
};
BOOST_DESCRIBE_STRUCT(LaunchJson, (), (url, session_id, registration, launch_method, expires_at))

struct WaiveRequest {
    std::string unit, user_id, reason;
};
BOOST_DESCRIBE_STRUCT(WaiveRequest, (), (unit, user_id, reason))

}  // namespace lms

template <>
inline constexpr auto json::limits<lms::LaunchRequest> = std::array{json::text("unit", 1, 40), json::text("return_path", 1, 1000)};
template <>
inline constexpr auto json::limits<lms::WaiveRequest> = std::array{json::text("unit", 1, 40), json::text("user_id", 36, 36), json::text("reason", 1, 100)};

namespace lms {

namespace {
// 9.5.5.2
constexpr std::array<std::string_view, 4> reasons{"Tested Out", "Equivalent AU", "Equivalent Outside Activity", "Administrative"};

// The learner comes back to a page of this server.
std::string return_url(const std::string& base, const std::optional<std::string>& path) {
    if (!path) return "";
    if (!http::is_local_path(*path)) throw Error(ErrorCode::invalid, "return_path: expected the path of a page, such as /ui/course").at("/return_path");
    return base + *path;
}

// 11.1: the browser's languages in their order, as far as they are language tags.
std::string languages_of(const http::Request& request) {
    std::string languages;
    auto rest = request.header("accept-language").value_or("");
    while (!rest.empty() && languages.size() < 100) {
        const auto end = std::min(rest.find(','), rest.size());
        auto tag = rest.substr(0, std::min(rest.substr(0, end).find(';'), end));
        while (tag.starts_with(' ')) tag.remove_prefix(1);
        if (lrs::is_language_tag(tag)) languages.append(languages.empty() ? "" : ",").append(tag);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return languages.empty() ? "en" : languages;
}

Task<LaunchJson> launch_unit(Lms::State& lms, const http::Caller& caller, const http::Request& request, LaunchRequest body) {
    LaunchWish wish{.org = caller.org, .user = caller.user, .course = std::string(request.path_value("id")), .unit = std::move(body.unit)};
    wish.mode = body.mode.value_or(LaunchMode::Normal);
    wish.base = http::origin_of(request, lms.config.public_url);
    wish.content_base = lms.config.content_origin.empty() ? wish.base : lms.config.content_origin;
    wish.return_url = return_url(wish.base, body.return_path);
    wish.languages = languages_of(request);
    auto launched = co_await launch(lms, std::move(wish));
    co_return LaunchJson{std::move(launched.url), std::move(launched.session), std::move(launched.registration), launched.method,
                         timing::to_rfc3339(launched.expires_at)};
}

// Called by content of whatever origin; the token is what lets it in.
Task<http::Response> fetch(Lms::State& lms, const http::Request& request) {
    auto answer = co_await fetch_token(lms, std::string(request.path_value("token")));
    auto response = http::json_text(200, std::move(answer));
    response.with("Access-Control-Allow-Origin", "*").with("Cache-Control", "no-store");
    co_return response;
}

Task<http::Response> allow_fetch(const http::Caller&, const http::Request&) {
    auto response = http::no_content();
    response.with("Access-Control-Allow-Origin", "*").with("Access-Control-Allow-Methods", "POST");
    response.with("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Experience-API-Version").with("Access-Control-Max-Age", "86400");
    co_return response;
}

Task<http::Response> waive_unit(Lms::State& lms, const http::Caller& caller, const http::Request& request, WaiveRequest body) {
    if (std::ranges::find(reasons, body.reason) == reasons.end())
        throw Error(ErrorCode::invalid, "reason: expected Tested Out, Equivalent AU, Equivalent Outside Activity or Administrative (cmi5, 9.5.5.2)").at("/reason");
    if (!is_uuid(body.user_id)) throw Error(ErrorCode::invalid, "user_id: expected the id of a user").at("/user_id");
    co_await waive(lms, {caller.org, UserId(body.user_id), std::string(request.path_value("id")), body.unit, body.reason,
                         identity::act_of(caller, "unit.waive", "user", body.user_id)});
    co_return http::no_content();
}
}  // namespace

void mount_launch(http::Router& router, Lms::State& lms) {
    router.post("/v1/cmi5/courses/{id}/launch", {.limit = "lesson", .summary = "Launch a unit: a session and the address to open"},
                [&lms](const http::Caller& caller, const http::Request& request, LaunchRequest body) {
                    return launch_unit(lms, caller, request, std::move(body));
                });
    router.post("/v1/cmi5/courses/{id}/waive", {.role = http::Role::teacher, .summary = "Let a learner off a unit", .answers = ""},
                [&lms](const http::Caller& caller, const http::Request& request, WaiveRequest body) {
                    return waive_unit(lms, caller, request, std::move(body));
                });
    router.post("/v1/cmi5/fetch/{token}", {.role = http::Role::anyone, .raw_body = true, .summary = "A launched unit's credentials, once"},
                [&lms](const http::Caller&, const http::Request& request) { return fetch(lms, request); });
    router.add("OPTIONS", "/v1/cmi5/fetch/{token}", {.role = http::Role::anyone, .summary = "Which requests pages of other origins may make", .answers = ""},
               allow_fetch);
}

}  // namespace lms
