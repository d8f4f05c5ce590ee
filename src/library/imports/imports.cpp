#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>

#include "library/courses/repository.hpp"
#include "library/imports/import_job.hpp"
#include "library/imports/read_files.hpp"
#include "library/search/vectors.hpp"
#include "library/sql.gen.hpp"
#include "platform/error.hpp"

namespace library {

namespace {

// A process that imports writes its row at every step; on PostgreSQL another process may be at work on it.
constexpr timing::Micros silence = 120'000'000;

void show_running(Library::State& state, Import& import) {
    const std::lock_guard lock(state.mutex);
    if (const auto found = state.running.find(import.id); found != state.running.end()) found->second->show_in(import);
}

// For callers without an event loop.
void embed_now(const std::shared_ptr<Library::State>& state, const std::shared_ptr<const Prepared>& prepared) {
    boost::asio::io_context context;
    pool::spawn(context.get_executor(), "library.embed", embed_course(state, prepared));
    context.run();
}

}  // namespace

Library::Library(db::Database& database, pool::Pool& cpu, models::Models& models, Config config)
    : state_(new State{.database = database, .cpu = cpu, .models = models, .config = std::move(config)}) {}

Library::~Library() = default;

void Library::prepare() {
    const bool alone = state_->database.engine() == db::Engine::sqlite;
    close_abandoned(state_->database, timing::now() - (alone ? 0 : silence));
}

Task<Import> Library::import(OrgId org, UserId user, std::string title, std::vector<Upload> files) {
    std::vector<Source> sources;
    for (auto& file : files) {
        sources.push_back(Source::spool(std::move(file.filename), file.bytes, state_->config.spool));
        file.bytes = {};
    }
    co_return co_await import_sources(org, user, std::move(title), std::move(sources));
}

Task<Import> Library::import_sources(OrgId org, UserId user, std::string title, std::vector<Source> files) {
    Import import{.id = ImportId::fresh(), .course = CourseId::fresh(), .title = std::move(title), .message = "Waiting"};
    co_await state_->database.write(sql::insert_import, org, import.id, user, import.course, import.title, to_string(import.state), import.message,
                                    timing::now());
    {
        const std::lock_guard lock(state_->mutex);
        state_->running.emplace(import.id, std::make_shared<Progress>());
    }
    pool::spawn(co_await boost::asio::this_coro::executor, "library.import", run_import(state_, org, user, import, std::move(files)));
    co_return import;
}

Task<std::optional<Import>> Library::import_state(OrgId org, ImportId id) {
    const auto rows = co_await state_->database.read(sql::find_import, org, id);
    if (rows.empty()) co_return std::nullopt;
    auto import = to_import(rows[0]);
    show_running(*state_, import);
    co_return import;
}

Task<std::vector<Import>> Library::imports(OrgId org, UserId user) {
    const auto rows = co_await state_->database.read(sql::list_imports, org, user);
    auto imports = all<Import>(rows, to_import);
    for (auto& import : imports) show_running(*state_, import);
    co_return imports;
}

Course Library::import_path(OrgId org, const std::filesystem::path& path, bool sample) {
    const auto quiet = [](int, int, std::string_view) {};
    auto document = read_files(load_path(path, state_->config), state_->config, quiet);
    Course course{.id = CourseId::fresh(), .org = org, .title = document.title, .description = document.description};
    if (course.title.empty()) course.title = path.stem().string();
    course.language = document.language.empty() ? "en" : document.language;
    course.format = document.format;
    course.pages = document.pages;
    course.sample = sample;
    course.created_at = timing::now();
    const auto prepared = prepare_course(std::move(document), std::move(course), UserId(), quiet);
    const auto steps = steps_to_store(prepared);
    state_->database.run_blocking([&](db::Transaction& tx) {
        for (const auto& step : steps) step(tx);
    });
    if (!sample) embed_now(state_, prepared);
    return prepared->course;
}

}  // namespace library
