#include "lrs/pipeline/worker.hpp"

#include <gmock/gmock.h>

#include "lrs/orgs_test_support.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/store/query.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"

namespace lrs {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;

class WorkerDbTest : public db::DbTest {
protected:
    WorkerDbTest() {
        database->migrate(platform::migrations);
        database->migrate(migrations);
    }
    static std::string statement(std::string_view id, std::string_view verb = "http://example.com/did") {
        return R"({"id":")" + std::string(id) + R"(","actor":{"mbox":"mailto:a@example.com"},"verb":{"id":")" + std::string(verb) +
               R"("},"object":{"id":"http://example.com/x"}})";
    }
    static Queued queued(std::vector<std::string> statements) { return {{.org = org, .sender = "key"}, std::move(statements), ""}; }
    std::vector<stream::Entry> waiting() { return db::run(queue.embedded().read(100, 0ms)); }
    void store_all() {
        const auto entries = waiting();
        db::run(worker.process(entries));
        std::vector<std::string> ids;
        for (const auto& entry : entries) ids.push_back(entry.id);
        db::run(queue.embedded().acknowledge(std::move(ids)));
    }
    std::vector<DeadLetter> dead() { return db::run(letters.list(org, {}, 100)); }
    bool is_stored(const std::string& id) { return db::run(find_statement(*database, org, id)).has_value(); }

    Lrs lrs{*database, {}, org};
    pool::Pool cpu{2};
    DeadLetters letters{*database};
    Queue queue{stream::open_embedded(*database, "test", 10s), nullptr};
    Worker worker{lrs.state(), letters, cpu};
};
OT_ON_EACH_ENGINE(WorkerDbTest);

TEST_P(WorkerDbTest, StoresWhatWaits) {
    const auto first = new_uuid(), second = new_uuid(), third = new_uuid();
    db::run(queue.put(queued({statement(first), statement(second)})));
    db::run(queue.put(queued({statement(third)})));
    store_all();
    EXPECT_TRUE(is_stored(first) && is_stored(second) && is_stored(third));
    EXPECT_THAT(waiting(), IsEmpty());
    EXPECT_EQ(db::run(queue.embedded().depth()), 0);
}

TEST_P(WorkerDbTest, AStatementThatIsSentAgainWithoutATimestampIsNoConflict) {
    const auto id = new_uuid();
    for (const auto now : {timing::Micros{1'700'000'000'000'000}, timing::Micros{1'700'000'005'000'000}}) {
        auto admitted = admit(statement(id), 10'000, now);
        db::run(queue.put({{.org = org, .sender = "key"}, std::move(admitted.statements), admitted.door_time}));
    }
    auto other = admit(statement(id, "http://example.com/else"), 10'000, 0);
    db::run(queue.put({{.org = org, .sender = "key"}, std::move(other.statements), other.door_time}));
    store_all();
    EXPECT_TRUE(is_stored(id));
    EXPECT_THAT(dead(), SizeIs(1));  // the one that says something else
}

TEST_P(WorkerDbTest, ARefusedStatementBecomesADeadLetterAndTheOthersAreStored) {
    const auto good = new_uuid(), bad = new_uuid(), taken = new_uuid();
    db::run(lrs.record(org, "test", statement(taken)));
    db::run(queue.put(queued({statement(good), statement(bad, "no iri"), statement(taken, "http://example.com/other")})));
    store_all();
    EXPECT_TRUE(is_stored(good));
    EXPECT_FALSE(is_stored(bad));
    const auto found = dead();
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].statement_id, taken);
    EXPECT_EQ(found[0].code, "conflict");
    EXPECT_EQ(found[1].statement_id, bad);
    EXPECT_EQ(found[1].pointer, "/verb/id");
    EXPECT_EQ(found[1].code, "invalid");
}

TEST_P(WorkerDbTest, WhatComesTwiceIsThereOnce) {
    const auto good = new_uuid(), bad = new_uuid();
    db::run(queue.put(queued({statement(good), statement(bad, "no iri")})));
    const auto entries = waiting();
    db::run(worker.process(entries));
    db::run(worker.process(entries));
    EXPECT_EQ(db::run(find_page(*database, {.org = org})).statements.size(), 1u);
    EXPECT_THAT(dead(), SizeIs(1));
}

TEST_P(WorkerDbTest, ADeadLetterCanBeQueuedAgainOrDiscarded) {
    const auto taken = new_uuid();
    db::run(lrs.record(org, "test", statement(taken)));
    db::run(queue.put(queued({statement(taken, "http://example.com/other"), statement(new_uuid(), "no iri")})));
    store_all();
    const auto found = dead();
    ASSERT_THAT(found, SizeIs(2));
    const auto again = db::run(letters.find(org, found[0].id));
    ASSERT_TRUE(again);
    EXPECT_THAT(again->statements, ElementsAre(found[0].statement));
    EXPECT_TRUE(db::run(letters.discard(org, found[1].id)));
    EXPECT_FALSE(db::run(letters.discard(org, found[1].id)));
    EXPECT_FALSE(db::run(letters.find(OrgId("other"), found[0].id)));
}

TEST_P(WorkerDbTest, AFileCannotComeThroughTheQueue) {
    auto text = statement(new_uuid());
    text.pop_back();
    text += R"(,"attachments":[{"usageType":"http://example.com/t","display":{"en":"x"},"contentType":"text/plain","length":1,"sha2":"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"}]})";
    const auto planned = R"({"id":")" + new_uuid() + R"(","actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://x/plan"},"object":{"objectType":"SubStatement",)" +
                         text.substr(text.find("\"actor")) + '}';
    db::run(queue.put(queued({text, planned})));
    store_all();
    ASSERT_THAT(dead(), SizeIs(2));
    std::vector<std::string> pointers{dead()[0].pointer, dead()[1].pointer};
    EXPECT_THAT(pointers, testing::UnorderedElementsAre("/attachments/0", "/object/attachments/0"));
}

}  // namespace
}  // namespace lrs
