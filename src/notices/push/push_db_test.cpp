#include <boost/asio/thread_pool.hpp>

#include "identity/sql.gen.hpp"
#include "notices/held/held.hpp"
#include "notices/push/push_test_support.hpp"
#include "notices/sent/sent_repository.hpp"
#include "notices/settings/settings_repository.hpp"
#include "notices/sql.gen.hpp"
#include "notices/state.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"

namespace notices {
namespace {

const OrgId school("o"), elsewhere("p");
const UserId ann("ann"), bob("bob");

class PushTest : public db::DbTest {
protected:
    void SetUp() override {
        database->migrate(platform::migrations);
        database->migrate(identity::migrations);
        database->migrate(notices::migrations);
        notices.add(NoticeKind{.name = "test", .label = "Tests"});
    }
    void TearDown() override { jobs.stop(); }

    Subscription add(const UserId& user, const std::string& endpoint, const OrgId& org = school, const SessionId& session = SessionId("s")) {
        return db::run(database->transact([=](db::Transaction& tx) { return subscribe(tx, org, user, session, browser_at(endpoint)); }));
    }
    std::vector<Subscription> of(const UserId& user, const OrgId& org = school) { return db::run(load_subscriptions(*database, org, user)); }
    void tell(NewNotice notice) {
        db::run(database->transact([this, notice](db::Transaction& tx) { notices.tell(tx, notice); }));
    }
    void choose(PersonSettings settings) {
        db::run(database->transact([settings](db::Transaction& tx) { store_settings(tx, school, ann, settings); }));
    }
    static Task<bool> answer(bool yes) { co_return yes; }
    // As if it were that late.
    void let_them_end() {
        constexpr std::string_view text = "UPDATE jobs SET run_at = 1 WHERE state = 'waiting' AND kind = 'notices.push_held'";
        database->run_now(db::Query{"test.due", text, text});
    }
    std::int64_t number(const std::string& query) { return database->run_now(db::Query{"test.number", query, query})[0].integer(0); }
    std::int64_t ordered() { return number("SELECT count(*) FROM jobs j JOIN notifications n ON n.id = j.id WHERE n.channel = 'push' AND j.kind = 'notices.push'"); }

    boost::asio::thread_pool loop{1};
    client::Client outward;
    identity::Vault vault{*database, {.key = std::string(64, '1')}, {}};
    jobs::Jobs jobs{*database, loop.get_executor(), outward, school, {}};
    Notices notices{*database, jobs, vault, {.push_contact = "mailto:admin@school.example"}};
};
}  // namespace

using PushDbTest = PushTest;
OT_ON_EACH_ENGINE(PushDbTest);

TEST_P(PushDbTest, BelongABrowserToWhoAskedLast) {
    const auto first = add(ann, "https://push.example/1");
    EXPECT_EQ(add(ann, "https://push.example/1").id, first.id);
    ASSERT_EQ(of(ann).size(), 1u);
    EXPECT_EQ(of(ann)[0].browser.endpoint, "https://push.example/1");
    EXPECT_EQ(crypto::to_base64url(of(ann)[0].browser.keys.point), browser_point);
    EXPECT_EQ(crypto::to_base64url(of(ann)[0].browser.keys.secret), browser_secret);
    add(ann, "https://push.example/1", elsewhere);
    add(bob, "https://push.example/1");
    EXPECT_TRUE(of(ann).empty());
    EXPECT_EQ(of(bob).size(), 1u);
    EXPECT_EQ(of(ann, elsewhere).size(), 1u);
}

TEST_P(PushDbTest, KeepTheNewestTen) {
    for (int i = 0; i < 12; ++i) add(ann, "https://push.example/" + std::to_string(i));
    const auto kept = of(ann);
    ASSERT_EQ(kept.size(), most_subscriptions);
    EXPECT_EQ(kept.front().browser.endpoint, "https://push.example/11");
    EXPECT_EQ(kept.back().browser.endpoint, "https://push.example/2");
}

TEST_P(PushDbTest, EndWithTheSessionTheyWereMadeIn) {
    const auto begin = [this] {
        for (const auto* session : {"1", "2", "3"}) add(ann, std::string("https://push.example/") + session, school, SessionId(session));
        add(ann, "https://push.example/old", school, SessionId());
        add(ann, "https://push.example/1", elsewhere, SessionId("1"));
        add(bob, "https://push.example/bob", school, SessionId("1"));
    };
    const auto after = [this](const identity::SessionEnd& end) {
        db::run(database->transact([end](db::Transaction& tx) { end_subscriptions(tx, end); }));
        EXPECT_EQ(of(bob).size(), 1u) << "others keep theirs";
        EXPECT_EQ(of(ann, elsewhere).size(), 1u);
        std::string left;
        for (const auto& one : of(ann)) left = one.browser.endpoint.substr(one.browser.endpoint.rfind('/') + 1) + ' ' + left;
        return left;
    };
    begin();
    EXPECT_EQ(after({.org = school, .user = ann, .session = SessionId("2")}), "1 3 old ");
    EXPECT_EQ(after({.org = school, .user = ann, .session = SessionId("3"), .successor = SessionId("4")}), "1 3 old ");
    EXPECT_EQ(after({.org = school, .user = ann, .successor = SessionId("4")}), "3 ") << "the browser whose session goes on as another";
    begin();
    EXPECT_EQ(after({.org = school, .user = ann}), "") << "all";
}

TEST_P(PushDbTest, OrderAMessageForEachBrowser) {
    tell({.org = school, .user = ann, .kind = "test", .title = "Nobody", .text = "No browser."});
    EXPECT_EQ(ordered(), 0);
    add(ann, "https://push.example/1");
    add(ann, "https://push.example/2");
    add(bob, "https://push.example/3");
    tell({.org = school, .user = ann, .kind = "test", .title = "Hello", .text = "Words.", .once = "once"});
    tell({.org = school, .user = ann, .kind = "test", .title = "Hello", .text = "Words.", .once = "once"});
    EXPECT_EQ(ordered(), 2);
}

TEST_P(PushDbTest, LeaveAloneWhoLikesItSo) {
    add(ann, "https://push.example/1");
    choose({.wishes = {{{"test", "push"}, false}}});
    tell({.org = school, .user = ann, .kind = "test", .title = "Hello", .text = "Words."});
    EXPECT_EQ(ordered(), 0);
    choose({.times = {.quiet_from = 0, .quiet_until = 24 * 60 - 1, .digest = true}, .wishes = {{{"test", "push"}, true}}});
    const auto before = timing::now();
    tell({.org = school, .user = ann, .kind = "test", .title = "Hello", .text = "Words."});
    EXPECT_EQ(ordered(), 0);
    EXPECT_EQ(number("SELECT count(*) FROM held_notices WHERE channel = 'push'"), 1);
    const auto run_at = number("SELECT run_at FROM jobs WHERE kind = 'notices.push_held'");
    EXPECT_TRUE(run_at >= before && run_at <= before + timing::a_day) << run_at;
}

TEST_P(PushDbTest, HoldNothingForWhoHasNoBrowserAndOnceForWhoHas) {
    choose({.times = {.quiet_from = 0, .quiet_until = 24 * 60 - 1}, .wishes = {}});
    const auto held = [this] { return number("SELECT count(*) FROM held_notices"); };
    const NewNotice notice{.org = school, .user = ann, .kind = "test", .title = "Hello", .text = "Words.", .once = "once"};
    tell(notice);
    EXPECT_EQ(held(), 0);
    add(ann, "https://push.example/1");
    tell(notice);
    tell(notice);
    EXPECT_EQ(held(), 1);
    choose({});
    tell(notice);
    EXPECT_EQ(ordered(), 0) << "what is held is told once";
}

TEST_P(PushDbTest, LeaveAsOneMessageToEachBrowserWhenTheQuietHoursEnd) {
    bool open = true;
    timing::Micros asked_about = 0;
    const auto still = [&](OrgId, UserId, timing::Micros told_at) -> Task<bool> {
        asked_about = told_at;
        return answer(open);
    };
    notices.add(NoticeKind{.name = "task", .label = "Tasks", .still = still});
    add_pushes(jobs, notices);
    add_held_pushes(jobs, notices);
    choose({.times = {.quiet_from = 0, .quiet_until = 24 * 60 - 1}, .wishes = {}});
    for (const auto* endpoint : {"https://push.invalid/1", "https://push.invalid/2"}) add(ann, endpoint);
    const auto began = timing::now();
    for (const auto* title : {"First", "Second"}) tell({.org = school, .user = ann, .kind = "test", .title = title, .text = "Words.", .path = "/course/x"});
    tell({.org = school, .user = ann, .kind = "task", .title = "Third", .text = "Words."});
    EXPECT_EQ(ordered(), 0);
    jobs.start();
    let_them_end();
    ASSERT_TRUE(db::eventually([this] { return ordered() == 2; }));
    EXPECT_TRUE(asked_about >= began && asked_about <= timing::now()) << asked_about;
    const auto payload = [this](const std::string& title) {
        return number("SELECT count(*) FROM jobs WHERE kind = 'notices.push' AND payload LIKE '%\"title\":\"" + title + "\"%'");
    };
    EXPECT_EQ(payload("3 notices while you were away"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM jobs WHERE payload LIKE '%First_nSecond_nThird%'"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM held_notices"), 0);
    ASSERT_TRUE(db::eventually([this] { return number("SELECT count(*) FROM jobs WHERE kind = 'notices.push_held' AND state <> 'done'") == 0; }));

    open = false;
    tell({.org = school, .user = ann, .kind = "task", .title = "Over", .text = "Words."});
    tell({.org = school, .user = ann, .kind = "test", .title = "Alone", .text = "Words."});
    let_them_end();
    ASSERT_TRUE(db::eventually([this] { return ordered() == 4; }));
    EXPECT_EQ(payload("Alone"), 2) << "one comes as itself, and what is over not at all";
    EXPECT_EQ(payload("Over"), 0);
}

TEST_P(PushDbTest, OrderNothingWithoutAContact) {
    add(ann, "https://push.example/1");
    Notices silent(*database, jobs, vault, {});
    silent.add(NoticeKind{.name = "test", .label = "Tests"});
    db::run(database->transact([&silent](db::Transaction& tx) { silent.tell(tx, {.org = school, .user = ann, .kind = "test", .title = "Hello", .text = "Words."}); }));
    EXPECT_EQ(ordered(), 0);
}

TEST_P(PushDbTest, SignWithOneKeyInAllProcesses) {
    identity::Vault other_vault{*database, {.key = std::string(64, '1')}, {}};
    Push one(*database, vault, "mailto:a@b.example", client::Reach::everywhere), other(*database, other_vault, "mailto:a@b.example", client::Reach::everywhere);
    const auto key = db::run(one.vapid(school))->public_key();
    EXPECT_EQ(key.size(), 87u);
    EXPECT_EQ(db::run(one.vapid(school))->public_key(), key);
    EXPECT_EQ(db::run(other.vapid(school))->public_key(), key);
    EXPECT_NE(db::run(other.vapid(elsewhere))->public_key(), key);
    EXPECT_EQ(number("SELECT count(*) FROM vault_secrets WHERE purpose = 'notices.push'"), 2);
}

}  // namespace notices
