#include "identity/vault.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "identity/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/log/log.hpp"
#include "platform/sql.gen.hpp"

namespace identity {
namespace {
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

const std::string first_key(64, '1'), second_key(64, '2');

class VaultDbTest : public db::DbTest {
protected:
    void SetUp() override {
        logging::set_level(logging::Level::error);
        database->migrate(platform::migrations);
        database->migrate(identity::migrations);
    }
    Vault with(VaultConfig config) { return {*database, std::move(config), data.path()}; }
    void put(Vault& vault, const SecretPlace& place, const std::string& value) {
        vault.ready_now();
        database->run_blocking([&](db::Transaction& tx) { vault.put(tx, place, value); });
    }
    std::vector<std::string> texts(const std::string& query) {
        std::vector<std::string> all;
        for (const auto& row : database->run_now(db::Query{"test.texts", query, query})) all.push_back(row.text(0));
        return all;
    }
    static std::optional<std::string> find(Vault& vault, const SecretPlace& place) { return db::run(vault.find(place)); }
    std::string all_rows() {
        const std::string query = "SELECT sealed FROM vault_secrets";
        std::string all;
        for (const auto& row : database->run_now(db::Query{"test.all", query, query})) all += row.text(0) + crypto::from_base64(row.text(0)).value_or("");
        return all;
    }
    void run(const std::string& statement) { database->run_now(db::Query{"test.run", statement, statement}); }
    static std::string refusal(Vault& vault, const SecretPlace& place) {
        try {
            find(vault, place);
        } catch (const Error& error) {
            return std::string(to_string(error.code)) + ' ' + error.detail;
        }
        return "";
    }

    db::TemporaryDirectory data;
    const OrgId org{"school"};
    const SecretPlace here{org, "test", "one"}, there{org, "test", "two"};
};
OT_ON_EACH_ENGINE(VaultDbTest);

TEST_P(VaultDbTest, GivesBackWhatItKeepsAndStoresNoneOfItInTheOpen) {
    auto vault = with({});
    put(vault, here, "s3cret of a target");
    EXPECT_EQ(find(vault, here), "s3cret of a target");
    EXPECT_EQ(find(vault, there), std::nullopt);
    EXPECT_THAT(all_rows(), Not(HasSubstr("s3cret")));
    put(vault, here, "another");
    EXPECT_EQ(find(vault, here), "another");
    database->run_blocking([&](db::Transaction& tx) { vault.forget(tx, here); });
    EXPECT_EQ(find(vault, here), std::nullopt);
}

TEST_P(VaultDbTest, MakesAKeyOfItsOwnThatNobodyElseCanReadAndFindsItAgain) {
    auto vault = with({});
    EXPECT_FALSE(std::filesystem::exists(data.path() / "vault.key")) << "before there is a secret";
    put(vault, here, "s");
    struct stat file {};
    ASSERT_EQ(stat((data.path() / "vault.key").c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777, 0600u);
    auto after_restart = with({});
    EXPECT_EQ(find(after_restart, here), "s");
}

TEST_P(VaultDbTest, OpensNothingThatWasMovedToAnotherRow) {
    auto vault = with({.key = first_key});
    put(vault, here, "mine");
    put(vault, there, "theirs");
    run("UPDATE vault_secrets SET sealed = (SELECT sealed FROM vault_secrets WHERE id = 'two') WHERE id = 'one'");
    EXPECT_THAT(refusal(vault, here), HasSubstr("internal"));
    run("UPDATE vault_secrets SET org_id = 'other' WHERE id = 'two'");
    EXPECT_THAT(refusal(vault, {OrgId("other"), "test", "two"}), HasSubstr("internal"));
}

TEST_P(VaultDbTest, SaysWhichKeyIsMissingAndNothingOfTheSecret) {
    auto vault = with({.key = first_key});
    put(vault, here, "hidden");
    auto elsewhere = with({.key = second_key});
    EXPECT_THAT(refusal(elsewhere, here), testing::AllOf(HasSubstr("unavailable"), HasSubstr(vault.status().current), Not(HasSubstr("hidden"))));
    EXPECT_THROW(put(elsewhere, there, "x"), Error) << "what one process seals, the others must be able to open";
    EXPECT_EQ(elsewhere.status().held.at(vault.status().current), false);
}

TEST_P(VaultDbTest, RotatesBesideAServerThatKnowsBothKeys) {
    auto server = with({.key = second_key + ',' + first_key});
    auto before = with({.key = first_key});
    for (int i = 0; i < 250; ++i) put(before, {org, "test", std::to_string(i)}, "secret " + std::to_string(i));
    const auto old = before.status().current;
    EXPECT_EQ(find(server, {org, "test", "7"}), "secret 7");
    put(server, here, "by the server");
    EXPECT_EQ(server.status().current, old) << "a new key seals nothing before the rotation";

    auto command = with({.key = second_key + ',' + first_key});
    EXPECT_EQ(command.rotate(), 251);
    EXPECT_EQ(find(server, {org, "test", "7"}), "secret 7");
    put(server, there, "afterwards");
    auto later = with({.key = second_key});
    for (int i = 0; i < 250; ++i) EXPECT_EQ(find(later, {org, "test", std::to_string(i)}), "secret " + std::to_string(i));
    EXPECT_EQ(find(later, there), "afterwards");
    EXPECT_EQ(command.rotate(), 0);
}

ErrorCode rotated(Vault& vault) {
    try {
        vault.rotate();
    } catch (const Error& error) {
        return error.code;
    }
    return ErrorCode::internal;  // which no rotation throws: it went well
}

// Each makes a key of its own. Two that went on at once would each seal anew what the other has just sealed.
TEST_P(VaultDbTest, RotatesOnceAtATimeHoweverManyAreAskedTo) {
    auto vault = with({});
    for (int i = 0; i < 250; ++i) put(vault, {org, "test", std::to_string(i)}, "s");
    std::atomic<int> well = 0, refused = 0;
    std::vector<std::jthread> commands;
    for (int i = 0; i < 4; ++i)
        commands.emplace_back([&] {
            auto command = with({});
            const auto code = rotated(command);
            ++(code == ErrorCode::conflict ? refused : well);
        });
    commands.clear();
    EXPECT_GE(well, 1);
    EXPECT_EQ(well + refused, 4);
    EXPECT_EQ(vault.status().secrets.size(), 1u) << "one key has sealed them all, and it is the one that seals";
    EXPECT_EQ(find(vault, {org, "test", "249"}), "s");
}

TEST_P(VaultDbTest, WaitsForARotationThatIsUnderWayAndNotForOneThatDied) {
    auto vault = with({});
    put(vault, here, "s");
    run("INSERT INTO vault_rotations (one, holder, lease_until) VALUES (1, 'another', 9000000000000000)");
    EXPECT_EQ(rotated(vault), ErrorCode::conflict);
    run("UPDATE vault_rotations SET lease_until = 1");
    EXPECT_EQ(vault.rotate(), 1);
    EXPECT_EQ(vault.rotate(), 1) << "the turn is given back";
}

TEST_P(VaultDbTest, LeavesNothingBehindThatIsSealedByTheKeyOfBefore) {
    auto server = with({});
    put(server, here, "s");
    const auto before = server.status().current;
    std::jthread command;
    database->run_blocking([&](db::Transaction& tx) {
        server.put(tx, there, "late");
        if (!command.joinable()) command = std::jthread([&] { with({}).rotate(); });
        std::this_thread::sleep_for(200ms);
    });
    command.join();
    EXPECT_EQ(server.status().secrets.count(before), 0u);
    EXPECT_EQ(find(server, there), "late");
}

TEST_P(VaultDbTest, TellsEveryOrganisationOfARotation) {
    run("INSERT INTO orgs (id, name, created_at) VALUES ('school', 'School', 0), ('other', 'Other', 0)");
    auto vault = with({});
    put(vault, here, "s");
    vault.rotate();
    EXPECT_EQ(texts("SELECT org_id FROM audit_logs WHERE action = 'vault.rotate' AND subject = '" + vault.status().current + "' ORDER BY org_id"),
              (std::vector<std::string>{"other", "school"}));
}

// It may take twenty seconds, and a transaction would hold up all others meanwhile.
TEST_P(VaultDbTest, RunsNoCommandWithinATransaction) {
    const auto file = data.path() / "keys", log = data.path() / "log";
    std::ofstream(file) << first_key << '\n';
    auto vault = with({.key_command = "echo asked >> '" + log.string() + "'; cat '" + file.string() + "'"});
    const auto asked = [&log] { return std::filesystem::exists(log) ? std::filesystem::file_size(log) : 0; };
    EXPECT_THROW(database->run_blocking([&](db::Transaction& tx) { vault.put(tx, here, "s"); }), Error);
    EXPECT_EQ(asked(), 0u);
    db::run(vault.ready());
    const auto once = asked();
    EXPECT_GT(once, 0u);
    database->run_blocking([&](db::Transaction& tx) { vault.put(tx, here, "s"); });
    db::run(vault.ready());
    EXPECT_EQ(asked(), once) << "what is at hand is not asked for again";
    EXPECT_EQ(find(vault, here), "s");
}

TEST_P(VaultDbTest, ServersReadAKeyFileAgainWhenAKeyIsNew) {
    auto server = with({});
    put(server, here, "s");
    const auto old = server.status().current;
    auto command = with({});
    EXPECT_EQ(command.rotate(), 1);
    EXPECT_NE(command.status().current, old);
    EXPECT_EQ(find(server, here), "s");
    EXPECT_EQ(server.status().held.size(), 1u);
}

TEST_P(VaultDbTest, TakesKeysFromAFileAndFromACommand) {
    const auto file = data.path() / "keys";
    std::ofstream(file) << crypto::to_base64(std::string(32, 'k')) << '\n';
    auto by_file = with({.key_file = file});
    put(by_file, here, "s");
    auto by_command = with({.key_command = "cat '" + file.string() + "'"});
    EXPECT_EQ(find(by_command, here), "s");
    EXPECT_THROW(with({.key_command = "echo oh; exit 1"}).prepare(), Error);
    EXPECT_THROW(with({.key_file = "/nowhere"}).prepare(), Error);
    EXPECT_THROW(with({.key = "too short"}).prepare(), Error);
    EXPECT_THROW(with({.key = first_key, .key_file = file}), Error);
}

struct Other {
    std::atomic<int> asked = 0;
    bool refuses = false;
    Task<ThirdPartyToken> next(ThirdPartyToken old) {
        boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, 60ms);
        co_await timer.async_wait(boost::asio::use_awaitable);
        ++asked;
        if (refuses) throw Error(ErrorCode::unauthorized, "no more");
        co_return ThirdPartyToken{"access of " + old.refresh, old.refresh + '+', timing::now() + 3'600'000'000};
    }
};

// How many of `people`, half of them in another process, got the token.
Task<void> want(Vault& vault, SecretPlace place, Other& other, std::atomic<int>& got, std::atomic<int>& left) {
    try {
        if (co_await vault.access_token(std::move(place), [&other](ThirdPartyToken old) { return other.next(std::move(old)); }) == "access of r") ++got;
    } catch (const Error&) {
    }
    --left;
}

Task<int> all_want(Vault& here, Vault& elsewhere, SecretPlace place, Other& other, int people) {
    std::atomic<int> got = 0, left = people;
    const auto executor = co_await boost::asio::this_coro::executor;
    for (int i = 0; i < people; ++i) boost::asio::co_spawn(executor, want(i % 2 ? here : elsewhere, place, other, got, left), boost::asio::detached);
    boost::asio::steady_timer timer(executor);
    while (left > 0) {
        timer.expires_after(5ms);
        co_await timer.async_wait(boost::asio::use_awaitable);
    }
    co_return got.load();
}

TEST_P(VaultDbTest, OneOfAHundredRefreshesATokenForAll) {
    auto one = with({.key = first_key}), two = with({.key = first_key});
    one.ready_now();
    database->run_blocking([&](db::Transaction& tx) { one.put(tx, here, ThirdPartyToken{"old", "r", timing::now() + 30'000'000}); });
    Other other;
    EXPECT_EQ(db::run(all_want(one, two, here, other, 100)), 100);
    EXPECT_EQ(other.asked, 1);
    EXPECT_THAT(*find(one, here), HasSubstr("r+")) << "the refresh token that comes next is kept";
}

TEST_P(VaultDbTest, ARefreshThatFailsIsNotTriedAgainByEachOfAHundred) {
    auto one = with({.key = first_key}), two = with({.key = first_key});
    one.ready_now();
    database->run_blocking([&](db::Transaction& tx) { one.put(tx, here, ThirdPartyToken{"old", "r", 0}); });
    Other other{.refuses = true};
    EXPECT_EQ(db::run(all_want(one, two, here, other, 100)), 0);
    EXPECT_EQ(other.asked, 1);
}

}  // namespace
}  // namespace identity
