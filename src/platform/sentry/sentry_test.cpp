#include "platform/sentry/sentry.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>

#include "platform/error.hpp"
#include "platform/log/log.hpp"
#include "platform/sentry/dsn.hpp"
#include "platform/sentry/event.hpp"
#include "platform/sentry/scrub.hpp"

namespace sentry {
namespace {
using testing::HasSubstr;
using testing::Not;

TEST(SentryDsn, NamesTheEndpointAndTheKey) {
    const auto dsn = parse_dsn("https://public@errors.example.com:8443/under/42");
    EXPECT_EQ(dsn.endpoint, "https://errors.example.com:8443/under/api/42/envelope/");
    EXPECT_EQ(dsn.key, "public");
    for (const auto* wrong : {"", "errors", "https://errors.example.com/42", "https://key@errors.example.com", "https://key@errors.example.com/", "ftp://key@host/1"})
        EXPECT_THROW(parse_dsn(wrong), Error) << wrong;
}

TEST(SentryScrub, LeavesNothingOfAnybody) {
    const auto text = scrub("Key (name)=(Ada Lovelace) of ada@example.com at 192.0.2.17 or 2001:db8::1:2 said \"my secret\", call +44 20 7946 0958, token "
                            "eyJhbGciOiJFUzI1NiIsImtpZCI6 in row 42 of turns");
    for (const auto* personal : {"Ada", "ada@", "192.0.2", "2001:db8", "secret", "7946", "eyJ"}) EXPECT_THAT(text, Not(HasSubstr(personal))) << text;
    EXPECT_THAT(text, HasSubstr("in row 42 of turns"));
    EXPECT_EQ(scrub("The learner's name 'Ada Lovelace' is taken"), "The learner's name […] is taken");
    EXPECT_EQ(scrub("it said \"my secret has no end"), "it said […]");
}

boost::json::object event_of(const std::string& envelope) {
    const auto second = envelope.find('\n') + 1, third = envelope.find('\n', second) + 1;
    EXPECT_EQ(boost::json::parse(envelope.substr(second, third - second)).at("length").as_int64(), static_cast<std::int64_t>(envelope.size() - third - 1));
    return boost::json::parse(envelope.substr(third)).as_object();
}

TEST(SentryEvent, SaysWhatWentWrongAndNotToWhom) {
    const logging::Context context{.trace_id = "0af7651916cd43dd8448eb211c80319c", .request_id = "b7ad6b7169203331", .session_id = "session", .user_id = "somebody",
                                   .route = "/v1/lesson", .method = "POST", .code = "internal"};
    const auto text = envelope({"omnitutor@1", "test", 0, 3}, "request.failed", context, {{"reason", std::string("no row of 'Ada'")}, {"tries", std::int64_t{2}}},
                               {"std::out_of_range", {{"main()", "0x1"}}});
    EXPECT_THAT(text, Not(HasSubstr("somebody")));
    EXPECT_THAT(text, Not(HasSubstr("session")));
    const auto event = event_of(text);
    EXPECT_EQ(event.at("transaction"), "/v1/lesson");
    EXPECT_EQ(event.at("contexts").at("trace").at("trace_id"), "0af7651916cd43dd8448eb211c80319c");
    const auto& exception = event.at("exception").at("values").at(0);
    EXPECT_EQ(exception.at("type"), "std::out_of_range");
    EXPECT_EQ(exception.at("value"), "no row of […]");
    EXPECT_EQ(exception.at("stacktrace").at("frames").at(0).at("function"), "main()");
    EXPECT_EQ(event.at("extra").at("tries"), "2");
    EXPECT_EQ(event.at("extra").at("left_out"), "3");
}

[[gnu::noinline]] void throw_far_below() { throw std::out_of_range("far below"); }

TEST(SentryStack, KnowsWhereAnExceptionWasThrown) {
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    GTEST_SKIP() << "a sanitizer watches throws itself";
#endif
    remember_throws();
    std::exception_ptr kept;
    try {
        throw_far_below();
    } catch (...) {
        kept = std::current_exception();
    }
    const auto thrown = stack_of(kept), here = stack_here();
    EXPECT_GT(thrown.size(), here.size()) << "one frame deeper than this test";
    EXPECT_TRUE(stack_of(std::make_exception_ptr(1)).empty()) << "was never thrown";
}

TEST(SentryReporter, WantsADsnThatIsOne) {
    client::Client client;
    EXPECT_THROW(Reporter(client, {.dsn = "nonsense"}), Error);
    Reporter silent(client, {});
    silent.start();
    logging::error("test.nobody_is_told");
    silent.stop();
}
}  // namespace
}  // namespace sentry
