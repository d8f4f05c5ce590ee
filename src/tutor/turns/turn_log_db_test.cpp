#include "tutor/turns/turn_log.hpp"

#include <boost/json/serialize.hpp>

#include "platform/db/db_test_support.hpp"
#include "tutor/sql.gen.hpp"
#include "tutor/turns/turn_watcher.hpp"

namespace tutor {
namespace {

using db::run;
using namespace std::chrono_literals;

class TurnLogDbTest : public db::DbTest {
protected:
    TurnLogDbTest() { database->migrate(migrations); }

    Turn new_turn(TurnKind kind = TurnKind::echo) {
        Turn turn;
        turn.org = org;
        turn.id = TurnId::fresh();
        turn.user = UserId::fresh();
        turn.kind = kind;
        turn.subject = "{}";
        turn.created_at = timing::now();
        return turn;
    }
    static std::vector<Draft> say(const std::string& text) { return {draft("say", {{"text", text}})}; }
    std::vector<std::string> kinds(const Turn& turn, TurnLog& log) {
        std::vector<std::string> found;
        for (const auto& event : run(log.all_events(turn.org, turn.id))) found.push_back(event.kind);
        return found;
    }

    const OrgId org = OrgId::fresh();
    bus::Signal signal;
    TurnLog log{*database, signal, "holder-a", 10s};
    TurnLog other{*database, signal, "holder-b", 10s};
};
OT_ON_EACH_ENGINE(TurnLogDbTest);

TEST_P(TurnLogDbTest, NumbersEventsFromOneWithoutGaps) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    EXPECT_TRUE(run(log.append(lease, {draft("plan", {}), draft("beat", {})})));
    EXPECT_TRUE(run(log.append(lease, say("one"))));
    const auto events = run(log.all_events(org, turn.id));
    ASSERT_EQ(events.size(), 3u);
    for (std::size_t i = 0; i < events.size(); ++i) EXPECT_EQ(events[i].seq, static_cast<std::int64_t>(i + 1));
    EXPECT_EQ(run(log.find(org, turn.id))->seq, 3);
}

TEST_P(TurnLogDbTest, KeepsPayloadsByteForByte) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    const std::string payload = R"({"text":"∑ \"quoted\" \\ 'x' $1"})";
    run(log.append(lease, {{"say", payload}}));
    EXPECT_EQ(run(log.all_events(org, turn.id))[0].payload, payload);
}

TEST_P(TurnLogDbTest, RefusesAProducerThatWasTakenOver) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    run(log.append(lease, say("mine")));
    const auto taken = run(other.claim(*run(log.find(org, turn.id))));
    ASSERT_TRUE(taken);
    EXPECT_FALSE(run(log.append(lease, say("late"))));
    EXPECT_FALSE(run(log.append(lease, {draft("done", {})}, TurnState::done)));
    EXPECT_TRUE(run(other.append(*taken, say("theirs"))));
    EXPECT_EQ(run(log.all_events(org, turn.id)).size(), 2u);
}

TEST_P(TurnLogDbTest, LetsOneOfTwoClaimsWin) {
    const auto turn = new_turn();
    run(log.open(turn));
    const auto seen = *run(log.find(org, turn.id));
    EXPECT_TRUE(run(other.claim(seen)));
    EXPECT_FALSE(run(log.claim(seen)));
}

TEST_P(TurnLogDbTest, WritesExactlyOneTerminalEvent) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    EXPECT_TRUE(run(other.append_beside(org, turn.id, draft("stopped", {}), TurnState::stopped)));
    EXPECT_FALSE(run(other.append_beside(org, turn.id, draft("stopped", {}), TurnState::stopped)));
    EXPECT_FALSE(run(log.append(lease, {draft("done", {})}, TurnState::done)));
    EXPECT_EQ(kinds(turn, log), std::vector<std::string>{"stopped"});
    EXPECT_EQ(run(log.find(org, turn.id))->state, TurnState::stopped);
}

TEST_P(TurnLogDbTest, LetsAnAnswerInBetweenTheProducersEvents) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    run(log.append(lease, say("one")));
    EXPECT_TRUE(run(other.append_beside(org, turn.id, draft("answered", {}))));
    EXPECT_TRUE(run(log.append(lease, say("two"))));
    EXPECT_EQ(kinds(turn, log), (std::vector<std::string>{"say", "answered", "say"}));
}

TEST_P(TurnLogDbTest, GoesOnAfterAnEarlyEndAndHidesTheOldEnd) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    run(log.append(lease, say("one")));
    run(log.append_beside(org, turn.id, draft("stopped", {}), TurnState::stopped));
    const auto again = run(log.reopen(org, turn.id, draft("level", {})));
    ASSERT_TRUE(again);
    EXPECT_FALSE(run(log.append(lease, say("from the first run"))));
    EXPECT_TRUE(run(log.append(*again, {draft("done", {})}, TurnState::done)));
    EXPECT_EQ(kinds(turn, log), (std::vector<std::string>{"say", "level", "done"}));
    EXPECT_FALSE(run(log.reopen(org, turn.id, draft("level", {}))));
}

TEST_P(TurnLogDbTest, RollsBackWhatBelongsToARefusedEvent) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    run(log.append_beside(org, turn.id, draft("stopped", {}), TurnState::stopped));
    bool ran = false;
    EXPECT_FALSE(run(log.append(lease, say("late"), TurnState::running, [&ran](db::Transaction&) { ran = true; })));
    EXPECT_FALSE(ran);
}

TEST_P(TurnLogDbTest, LetsGoOfItsTurnsAtShutdown) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    log.release_now();
    EXPECT_FALSE(run(log.append(lease, say("late"))));
    EXPECT_EQ(run(log.find(org, turn.id))->holder, "");
    EXPECT_EQ(run(log.find(org, turn.id))->state, TurnState::running);
}

TEST_P(TurnLogDbTest, DropsDeltasOfTurnsThatEnded) {
    const auto ended = new_turn();
    const auto lease = run(log.open(ended));
    run(log.append(lease, {draft("delta", {}), draft("delta", {}), draft("say", {})}));
    run(log.append(lease, {draft("done", {})}, TurnState::done));
    const auto running = new_turn();
    run(log.append(run(log.open(running)), {draft("delta", {})}));
    run(log.drop_deltas(timing::now() + 1));
    EXPECT_EQ(kinds(ended, log), (std::vector<std::string>{"say", "done"}));
    EXPECT_EQ(kinds(running, log), std::vector<std::string>{"delta"});
}

// Everything a watcher sends until nothing more comes at once.
std::string drain(TurnWatcher& watcher, bool* over = nullptr) {
    std::string text;
    while (true) {
        const auto piece = run(watcher.next(timing::in(30ms)));
        if (over) *over = !piece;
        if (!piece || piece->empty()) return text;
        text += *piece;
    }
}

TEST_P(TurnLogDbTest, SendsStoredEventsThenTheTailThenEnds) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    run(log.append(lease, say("one")));
    auto tail = log.tails().join(org, turn.id);
    tail->start_at(1);
    TurnWatcher watcher(log, tail, "", 0, false);
    EXPECT_EQ(drain(watcher), "id: 1\nevent: say\ndata: {\"text\":\"one\"}\n\n");
    run(log.append(lease, say("two")));
    EXPECT_EQ(drain(watcher), "id: 2\nevent: say\ndata: {\"text\":\"two\"}\n\n");
    run(log.append(lease, {draft("done", {})}, TurnState::done));
    bool over = false;
    EXPECT_EQ(drain(watcher, &over), "id: 3\nevent: done\ndata: {}\n\n");
    EXPECT_TRUE(over);
}

TEST_P(TurnLogDbTest, ReplaysTheSameBytesFromRowsAndTail) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    auto tail = log.tails().join(org, turn.id);
    tail->start_at(0);
    for (int i = 0; i < 300; ++i) run(log.append(lease, say(std::to_string(i))));
    run(log.append(lease, {draft("done", {})}, TurnState::done));
    auto cold = other.tails().join(org, turn.id);
    cold->start_at(301);
    TurnWatcher warm_watcher(log, tail, "", 0, false);
    TurnWatcher cold_watcher(other, cold, "", 0, false);
    const auto warm = drain(warm_watcher);
    EXPECT_EQ(warm, drain(cold_watcher));
    EXPECT_NE(warm.find("id: 301\nevent: done"), std::string::npos);
}

TEST_P(TurnLogDbTest, PollsWhatAnotherProcessWrote) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    auto tail = other.tails().join(org, turn.id);
    tail->start_at(0);
    TurnWatcher watcher(other, tail, "", 0, false);
    run(log.append(lease, say("far away")));
    EXPECT_EQ(drain(watcher), "");
    run(other.poll([](const TurnId&) { return false; }));
    EXPECT_NE(drain(watcher).find("far away"), std::string::npos);
}

TEST_P(TurnLogDbTest, FillsAGapThatAnotherProcessLeft) {
    const auto turn = new_turn();
    const auto lease = run(log.open(turn));
    auto tail = log.tails().join(org, turn.id);
    tail->start_at(0);
    TurnWatcher watcher(log, tail, "", 0, false);
    run(other.append_beside(org, turn.id, draft("answered", {})));
    run(log.append(lease, say("after")));
    const auto text = drain(watcher);
    EXPECT_LT(text.find("id: 1\nevent: answered"), text.find("id: 2\nevent: say"));
}

}  // namespace
}  // namespace tutor
