#include "identity/audit.hpp"
#include "notices/inbox/inbox_repository.hpp"
#include "notices/routes.hpp"
#include "notices/sql.gen.hpp"
#include "notices/state.hpp"
#include "platform/http/origin.hpp"

namespace notices {

namespace {
using http::Caller;
using http::Request;
using http::Role;

constexpr int page = 50;
constexpr std::string_view message = "desk.message";

struct NoticeReply {
    std::string id, kind, title, text;
    std::optional<std::string> path;
    std::string made_at;
    bool read = false;
};
BOOST_DESCRIBE_STRUCT(NoticeReply, (), (id, kind, title, text, path, made_at, read))

struct InboxReply {
    std::int64_t unread = 0;
    std::vector<NoticeReply> notices;
    std::optional<std::string> before;
};
BOOST_DESCRIBE_STRUCT(InboxReply, (), (unread, notices, before))

struct ReadRequest {
    std::optional<std::string> id, until;
};
BOOST_DESCRIBE_STRUCT(ReadRequest, (), (id, until))

struct UnreadReply {
    std::int64_t unread = 0;
};
BOOST_DESCRIBE_STRUCT(UnreadReply, (), (unread))

}  // namespace

struct MessageRequest {
    std::string user, title, text;
    std::optional<std::string> path;
};
BOOST_DESCRIBE_STRUCT(MessageRequest, (), (user, title, text, path))

namespace {
NoticeReply reply_of(StoredNotice one) {
    return {std::move(one.id), std::move(one.kind), std::move(one.title), std::move(one.text), one.path.empty() ? std::nullopt : std::optional(one.path),
            timing::to_rfc3339(one.made_at), one.read_at.has_value()};
}

Task<InboxReply> list(Notices& notices, const Caller& caller, const Request& request) {
    auto& database = notices.state().database;
    auto found = co_await load_notices(database, caller.org, caller.user, std::string(request.parameter("before").value_or("")), page + 1);
    InboxReply reply{.unread = co_await count_unread(database, caller.org, caller.user), .notices = {}, .before = {}};
    for (auto& one : found) {
        if (reply.notices.size() == page) reply.before = reply.notices.back().id;
        else reply.notices.push_back(reply_of(std::move(one)));
    }
    co_return reply;
}

Task<UnreadReply> mark(Notices& notices, const Caller& caller, ReadRequest body) {
    if (body.id.has_value() == body.until.has_value()) throw Error(ErrorCode::invalid, "expected either id or until").at("/id");
    auto& database = notices.state().database;
    if (body.id) co_await database.write(sql::mark_one_read, caller.org, caller.user, *body.id, timing::now());
    else co_await database.write(sql::mark_read, caller.org, caller.user, *body.until, timing::now());
    co_return UnreadReply{co_await count_unread(database, caller.org, caller.user)};
}

Task<http::Response> send(Notices& notices, const Caller& caller, MessageRequest body) {
    if (body.path && !http::is_local_path(*body.path)) throw Error(ErrorCode::invalid, "expected a path of this server, such as /course/…").at("/path");
    auto& database = notices.state().database;
    const UserId user(body.user);
    if (!co_await identity::find_addressee(database, caller.org, user)) throw Error(ErrorCode::not_found, "Nobody with an account has this id.");
    co_await database.transact([&notices, caller, body, user](db::Transaction& tx) {
        notices.tell(tx, {.org = caller.org, .user = user, .kind = std::string(message), .title = body.title, .text = body.text, .path = body.path.value_or(""), .trace = caller.trace});
        identity::record(tx, identity::act_of(caller, "notice.send", "user", user.str()));
    });
    co_return http::no_content();
}
}  // namespace

void mount_inbox(http::Router& router, Notices& notices) {
    notices.add(NoticeKind{.name = std::string(message), .label = "Messages from administrators", .email = true});
    router.get("/v1/notices", {.summary = "What this person was told, newest first", .query = {"before"}},
               [&](const Caller& caller, const Request& request) { return list(notices, caller, request); });
    router.post("/v1/notices/read", {.summary = "Mark one notice as read, or all up to one"},
                [&](const Caller& caller, ReadRequest body) { return mark(notices, caller, std::move(body)); });
    router.post("/v1/admin/notices", {.role = Role::admin, .summary = "Tell a person something", .answers = ""},
                [&](const Caller& caller, MessageRequest body) { return send(notices, caller, std::move(body)); });
}

}  // namespace notices

template <>
inline constexpr auto json::limits<notices::MessageRequest> = std::array{json::text("title", 1, 120), json::text("text", 1, 2000), json::text("path", 1, 500)};
