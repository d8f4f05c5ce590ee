#include <gtest/gtest.h>

#include <fmt/format.h>

#include <array>
#include <boost/asio/thread_pool.hpp>
#include <random>

#include "lrs/http/exchange.hpp"
#include "lrs/http/multipart.hpp"
#include "lrs/http/state.hpp"
#include "lrs/lrs_test_support.hpp"
#include "lrs/movers.hpp"
#include "lrs/pipeline/state.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/http/router.hpp"

// Nothing of one organisation is ever visible to another: organisations that use the same agents, activities, verbs, documents and even the same ids of
// statements write and read at random, and what each writes carries its mark, which no answer to another may hold.
namespace lrs {
namespace {
constexpr unsigned seed = 20261121;
constexpr int organisations = 3, rounds = 220;

class IsolationDbTest : public LrsDbTest {
protected:
    IsolationDbTest() {
        lrs::mount(router, lrs);
        lrs::mount(router, pipeline);
        lrs::mount(router, movers);
        router.gates.identify = [](const http::Request& request, std::vector<http::Header>&) { return admin_of(request); };
        for (int i = 0; i < organisations; ++i) {
            const auto made = db::run(lrs.make_key(org(i), mark(i), {"all"}));
            keys.push_back("Basic " + crypto::to_base64(made.key.id + ':' + made.secret));
        }
        for (int i = 0; i < 8; ++i) ids.push_back(new_uuid());
    }
    static OrgId org(int i) { return OrgId(fmt::format("01920000-0000-7000-8000-00000000000{}", i + 1)); }
    static std::string mark(int i) { return fmt::format("mark-of-{}", i); }
    static Task<http::Caller> admin_of(const http::Request& request) {
        http::Caller caller;
        caller.org = OrgId(std::string(request.header("x-org").value_or("")));
        caller.role = http::Role::admin;
        caller.anonymous = false;
        co_return caller;
    }

    std::size_t any(std::size_t below) { return random() % below; }
    std::string agent() { return fmt::format(R"({{"mbox":"mailto:a{}@example.com"}})", any(3)); }
    std::string activity() { return fmt::format("http://example.com/activity/{}", any(3)); }
    std::string verb() { return fmt::format("http://example.com/verb/{}", any(3)); }
    std::string id() { return ids[any(ids.size())]; }

    std::string object(int by) {
        if (any(3) == 0) return fmt::format(R"({{"objectType":"StatementRef","id":"{}"}})", id());
        return fmt::format(R"({{"id":"{}","definition":{{"name":{{"en":"{}"}}}}}})", activity(), mark(by));
    }
    std::string statement(int by, const std::string& attachment = "") {
        const bool voids = any(12) == 0;
        const auto about = voids ? fmt::format(R"({{"objectType":"StatementRef","id":"{}"}})", id()) : object(by);
        const auto said = voids ? "http://adlnet.gov/expapi/verbs/voided" : verb();
        return fmt::format(R"({{"id":"{}","actor":{{"mbox":"mailto:a{}@example.com","name":"{}"}},"verb":{{"id":"{}","display":{{"en":"{}"}}}},"object":{},)"
                           R"("result":{{"response":"{}","completion":true}},"context":{{"instructor":{},"contextActivities":{{"grouping":[{{"id":"{}"}}]}}}}{}}})",
                           any(2) ? id() : new_uuid(), any(3), mark(by), said, mark(by), about, mark(by), agent(), activity(), attachment);
    }

    std::string send(http::Request request) {
        auto response = db::run(router.handle(std::move(request)));
        std::string text = response.body;
        for (const auto& header : response.headers) text += '\n' + header.name + ':' + header.value;
        if (!response.stream) return text;
        for (auto piece = db::run(response.stream->next(timing::in(std::chrono::seconds(5)))); piece; piece = db::run(response.stream->next(timing::in(std::chrono::seconds(5)))))
            text += *piece;
        return text;
    }
    http::Request request(int by, std::string method, std::string path, std::vector<std::pair<std::string, std::string>> query = {}, std::string body = "",
                          std::string type = "application/json") {
        http::Request made{.method = std::move(method), .target = path, .path = path, .query = std::move(query), .body = std::move(body)};
        made.headers = {{"Authorization", keys[static_cast<std::size_t>(by)]}, {"X-Experience-API-Version", "2.0.0"}, {"Content-Type", std::move(type)}, {"X-Org", org(by).str()}};
        return made;
    }

    void write(int by) {
        switch (any(5)) {
            case 0: return write_file(by);
            case 1: return write_document(by);
            case 2: return write_dead_letter(by);
            default: send(request(by, "POST", "/xapi/statements", {}, statement(by)));
        }
    }
    // Some contents are the same for all, so that a hash alone tells nobody apart.
    void write_file(int by) {
        const auto content = mark(by) + std::string(any(2) ? 10 : 300'000, 'x');
        const auto sha2 = crypto::sha256_hex(content);
        const auto declared = fmt::format(R"(,"attachments":[{{"usageType":"http://x/u","display":{{"en":"x"}},"contentType":"text/{}","length":1,"sha2":"{}"}}])", mark(by), sha2);
        const auto made = write_multipart(statement(by, declared), {{sha2, "text/plain", content}});
        send(request(by, "POST", "/xapi/statements", {}, made.body, made.content_type));
        // Somebody else declares the file without bringing it.
        const auto stolen = fmt::format(R"(,"attachments":[{{"usageType":"http://x/u","display":{{"en":"x"}},"contentType":"text/x","length":1,"sha2":"{}","fileUrl":"http://x/f"}}])", sha2);
        const int other = (by + 1) % organisations;
        send(request(other, "POST", "/xapi/statements", {}, statement(other, stolen)));
    }
    void write_document(int by) {
        const auto body = fmt::format(R"({{"from":"{}"}})", mark(by));
        const auto method = any(2) ? "POST" : "PUT";
        auto made = any(2) ? request(by, method, "/xapi/activities/state", {{"activityId", activity()}, {"agent", agent()}, {"stateId", "s"}}, body)
                           : request(by, method, "/xapi/agents/profile", {{"agent", agent()}, {"profileId", "p"}}, body);
        if (std::string_view(method) == "PUT") made.headers.push_back({"If-None-Match", "*"});
        send(std::move(made));
    }
    void write_dead_letter(int by) {
        std::vector<DeadLetter> one(1);
        one[0] = {.sent = {.org = org(by), .sender = "key"}, .statement = statement(by), .code = "invalid", .reason = mark(by)};
        db::run(pipeline.state().letters.add(std::move(one)));
    }

    std::vector<std::pair<std::string, std::string>> question() {
        std::vector<std::pair<std::string, std::string>> query{{"limit", std::to_string(1 + any(5))}};
        const auto maybe = [&](std::string name, std::string value) {
            if (any(3) == 0) query.emplace_back(std::move(name), std::move(value));
        };
        maybe("agent", agent());
        maybe("verb", verb());
        maybe("activity", activity());
        maybe("related_agents", "true");
        maybe("related_activities", "true");
        maybe("ascending", "true");
        maybe("attachments", "true");
        maybe("format", any(2) ? "canonical" : "ids");
        return query;
    }
    http::Request reading(int by) {
        static constexpr std::array<std::string_view, 11> lists{"/v1/xapi/export", "/v1/admin/statements", "/v1/xapi/dead-letters", "/v1/xapi/keys", "/v1/xapi/erasures",
                                                                "/v1/xapi/imports", "/v1/xapi/forwards", "/v1/xapi/reports/completions", "/v1/xapi/reports/time-on-task",
                                                                "/v1/xapi/reports/verbs", "/v1/xapi/reports/activities"};
        switch (any(8)) {
            case 0: return request(by, "GET", "/xapi/statements", {{any(2) ? "statementId" : "voidedStatementId", id()}, {"attachments", "true"}});
            case 1: return request(by, "GET", "/xapi/activities", {{"activityId", activity()}});
            case 2: return request(by, "GET", "/xapi/agents", {{"agent", agent()}});
            case 3: return request(by, "GET", "/xapi/activities/state", {{"activityId", activity()}, {"agent", agent()}, {"stateId", "s"}});
            case 4: return request(by, "GET", "/xapi/agents/profile", {{"agent", agent()}, {"profileId", "p"}});
            case 5: {
                const std::string path(lists[any(lists.size())]);
                return request(by, "GET", path, path.ends_with("export") ? std::vector<std::pair<std::string, std::string>>{{"attachments", "true"}} : std::vector<std::pair<std::string, std::string>>{});
            }
            default: return request(by, "GET", "/xapi/statements", question());
        }
    }
    void expect_only_own(int by, const http::Request& asked, const std::string& answer) {
        own += answer.contains(mark(by));
        for (int other = 0; other < organisations; ++other)
            if (other != by) EXPECT_FALSE(answer.contains(mark(other))) << "seed " << seed << ": " << asked.path << " shows organisation " << by << " what is of " << other;
    }
    // The links of one are followed with the keys of all.
    void read(int by) {
        auto asked = reading(by);
        const auto answer = send(http::Request(asked));
        expect_only_own(by, asked, answer);
        const auto more = answer.find("\"more\":\"/xapi/statements?");
        if (more == answer.npos || asked.path != "/xapi/statements") return;
        const auto since = answer.find("since=", more), until = answer.find("until=", more), end = answer.find('"', more + 9);
        const auto bound = since < end ? since : until;
        if (bound > end) return;
        auto text = answer.substr(bound + 6, std::min(answer.find('&', bound), end) - bound - 6);
        for (auto at = text.find("%3A"); at != text.npos; at = text.find("%3A")) text.replace(at, 3, ":");
        asked.query.emplace_back(since < end ? "since" : "until", text);
        for (int reader = 0; reader < organisations; ++reader) {
            auto followed = request(reader, "GET", asked.path, asked.query);
            expect_only_own(reader, followed, send(http::Request(followed)));
        }
    }

    std::minstd_rand random{seed};
    std::vector<std::string> keys, ids;
    int own = 0;
    http::Router router;
    client::Client client;
    boost::asio::thread_pool threads{1};
    pool::Pool cpu{1};
    Pipeline pipeline{lrs, *database, cpu, threads.get_executor(), {.etl_mode = "off"}};
    identity::Vault vault{*database, {.key = std::string(64, '1')}, {}};
    Movers movers{lrs, pipeline, vault, client, threads.get_executor(), {}};
};
OT_ON_EACH_ENGINE(IsolationDbTest);

TEST_P(IsolationDbTest, NoAnswerHoldsWhatIsAnothers) {
    RecordProperty("seed", static_cast<int>(seed));
    for (int round = 0; round < rounds; ++round) {
        write(static_cast<int>(any(organisations)));
        if (round % 40 == 0) db::run(pipeline.state().etl.catch_up());
        read(static_cast<int>(any(organisations)));
        read(static_cast<int>(any(organisations)));
    }
    EXPECT_GT(own, rounds / 2) << "the answers hold something at all";
}
}  // namespace
}  // namespace lrs
