#pragma once
#include <boost/asio/executor_work_guard.hpp>
#include <fstream>
#include <thread>

#include "library/sql.gen.hpp"
#include "models/sql.gen.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"
#include "tutor/core/state.hpp"
#include "tutor/sql.gen.hpp"
#include "tutor/tutor.hpp"

namespace tutor {

// A whole tutor over a small course, with threads of its own; `start` again is another process over the same database.
class TutorDbTest : public db::DbTest {
protected:
    TutorDbTest() {
        for (const auto migrations : {std::span<const db::Query>(platform::migrations), std::span<const db::Query>(models::migrations),
                                      std::span<const db::Query>(library::migrations), std::span<const db::Query>(tutor::migrations)})
            database->migrate(migrations);
        config.pace = std::chrono::milliseconds(2);
    }
    ~TutorDbTest() override {
        if (tutor) tutor->stop();
        guard.reset();
        for (auto& thread : threads) thread.join();
    }

    void start(models::Config model = {}) {
        models = std::make_unique<models::Models>(*database, client, std::move(model));
        library = std::make_unique<library::Library>(*database, cpu, *models, library::Config{});
        if (!course) import_course();
        tutor = std::make_unique<Tutor>(*database, *library, *models, signal, cpu, context.get_executor(), config);
        tutor->start();
    }

    template <class T>
    T wait(Task<T> task) {
        return run_on(context.get_executor(), std::move(task));
    }
    // The events of a turn once it is over.
    std::vector<Event> finished(const TurnId& turn) {
        for (int i = 0; i < 4000; ++i) {
            auto events = wait(room().log.all_events(org, turn));
            if (!events.empty() && is_terminal(events.back().kind)) return events;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        ADD_FAILURE() << "the turn did not end";
        return {};
    }
    static std::vector<Event> of_kind(const std::vector<Event>& events, std::string_view kind) {
        std::vector<Event> found;
        std::ranges::copy_if(events, std::back_inserter(found), [&](const Event& event) { return event.kind == kind; });
        return found;
    }
    Room& room() { return tutor->state(); }

    const OrgId org = OrgId::fresh();
    const UserId user = UserId::fresh();
    Config config;
    std::optional<library::CourseId> course;

    boost::asio::io_context context;
    std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> guard{context.get_executor()};
    std::vector<std::thread> threads = [this] {
        std::vector<std::thread> started;
        for (int i = 0; i < 2; ++i) started.emplace_back([this] { context.run(); });
        return started;
    }();
    client::Client client;
    pool::Pool cpu{2};
    bus::Signal signal;
    std::unique_ptr<models::Models> models;
    std::unique_ptr<library::Library> library;
    std::unique_ptr<Tutor> tutor;

private:
    void import_course() {
        const db::TemporaryDirectory directory;
        const auto file = directory.path() / "inertia.md";
        std::ofstream(file) << R"(# Inertia

## Staying in motion

**Inertia** is the tendency of a body to keep its state of motion unless a force acts on it. A heavy lorry is harder to stop than a light bicycle because
it has more inertia. For example, a book on a table stays at rest until somebody pushes it.

## Newton's second law

**Force** is what changes the motion of a body, and it is measured in newtons. Newton's second law says that the net force on a body equals its mass times
its acceleration. For example, a mass of 2 kg that accelerates at 3 m/s² needs a force of 6 N.

$$F = m a$$

**Momentum** is the product of the mass and the velocity of a body. The momentum of a closed system is conserved in every collision.
)";
        course = library->import_path(org, file).id;
    }
};

}  // namespace tutor
