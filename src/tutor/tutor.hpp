#pragma once
#include <chrono>
#include <memory>

#include "library/library.hpp"
#include "lrs/lrs.hpp"
#include "models/models.hpp"
#include "platform/bus/bus.hpp"
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"
#include "platform/pool/pool.hpp"

namespace jobs {
class Jobs;
}
namespace identity {
struct PrivacyPart;
}

// Plan, lesson, ask: turns written before they are sent.
namespace tutor {

struct Config {
    std::chrono::milliseconds pace{150};   // L0: between two beats of a lesson
    std::chrono::seconds lease{10};        // a producer that is silent this long is taken over
    std::chrono::milliseconds coalesce{40};
    std::chrono::milliseconds patience{8'000};  // the longest silence of a model before the course's own words go on
    double abstain_below = 0;              // 0: the fitted threshold
};

class Tutor {
public:
    Tutor(db::Database& database, library::Library& library, models::Models& models, bus::Signal& signal, pool::Pool& cpu,
          boost::asio::any_io_executor executor, Config config);
    ~Tutor();
    // Starts the watch over turns whose producer died.
    void start();
    void stop();

    struct State;
    State& state() { return *state_; }

private:
    std::shared_ptr<State> state_;
};

// What becomes of lessons, checks and questions is stored in `records` as the statements of docs/xapi-profile.md, each once, soon
// after it happened. `home_page` is that of the store. Before `bus` starts.
void record(bus::Bus& bus, library::Library& library, lrs::Lrs& records, const std::string& home_page);

// Has the pieces of finished texts deleted an hour later, on a schedule.
void tend(jobs::Jobs& jobs, Tutor& tutor);

// What a person who had a lesson in the last two weeks could go on with, though they have finished none since `since`: the newest that is open,
// else one that was finished before. nullopt for everybody else.
struct LessonToday {
    std::string id, title;
    bool open = false;
};
Task<std::optional<LessonToday>> lesson_today(db::Database& database, OrgId org, UserId user, timing::Micros since);

// Lessons, answers, plans and conversations of one person go to another: for identity::Accounts. Statements in the record store keep their actor.
void adopt(db::Transaction& tx, const OrgId& org, const UserId& from, const UserId& to);

// Lessons, questions, answers and plans of a person.
identity::PrivacyPart privacy_part(Tutor& tutor);

// Every route of docs/api.md under Plan and lesson, Streams, Ask.
void mount(http::Router& router, Tutor& tutor);

}  // namespace tutor
