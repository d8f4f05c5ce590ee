#pragma once
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <gmock/gmock.h>

#include "identity/identity.hpp"
#include "identity/sql.gen.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/log/log.hpp"
#include "platform/sql.gen.hpp"

namespace identity {

// A browser with one cookie, or an API client with a bearer token.
struct Visitor {
    http::Router* router;
    std::string ip = "192.0.2.1";
    std::string cookie = {}, bearer = {};
    std::string set_cookie = {};  // of the last answer

    http::Response send(std::string method, std::string path, std::string body = "", std::vector<http::Header> more = {}) {
        http::Request request{.method = std::move(method), .target = path, .path = path, .body = std::move(body), .peer = ip};
        if (const auto query = path.find('?'); query != path.npos) {
            request.path = path.substr(0, query);
            const auto equals = path.find('=', query);
            request.query.emplace_back(path.substr(query + 1, equals - query - 1), path.substr(equals + 1));
        }
        request.headers = std::move(more);
        request.headers.push_back({"Content-Type", "application/json"});
        request.headers.push_back({"User-Agent", "a test"});
        if (!cookie.empty()) request.headers.push_back({"Cookie", "ot_session=" + cookie});
        if (!bearer.empty()) request.headers.push_back({"Authorization", "Bearer " + bearer});
        auto response = db::run(router->handle(std::move(request)));
        set_cookie.clear();
        for (const auto& header : response.headers)
            if (header.name == "Set-Cookie") set_cookie = header.value;
        if (set_cookie.starts_with("ot_session=;")) cookie.clear();
        else if (!set_cookie.empty()) cookie = set_cookie.substr(11, 64);
        return response;
    }
    http::Response post(std::string path, std::string body = "{}") { return send("POST", std::move(path), std::move(body)); }
    http::Response get(std::string path) { return send("GET", std::move(path)); }
    // Who the server takes this visitor for.
    std::string user() { return send("POST", "/v1/session", "{}").body.substr(15, 36); }
};

inline std::string member(const http::Response& response, std::string_view pointer) {
    boost::system::error_code error;
    const auto body = boost::json::parse(response.body, error);
    const auto* found = error ? nullptr : body.find_pointer(pointer, error);
    return !found ? "" : found->is_string() ? std::string(found->as_string()) : boost::json::serialize(*found);
}

// Sessions on an empty database, with a route for each role that says who asks.
class SessionsTest : public db::DbTest {
protected:
    void SetUp() override {
        logging::set_level(logging::Level::error);
        database->migrate(platform::migrations);
        database->migrate(identity::migrations);
        identity.prepare();
        router.gates.identify = [this](const http::Request& request, std::vector<http::Header>& reply) { return identity.identify(request, reply); };
        identity::mount(router, identity);
        for (const auto role : {http::Role::anyone, http::Role::learner, http::Role::teacher, http::Role::admin})
            router.get("/v1/role/" + std::to_string(static_cast<int>(role)), {.role = role}, who);
    }

    static Task<http::Response> who(const http::Caller& caller) { co_return http::text(200, caller.user.str()); }

    Visitor visitor(std::string ip = "192.0.2.1") { return {&router, std::move(ip)}; }
    std::int64_t number(const std::string& query) { return database->run_now(db::Query{"test.number", query, query})[0].integer(0); }
    void run(const std::string& statement) { database->run_now(db::Query{"test.run", statement, statement}); }

    Identity identity{*database, Config{.admin_token = "open sesame"}};
    http::Router router;
};

}  // namespace identity
