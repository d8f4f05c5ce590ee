#include <boost/asio/thread_pool.hpp>

#include "identity/privacy.hpp"
#include "identity/sql.gen.hpp"
#include "identity/vault.hpp"
#include "notices/held/held.hpp"
#include "notices/push/push_test_support.hpp"
#include "notices/reminders/reminders.hpp"
#include "notices/sent/sent_repository.hpp"
#include "notices/settings/settings_repository.hpp"
#include "notices/sql.gen.hpp"
#include "notices/state.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"

namespace notices {
namespace {

const OrgId org("o"), other("p");
const UserId ada("ada");

class NoticesTest : public db::DbTest {
protected:
    void SetUp() override {
        database->migrate(platform::migrations);
        database->migrate(identity::migrations);
        database->migrate(notices::migrations);
    }
    void TearDown() override { jobs.stop(); }

    // Somebody with an account; with an address that is theirs, or with none.
    void sign_up(const UserId& user, bool address) {
        const auto id = '\'' + user.str() + '\'';
        const auto run = [this](const std::string& text) { database->run_now(db::Query{"test.write", text, text}); };
        run("INSERT INTO orgs (id, name, created_at) VALUES ('o', 'o', 1) ON CONFLICT DO NOTHING");
        run("INSERT INTO users (org_id, id, role, anonymous, created_at) VALUES ('o', " + id + ", 'learner', 0, 1)");
        run("INSERT INTO accounts (org_id, user_id, name, name_key, name_look, email, email_key, email_verified_at, password, password_at, created_at) VALUES ('o', " + id + ", " + id + ", " + id +
            ", " + id + (address ? ", 'x@school.example', " + id + ", 1" : ", NULL, NULL, NULL") + ", '', 1, 1)");
    }
    bool order(NewMail wanted) {
        return db::run(database->transact([this, wanted](db::Transaction& tx) { return notices.mail(tx, wanted); }));
    }
    std::vector<Notification> all(const OrgId& of = org) { return db::run(load_notifications(*database, of, "", 100)); }
    std::int64_t number(const std::string& query) { return database->run_now(db::Query{"test.number", query, query})[0].integer(0); }

    static Config mailing() { return {.smtp_url = "smtp://127.0.0.1:1", .from = "tutor@omnitutor.example", .plain = true, .public_url = "https://tutor.example/"}; }
    boost::asio::thread_pool loop{1};
    client::Client outward;
    jobs::Jobs jobs{*database, loop.get_executor(), outward, org, {}};
    identity::Vault vault{*database, {.key = std::string(64, '1')}, {}};
    Notices notices{*database, jobs, vault, mailing()};
};
}  // namespace

using NoticesDbTest = NoticesTest;
OT_ON_EACH_ENGINE(NoticesDbTest);

TEST_P(NoticesDbTest, OrderAMailAndItsRecordTogether) {
    EXPECT_TRUE(order({.org = org, .user = ada, .kind = "test"}));
    ASSERT_EQ(all().size(), 1u);
    EXPECT_EQ(all()[0].state, "waiting");
    EXPECT_EQ(all()[0].channel, "email");
    EXPECT_EQ(number("SELECT count(*) FROM jobs j JOIN notifications n ON n.id = j.id"), 1);
    EXPECT_TRUE(all(other).empty());
}

TEST_P(NoticesDbTest, SendOneMailForEachOnce) {
    EXPECT_TRUE(order({.org = org, .user = ada, .kind = "test", .once = "reminder/2026-11-22/ada"}));
    EXPECT_FALSE(order({.org = org, .user = ada, .kind = "test", .once = "reminder/2026-11-22/ada"}));
    EXPECT_TRUE(order({.org = org, .user = ada, .kind = "test", .once = "reminder/2026-11-23/ada"}));
    EXPECT_TRUE(order({.org = other, .user = ada, .kind = "test", .once = "reminder/2026-11-22/ada"}));
    EXPECT_EQ(number("SELECT count(*) FROM jobs"), 3);
}

TEST_P(NoticesDbTest, RecordHowANotificationEnded) {
    order({.org = org, .user = ada, .kind = "test"});
    const auto id = all()[0].id;
    db::run(database->transact([id](db::Transaction& tx) { end_notification(tx, org, id, Outcome::dropped, "The mail server answered 550."); }));
    EXPECT_EQ(all()[0].state, "dropped");
    EXPECT_EQ(all()[0].reason, "The mail server answered 550.");
    EXPECT_TRUE(all()[0].ended_at);
}

TEST_P(NoticesDbTest, ForgetWhatIsOverAndOld) {
    for (int i = 0; i < 3; ++i) order({.org = org, .user = ada, .kind = "test"});
    const auto ids = all();
    db::run(database->transact([id = ids[0].id](db::Transaction& tx) { end_notification(tx, org, id, Outcome::sent, {}); }));
    db::run(database->transact([id = ids[1].id](db::Transaction& tx) { end_notification(tx, org, id, Outcome::sent, {}); }));
    database->run_now(db::Query{"test.age", "UPDATE notifications SET made_at = 1 WHERE id <> $1", "UPDATE notifications SET made_at = 1 WHERE id <> $1"}, {ids[0].id});
    db::run(notices.state().forget_old());
    EXPECT_EQ(all().size(), 2u) << "the recent one, and the one that still waits";
}

TEST_P(NoticesDbTest, OrderNothingWithoutAMailServer) {
    Notices silent(*database, jobs, vault, {});
    EXPECT_FALSE(silent.mails());
    EXPECT_FALSE(db::run(database->transact([&silent](db::Transaction& tx) { return silent.mail(tx, {.org = org, .user = ada, .kind = "test"}); })));
    EXPECT_TRUE(all().empty());
}

TEST_P(NoticesDbTest, KeepNothingOfWhoIsErased) {
    const UserId bob("bob");
    for (const auto& user : {ada, bob}) sign_up(user, true);
    notices.add(NoticeKind{.name = "test", .label = "Tests", .email = true});
    db::run(database->transact([this, bob](db::Transaction& tx) {
        for (const auto& user : {ada, bob}) {
            store_settings(tx, org, user, {.times = {.zone = "Asia/Tokyo", .quiet_from = 0, .quiet_until = 24 * 60 - 1}, .wishes = {{{"test", "in_app"}, true}}});
            subscribe(tx, org, user, SessionId("s"), browser_at("https://push.example/" + user.str()));
            notices.tell(tx, {.org = org, .user = user, .kind = "test", .title = "Hello", .text = "Words.", .once = "o/" + user.str()});
        }
    }));
    const std::string tables[] = {"notices", "held_notices", "notice_settings", "notice_preferences", "push_subscriptions", "notifications"};
    for (const auto& table : tables) EXPECT_GT(number("SELECT count(*) FROM " + table + " WHERE user_id = 'ada'"), 0) << table;
    db::run(database->transact([this](db::Transaction& tx) { privacy_part(*database).erase(tx, {.org = org, .user = ada}); }));
    for (const auto& table : tables) {
        EXPECT_EQ(number("SELECT count(*) FROM " + table + " WHERE user_id = 'ada'"), 0) << table;
        EXPECT_GT(number("SELECT count(*) FROM " + table + " WHERE user_id = 'bob'"), 0) << table;
    }
}

// What a takeout would hold, by file.
class Basket final : public identity::Takeout {
public:
    std::map<std::string, std::string> files;
    Task<void> add(std::string_view file, std::string_view json) override {
        files[std::string(file)] += std::string(json) + '\n';
        co_return;
    }
    Task<void> append(std::string_view, std::string_view) override { co_return; }
};

TEST_P(NoticesDbTest, TakeOutWhatIsKept) {
    sign_up(ada, true);
    notices.add(NoticeKind{.name = "test", .label = "Tests", .email = true});
    db::run(database->transact([this](db::Transaction& tx) {
        store_settings(tx, org, ada, {.times = {.zone = "Asia/Tokyo"}, .wishes = {{{"test", "email"}, true}, {{"test", "in_app"}, true}}});
        subscribe(tx, org, ada, SessionId("s"), browser_at("https://push.example/ada"));
        notices.tell(tx, {.org = org, .user = ada, .kind = "test", .title = "Hello", .text = "Words."});
    }));
    Basket basket;
    db::run(privacy_part(*database).take_out(basket, {.org = org, .user = ada}));
    const auto holds = [&basket](const std::string& file, const std::string& text) { return basket.files[file].contains(text); };
    EXPECT_TRUE(holds("notices.json", R"("title":"Hello")")) << basket.files["notices.json"];
    EXPECT_TRUE(holds("notifications.json", R"("channel":"in_app")") && holds("notifications.json", R"("channel":"email")") && holds("notifications.json", R"("channel":"push")"));
    EXPECT_TRUE(holds("browsers.json", "https://push.example/ada")) << basket.files["browsers.json"];
    EXPECT_TRUE(holds("preferences.json", "test/email") && holds("preferences.json", "test/in_app"));
    EXPECT_TRUE(holds("settings.json", "Asia/Tokyo"));
}

TEST_P(NoticesDbTest, ForgetPieceByPiece) {
    notices.add(NoticeKind{.name = "test", .label = "Tests"});
    db::run(database->transact([this](db::Transaction& tx) {
        for (int i = 0; i < 3; ++i) notices.tell(tx, {.org = org, .user = ada, .kind = "test", .title = "Hello", .text = "Words."});
    }));
    const auto forget = [this](const db::Query& query) { return database->run_now(query, {timing::now() + 1, std::int64_t{2}}).affected(); };
    for (const auto& query : {sql::forget_notices, sql::forget_notifications}) EXPECT_EQ(forget(query), 2) << query.name;
    for (const auto& query : {sql::forget_notices, sql::forget_notifications}) EXPECT_EQ(forget(query), 1) << query.name;
}

// Somebody whose mail always waits for the end of their quiet hours.
class DigestTest : public NoticesTest {
protected:
    void SetUp() override {
        NoticesTest::SetUp();
        sign_up(ada, true);
        notices.add(NoticeKind{.name = "test", .label = "Tests", .email = true});
        add_digest(notices);
        db::run(database->transact([](db::Transaction& tx) { store_settings(tx, org, ada, {.times = {.quiet_from = 0, .quiet_until = 24 * 60 - 1}, .wishes = {}}); }));
    }
    void tell(const std::string& title) {
        db::run(database->transact([this, title](db::Transaction& tx) { notices.tell(tx, {.org = org, .user = ada, .kind = "test", .title = title, .text = "Words."}); }));
    }
    std::optional<Letter> write() {
        const auto due = number("SELECT min(due_at) FROM held_notices");
        return db::run(notices.state().kinds.at("notices.digest").write(org, {.user = ada}, R"({"due":)" + std::to_string(due) + '}'));
    }
    std::int64_t held() { return number("SELECT count(*) FROM held_notices"); }
    std::int64_t digests() { return number("SELECT count(*) FROM notifications WHERE kind = 'notices.digest' AND state = 'waiting'"); }
};
using DigestDbTest = DigestTest;
OT_ON_EACH_ENGINE(DigestDbTest);

TEST_P(DigestDbTest, KeepsWhatCameAfterItWasWritten) {
    tell("First");
    const auto letter = write();
    tell("Second");
    db::run(database->transact([letter](db::Transaction& tx) { letter->sent(tx); }));
    EXPECT_EQ(held(), 1);
    EXPECT_EQ(digests(), 2) << "another one brings the second";
    EXPECT_EQ(write()->subject, "Second");
}

TEST_P(DigestDbTest, LeavesAgainForWhatIsHeldJustAfterIt) {
    tell("First");
    const auto letter = write();
    db::run(database->transact([letter](db::Transaction& tx) { letter->sent(tx); }));
    database->run_now(db::Query{"test.sent", "UPDATE notifications SET state = 'sent'", "UPDATE notifications SET state = 'sent'"});
    tell("Second");
    EXPECT_EQ(digests(), 1);
    EXPECT_EQ(held(), 1);
}

TEST_P(DigestDbTest, LeavesOutWhatIsOverByThen) {
    static bool open;
    open = true;
    notices.add(NoticeKind{.name = "task", .label = "Tasks", .email = true, .still = [](OrgId, UserId, timing::Micros) -> Task<bool> { co_return open; }});
    const NewNotice task{.org = org, .user = ada, .kind = "task", .title = "A task", .text = "Words."};
    db::run(database->transact([this, task](db::Transaction& tx) { notices.tell(tx, task); }));
    EXPECT_EQ(write()->subject, "A task");
    tell("First");
    open = false;
    EXPECT_EQ(write()->subject, "First");
    EXPECT_EQ(held(), 1);
}

TEST_P(NoticesDbTest, RemindOfWhatIsDueSinceTheDayItWasToldOn) {
    sign_up(ada, true);
    static timing::Micros asked_since;
    notices.remind_of([](OrgId, UserId, timing::Micros since) -> Task<std::optional<DueLesson>> {
        asked_since = since;
        co_return std::nullopt;
    });
    add_reminders(jobs, notices);
    db::run(database->transact([](db::Transaction& tx) { store_settings(tx, org, ada, {.times = {.zone = "Asia/Tokyo"}, .wishes = {}}); }));
    constexpr timing::Micros hour = 3'600'000'000, evening = 1'795'300'000'000'000 / timing::a_day * timing::a_day + 12 * hour;  // 21:00 in Tokyo
    EXPECT_FALSE(db::run(notices.state().is_still_so(org, ada, std::string(reminder_kind), evening)));
    EXPECT_EQ(asked_since, evening - 21 * hour);
}

TEST_P(NoticesDbTest, RemindWhoHasNoAddressOnTheirPage) {
    sign_up(ada, true);
    sign_up(UserId("bob"), false);
    notices.remind_of([](OrgId, UserId, timing::Micros) -> Task<std::optional<DueLesson>> { co_return DueLesson{.title = "Fractions", .path = "/"}; });
    add_reminders(jobs, notices);
    db::run(remind_all(notices, org));
    EXPECT_EQ(number("SELECT count(*) FROM notices"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM notifications WHERE channel = 'email' AND user_id = 'ada'"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM notifications WHERE channel = 'email'"), 1);
}

TEST_P(NoticesDbTest, LeadLinksToThisServer) {
    EXPECT_EQ(notices.url("/verify"), "https://tutor.example/verify");
    EXPECT_THROW(Notices(*database, jobs, vault, {.smtp_url = "smtp://mail.example"}), Error);
    EXPECT_THROW(Notices(*database, jobs, vault, {.smtp_url = "smtp://mail.example", .from = "t@x.example"}), Error);
    auto remote = mailing();
    for (const auto* url : {"smtp://mail.example", "smtp://127.example.com:25"}) {
        remote.smtp_url = url;
        EXPECT_THROW(Notices(*database, jobs, vault, remote), Error) << "without TLS to another machine: " << url;
    }
    remote.smtp_url = "http://mail.example";
    EXPECT_THROW(Notices(*database, jobs, vault, remote), Error);
}

TEST_P(NoticesDbTest, TellPushServicesWhoAnswersForThem) {
    EXPECT_TRUE(notices.pushes()) << "whom mail is from";
    EXPECT_FALSE(Notices(*database, jobs, vault, {}).pushes());
    for (const auto* contact : {"mailto:admin@school.example", "https://school.example/contact"}) EXPECT_TRUE(Notices(*database, jobs, vault, {.push_contact = contact}).pushes()) << contact;
    for (const auto* contact : {"admin@school.example", "mailto:", "http://school.example", "x"}) EXPECT_THROW(Notices(*database, jobs, vault, {.push_contact = contact}), Error) << contact;
}

}  // namespace notices
