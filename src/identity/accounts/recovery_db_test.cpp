#include "identity/accounts/accounts_test_support.hpp"

namespace identity {
namespace {

// The places where mail would be ordered; what a mail brings is asked for here.
class RecoveryDbTest : public AccountsTest {
protected:
    void SetUp() override {
        AccountsTest::SetUp();
        accounts.mail_by([](db::Transaction&, const OrgId&, const UserId&, MailAbout, const tracing::Context&) {});
    }
    Addressee addressee(Visitor& person) { return db::run(find_addressee(*database, identity.default_org(), UserId(person.user()))).value(); }
    std::optional<std::string> ticket_for(Addressee to) { return db::run(accounts.issue_ticket(identity.default_org(), std::move(to), MailAbout::address)); }
    static http::Response move_to(Visitor& person, const std::string& address) {
        return person.send("PATCH", "/v1/account", R"({"email":")" + address + R"(","password":"a password that is long"})");
    }
    static int verify(Visitor& person, const std::string& ticket) { return person.post("/v1/auth/verify", R"({"token":")" + ticket + R"("})").status; }
};
OT_ON_EACH_ENGINE(RecoveryDbTest);

TEST_P(RecoveryDbTest, TakesATicketOnceForTheAddressThatItWentTo) {
    auto ada = visitor();
    ada.post("/v1/signup", person("Ada", R"(,"email":"ada@school.example")"));
    const auto ticket = ticket_for(addressee(ada));
    ASSERT_TRUE(ticket);
    EXPECT_EQ(verify(ada, *ticket), 204);
    EXPECT_TRUE(addressee(ada).email_verified);
    EXPECT_EQ(verify(ada, *ticket), 400);
}

// Both spellings have one key, yet they are two mailboxes.
TEST_P(RecoveryDbTest, TakesNoTicketOfAnAddressForAnotherThatLooksLikeIt) {
    auto mallory = visitor();
    mallory.post("/v1/signup", person("Mallory", R"(,"email":"ａda@school.example")"));
    const auto ticket = ticket_for(addressee(mallory));
    ASSERT_TRUE(ticket);
    ASSERT_EQ(move_to(mallory, "ada@school.example").status, 200);
    EXPECT_EQ(verify(mallory, *ticket), 400);
    EXPECT_FALSE(addressee(mallory).email_verified);
}

TEST_P(RecoveryDbTest, IssuesNoTicketForAnAddressThatHasChangedMeanwhile) {
    auto mallory = visitor();
    mallory.post("/v1/signup", person("Mallory", R"(,"email":"mallory@else.example")"));
    const auto before = addressee(mallory);
    ASSERT_EQ(move_to(mallory, "ada@school.example").status, 200);
    EXPECT_FALSE(ticket_for(before)) << "its mail would go to the address before";
    EXPECT_TRUE(ticket_for(addressee(mallory)));
}

}  // namespace
}  // namespace identity
