#include "library/library.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "library/sql.gen.hpp"
#include "library/text/utf8.hpp"
#include "models/models.hpp"
#include "platform/client/client.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/error.hpp"

namespace library {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const OrgId org("org-1"), other_org("org-2");
const UserId user("user-1");

class LibraryDbTest : public db::DbTest {
protected:
    LibraryDbTest() { database->migrate(migrations); }

    Course sample() { return library.import_path(org, std::filesystem::path(OT_SOURCE_DIR) / "courses/mechanics", true); }

    // Uploads and waits for the end.
    Import upload(std::string title, std::vector<Upload> files) {
        return db::run(upload_and_wait(library, std::move(title), std::move(files)));
    }
    static Task<Import> upload_and_wait(Library& library, std::string title, std::vector<Upload> files) {
        auto import = co_await library.import(org, user, std::move(title), std::move(files));
        while (import.state != ImportState::done && import.state != ImportState::failed) import = *co_await library.import_state(org, import.id);
        co_return import;
    }
    std::int64_t rows_of(std::string_view table) {
        const auto text = "SELECT count(*) FROM " + std::string(table);
        return database->run_now({"test.count", text, text})[0].integer(0);
    }
    void expect_nothing_kept() {
        for (const auto* table : {"courses", "nodes", "passages", "synonyms", "search_parts", "search_lengths"}) EXPECT_EQ(rows_of(table), 0) << table;
    }

    pool::Pool cpu{2};
    client::Client client;
    models::Models models{*database, client, {}};
    Library library{*database, cpu, models, {}};
};
OT_ON_EACH_ENGINE(LibraryDbTest);

TEST_P(LibraryDbTest, ImportsTheSampleCourseFast) {
    const auto start = std::chrono::steady_clock::now();
    const auto course = sample();
    const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    RecordProperty("milliseconds", static_cast<int>(spent.count()));
    EXPECT_LT(spent, std::chrono::seconds(3));
    EXPECT_TRUE(library.has_sample(org));
    EXPECT_FALSE(library.has_sample(other_org));
    EXPECT_EQ(course.title, "Mechanics: motion, forces, energy");
    const auto nodes = db::run(library.toc(org, course.id));
    const auto chapters = std::ranges::count_if(nodes, [](const Node& node) { return node.level == 1; });
    EXPECT_EQ(chapters, 12);
    EXPECT_EQ(nodes.back().title, "Glossary");
    EXPECT_GT(db::run(library.synonyms(org, course.id)).size(), 100u);
}

TEST_P(LibraryDbTest, FindsWhatAQuestionAsksFor) {
    const auto course = sample();
    const auto hits = db::run(library.search(org, course.id, "Why was the Mars Climate Orbiter lost?"));
    ASSERT_FALSE(hits.empty());
    const auto view = db::run(library.passage(org, hits[0].passage));
    ASSERT_TRUE(view);
    EXPECT_THAT(view->passage.text, HasSubstr("pound-force seconds"));
    EXPECT_THAT(hits[0].snippet, HasSubstr("Mars Climate Orbiter"));
    EXPECT_THAT(view->path, ElementsAre("Measurement and Vectors", "Converting units and checking dimensions"));
    EXPECT_TRUE(view->previous && view->next);
    EXPECT_FALSE(db::run(library.search(org, std::nullopt, "orbiter")).empty());
}

TEST_P(LibraryDbTest, KeepsOrganisationsApart) {
    const auto course = sample();
    const auto passage = db::run(library.passages(org, course.id)).front().id;
    EXPECT_THAT(db::run(library.courses(other_org)), IsEmpty());
    EXPECT_THAT(db::run(library.search(other_org, course.id, "force")), IsEmpty());
    EXPECT_THAT(db::run(library.toc(other_org, course.id)), IsEmpty());
    EXPECT_FALSE(db::run(library.passage(other_org, passage)));
    EXPECT_FALSE(db::run(library.reread(other_org, passage, 0, 4)));
    EXPECT_THAT(db::run(library.passages_by_id(other_org, {passage})), IsEmpty());
}

TEST_P(LibraryDbTest, TakesAnyTextAsAQuery) {
    const auto course = sample();
    for (const std::string query : {"\"", "a AND NOT (", "force*", "NEAR(a b)", "'; DROP TABLE passages; --", "$$\\frac{", "\xFF\xFE", "", "the of", "%_"})
        EXPECT_NO_THROW(db::run(library.search(org, course.id, query))) << query;
    EXPECT_FALSE(db::run(library.search(org, course.id, "FORCE^^ OR \"unclosed")).empty());
}

TEST_P(LibraryDbTest, GivesThePassagesOfANodeAndOfAllBelowIt) {
    const auto course = sample();
    const auto nodes = db::run(library.toc(org, course.id));
    const auto all = db::run(library.passages(org, course.id));
    EXPECT_EQ(static_cast<int>(all.size()), course.passages);
    int in_chapters = 0;
    for (const auto& node : nodes) {
        const auto passages = db::run(library.passages(org, course.id, node.id));
        EXPECT_EQ(static_cast<int>(passages.size()), node.passages) << node.title;
        EXPECT_EQ(passages.front().id, node.first_passage) << node.title;
        if (node.level == 1) in_chapters += node.passages;
    }
    EXPECT_EQ(in_chapters, course.passages);
    EXPECT_EQ(db::run(library.passages_by_id(org, {all[7].id, all[2].id}))[0].id, all[7].id);
}

TEST_P(LibraryDbTest, RereadsSpansInCodePoints) {
    const auto done = upload("Ω", {{"a.md", "# Ώ\n\nΗ ώρα είναι naïve – 😀 yes.\n"}});
    ASSERT_EQ(done.state, ImportState::done) << done.error;
    const auto passage = db::run(library.passages(org, done.course)).front();
    const auto span = db::run(library.reread(org, passage.id, 12, 21));
    ASSERT_TRUE(span);
    EXPECT_EQ(span->quote, "naïve – 😀");
    const int size = static_cast<int>(code_points(passage.text));
    EXPECT_TRUE(db::run(library.reread(org, passage.id, 0, size)));
    EXPECT_FALSE(db::run(library.reread(org, passage.id, 0, size + 1)));
    EXPECT_FALSE(db::run(library.reread(org, passage.id, 3, 3)));
    EXPECT_FALSE(db::run(library.reread(org, passage.id, -1, 3)));
}

TEST_P(LibraryDbTest, AFailedImportLeavesNothingButItsReason) {
    const auto failed = upload("x", {{"good.md", "# A\n\ntext here\n"}, {"bad.exe", "MZ\x90"}});
    EXPECT_EQ(failed.state, ImportState::failed);
    EXPECT_THAT(failed.error, HasSubstr("bad.exe"));
    expect_nothing_kept();
    const auto mine = db::run(library.imports(org, user));
    ASSERT_EQ(mine.size(), 1u);
    EXPECT_EQ(mine[0].error, failed.error);
    EXPECT_THAT(db::run(library.imports(org, UserId("somebody-else"))), IsEmpty());
}

TEST_P(LibraryDbTest, ADeadImportFailsAtTheNextStartAndItsRowsGo) {
    const auto done = upload("T", {{"a.md", "# A\n\ntext here\n"}});
    const auto unfinish = [&](std::string_view text) { database->run_now({"test.unfinish", text, text}); };
    unfinish("UPDATE imports SET state = 'indexing', beat_at = 0");
    unfinish("UPDATE courses SET state = 'importing'");
    EXPECT_THAT(db::run(library.courses(org)), IsEmpty());
    EXPECT_THAT(db::run(library.passages(org, done.course)), IsEmpty());
    Library after_restart(*database, cpu, models, {});
    after_restart.prepare();
    const auto import = db::run(after_restart.import_state(org, done.id));
    EXPECT_EQ(import->state, ImportState::failed);
    EXPECT_THAT(import->error, HasSubstr("stopped while it was importing"));
    expect_nothing_kept();
}

}  // namespace
}  // namespace library
