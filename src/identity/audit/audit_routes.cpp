#include <boost/describe/class.hpp>

#include <limits>

#include "identity/audit/entry.hpp"
#include "identity/sql.gen.hpp"
#include "platform/error.hpp"
#include "platform/http/whole_parameter.hpp"
#include "platform/json/json.hpp"

namespace identity {

struct AuditEntryJson {
    std::int64_t number = 0;
    std::string at;
    std::optional<std::string> actor;
    std::string role, credential, address, action, kind, subject, hash;
};
BOOST_DESCRIBE_STRUCT(AuditEntryJson, (), (number, at, actor, role, credential, address, action, kind, subject, hash))

struct AuditJson {
    std::vector<AuditEntryJson> entries;
    std::optional<std::int64_t> before;  // names the page that follows, if one does
};
BOOST_DESCRIBE_STRUCT(AuditJson, (), (entries, before))

namespace {
constexpr std::int64_t most_entries = 500, usual_entries = 100;
constexpr auto end_of_time = std::numeric_limits<std::int64_t>::max();

Error refusal(std::string_view name, std::string_view expected) {
    return {ErrorCode::invalid, "the parameter " + std::string(name) + ": expected " + std::string(expected)};
}

timing::Micros time_of(const http::Request& request, std::string_view name, timing::Micros otherwise) {
    const auto text = request.parameter(name);
    if (!text) return otherwise;
    const auto at = timing::from_rfc3339(*text);
    if (!at) throw refusal(name, "an RFC 3339 time");
    return *at;
}

std::string text_of(const http::Request& request, std::string_view name) { return std::string(request.parameter(name).value_or("")); }

AuditEntryJson to_json(AuditEntry entry) {
    AuditEntryJson json{.number = entry.number, .at = timing::to_rfc3339(entry.at), .actor = {}, .role = std::move(entry.role)};
    if (!entry.actor.empty()) json.actor = std::move(entry.actor);
    json.credential = std::move(entry.credential);
    json.address = std::move(entry.address);
    json.action = std::move(entry.action);
    json.kind = std::move(entry.kind);
    json.subject = std::move(entry.subject);
    json.hash = std::move(entry.hash);
    return json;
}

Task<AuditJson> list_entries(db::Database& database, const http::Caller& caller, const http::Request& request) {
    const auto limit = std::min(whole_parameter(request, "limit", {.usual = usual_entries}), most_entries);
    const auto rows = co_await database.read(sql::find_audit_logs, caller.org, whole_parameter(request, "before", {.usual = end_of_time}), text_of(request, "actor"),
                                             text_of(request, "subject"), text_of(request, "action"), time_of(request, "since", 0),
                                             time_of(request, "until", end_of_time), limit);
    AuditJson reply;
    for (const auto& row : rows) reply.entries.push_back(to_json(entry_of(row)));
    if (std::ssize(reply.entries) == limit) reply.before = reply.entries.back().number;
    co_return reply;
}
}  // namespace

void mount_audit(http::Router& router, db::Database& database) {
    router.get("/v1/admin/audit",
               {.role = http::Role::admin,
                .summary = "Who saw or changed what, newest first",
                .query = {"actor", "subject", "action", "since", "until", "before", "limit"}},
               [&database](const http::Caller& caller, const http::Request& request) { return list_entries(database, caller, request); });
}

}  // namespace identity
