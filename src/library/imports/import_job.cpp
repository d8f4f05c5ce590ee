#include "library/imports/import_job.hpp"

#include <fmt/format.h>

#include "library/courses/repository.hpp"
#include "library/imports/read_files.hpp"
#include "library/search/vectors.hpp"
#include "library/sql.gen.hpp"
#include "platform/error.hpp"
#include "platform/log/log.hpp"

namespace library {

namespace {

constexpr std::string_view unexpected = "The import stopped because of a fault on our side. Please try again.";

Course course_for(const OrgId& org, const Import& import, const Document& document) {
    Course course{.id = import.course, .org = org, .title = import.title.empty() ? document.title : import.title};
    if (course.title.empty()) course.title = "Untitled";
    course.description = document.description;
    course.language = document.language.empty() ? "en" : document.language;
    course.format = document.format;
    course.pages = document.pages;
    course.created_at = timing::now();
    return course;
}

std::shared_ptr<const Prepared> read_and_prepare(const OrgId& org, const UserId& user, const Import& import, std::vector<Source> files,
                                                 const Config& config, Progress& progress) {
    auto document = read_files(std::move(files), config, [&](int done, int total, std::string_view what) {
        progress.set(ImportState::reading, done, total, std::string(what));
    });
    auto course = course_for(org, import, document);
    return prepare_course(std::move(document), std::move(course), user, [&](int done, int total, std::string_view what) {
        progress.set(ImportState::indexing, done, total, std::string(what));
    });
}

Task<void> store(db::Database& database, std::shared_ptr<const Prepared> prepared, OrgId org, Import import, std::shared_ptr<Progress> progress) {
    auto steps = steps_to_store(prepared);
    const int total = static_cast<int>(steps.size());
    for (int done = 0; done < total; ++done) {
        progress->set(ImportState::indexing, done, total, "Storing");
        progress->show_in(import);
        co_await write_import(database, org, import);
        co_await database.transact([step = std::move(steps[static_cast<std::size_t>(done)]), org, id = import.id](db::Transaction& tx) {
            if (tx.run(sql::hold_import, org, id, timing::now()).empty()) throw Error(ErrorCode::conflict, "The import was given up.");
            step(tx);
        });
    }
}

Task<std::shared_ptr<const Prepared>> import_files(Library::State& state, OrgId org, UserId user, Import& import, std::vector<Source> files,
                                                   std::shared_ptr<Progress> progress) {
    progress->set(ImportState::reading, 0, 0, "Reading");
    progress->show_in(import);
    co_await write_import(state.database, org, import);
    const auto prepared =
        co_await state.importers.run([&] { return read_and_prepare(org, user, import, std::move(files), state.config, *progress); });
    import.title = prepared->course.title;
    co_await store(state.database, prepared, org, import, progress);
    import.state = ImportState::done;
    import.done = import.total = prepared->course.passages;
    import.message = fmt::format("{} passages", prepared->course.passages);
    co_return prepared;
}

Task<std::string> failure_of(Library::State& state, OrgId org, UserId user, Import& import, std::vector<Source> files,
                             std::shared_ptr<Progress> progress, std::shared_ptr<const Prepared>& prepared) {
    try {
        prepared = co_await import_files(state, org, user, import, std::move(files), progress);
        co_return "";
    } catch (const Error& error) {
        co_return error.detail.empty() ? std::string(unexpected) : error.detail;
    } catch (const std::exception& error) {
        logging::error("library.import_failed", {{"import", import.id.str()}, {"reason", std::string(error.what())}});
        co_return std::string(unexpected);
    }
}

}  // namespace

Task<void> write_import(db::Database& database, OrgId org, Import import) {
    co_await database.write(sql::update_import, org, import.id, import.title, to_string(import.state), import.done, import.total, import.message,
                            import.error, timing::now());
}

Task<void> run_import(std::shared_ptr<Library::State> state, OrgId org, UserId user, Import import, std::vector<Source> files) {
    std::shared_ptr<Progress> progress;
    {
        const std::lock_guard lock(state->mutex);
        progress = state->running[import.id];
    }
    std::shared_ptr<const Prepared> prepared;
    if (auto failure = co_await failure_of(*state, org, user, import, std::move(files), progress, prepared); !failure.empty()) {
        import.state = ImportState::failed;
        import.message = "Failed";
        import.error = std::move(failure);
        co_await state->database.transact([org, course = import.course](db::Transaction& tx) { remove_course(tx, org, course); });
    }
    co_await write_import(state->database, org, import);
    {
        const std::lock_guard lock(state->mutex);
        state->running.erase(import.id);
    }
    if (prepared) co_await embed_course(state, prepared);
}

void close_abandoned(db::Database& database, timing::Micros before) {
    for (const auto row : database.run_now(sql::list_abandoned_imports, {before})) {
        const OrgId org = row.id<OrgId>(0);
        const CourseId course = row.id<CourseId>(2);
        const std::vector<db::Value> values{org.str(), row.text(1), row.text(3), "failed", std::int64_t{0}, row.integer(4), "Failed",
                                            "The server stopped while it was importing. Please upload the material again.", timing::now()};
        database.run_blocking([&](db::Transaction& tx) {
            remove_course(tx, org, course);
            tx.execute(sql::update_import, values);
        });
    }
}

}  // namespace library
