#include <gmock/gmock.h>

#include "library/imports/bad_files_fixture.hpp"
#include "library/library.hpp"
#include "library/sql.gen.hpp"
#include "models/models.hpp"
#include "platform/client/client.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/error.hpp"

namespace library {
namespace {

using testing::HasSubstr;

const OrgId org("org-1");

class BadFilesDbTest : public db::DbTest {
protected:
    BadFilesDbTest() { database->migrate(migrations); }
    Import upload(std::string filename, std::string bytes) { return db::run(upload_and_wait(library, std::move(filename), std::move(bytes))); }
    static Task<Import> upload_and_wait(Library& library, std::string filename, std::string bytes) {
        std::vector<Upload> files;
        files.push_back({std::move(filename), std::move(bytes)});
        auto import = co_await library.import(org, UserId("u"), "", std::move(files));
        while (import.state != ImportState::done && import.state != ImportState::failed) import = *co_await library.import_state(org, import.id);
        co_return import;
    }
    void expect_refused(const std::string& filename, std::string bytes, const std::string& why) {
        const auto import = upload(filename, std::move(bytes));
        EXPECT_EQ(import.state, ImportState::failed) << filename;
        EXPECT_THAT(import.error, HasSubstr(why)) << filename;
    }
    void expect_no_rows() {
        for (const auto* table : {"courses", "nodes", "passages", "search_parts", "search_lengths"}) EXPECT_EQ(rows_of(table), 0) << table;
    }
    std::int64_t rows_of(std::string_view table) {
        const auto text = "SELECT count(*) FROM " + std::string(table);
        return database->run_now({"test.count", text, text})[0].integer(0);
    }

    pool::Pool cpu{1};
    client::Client client;
    models::Models models{*database, client, {}};
    Library library{*database, cpu, models, {}};
};
OT_ON_EACH_ENGINE(BadFilesDbTest);

TEST_P(BadFilesDbTest, GiveAClearErrorAndLeaveNothing) {
    for (auto& [filename, bytes, why] : bad_files::broken_files()) expect_refused(filename, std::move(bytes), why);
    expect_no_rows();
}

TEST_P(BadFilesDbTest, HostileOnesAreRefusedToo) {
    for (auto& [filename, bytes, why] : bad_files::hostile_files()) expect_refused(filename, std::move(bytes), why);
    expect_no_rows();
}

TEST_P(BadFilesDbTest, ABrokenByteInATextCostsOneSign) {
    const auto import = upload("note.txt", "Heat flows from hot to cold \xFF and never back by itself.");
    ASSERT_EQ(import.state, ImportState::done) << import.error;
    EXPECT_EQ(db::run(library.passages(org, import.course)).at(0).text, "Heat flows from hot to cold \uFFFD and never back by itself.");
}

TEST_P(BadFilesDbTest, GoodFilesOfEveryFormatAreFoundAgain) {
    const std::vector<std::pair<std::string, std::string>> files{
        {"a.pdf", pdf_fixture::make_pdf({{{.text = "The pendulum swings."}}})},
        {"a.html", "<html><body><h1>T</h1><p>The pendulum swings.</p></body></html>"},
        {"a.txt", "The pendulum swings."},
        {"a.md", "# T\n\nThe pendulum swings."},
        {"a.docx", zip_fixture::make_docx("<w:p><w:r><w:t>The pendulum swings.</w:t></w:r></w:p>")},
        {"a.epub", zip_fixture::make_epub("<html><body><h1>T</h1><p>The pendulum swings.</p></body></html>", "<html><body><p>x</p></body></html>")},
        {"a.zip", zip_fixture::make_zip({{"x.md", "The pendulum swings."}})}};
    for (const auto& [filename, bytes] : files) {
        const auto import = upload(filename, bytes);
        ASSERT_EQ(import.state, ImportState::done) << filename << ": " << import.error;
        const auto hits = db::run(library.search(org, import.course, "pendulums swinging"));
        ASSERT_EQ(hits.size(), 1u) << filename;
        EXPECT_THAT(hits[0].snippet, HasSubstr("pendulum")) << filename;
    }
}

}  // namespace
}  // namespace library
