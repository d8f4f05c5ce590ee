#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "lrs/movers.hpp"
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

// Learning management: imported course packages (cmi5 "Quartz", 1st edition), their launch, and what becomes of it.
namespace lms {

struct Config {
    std::string home_page;   // as lrs::Config::home_page: names learners and activities
    std::string public_url;  // OT_PUBLIC_URL: where browsers find this server; empty: as the request names it
    std::string content_origin;  // OT_CONTENT_ORIGIN: another address of this server, for the files of packages only; empty: a sandbox
    std::size_t upload_limit = 200u << 20;  // bytes of one package
    std::chrono::hours session_life{24};    // how long after its launch a unit may still send statements
};

// One object serves all requests; what it is made of outlives it. Lets the units it launches into `records`, and has `bus` bring there
// what it says itself: make it before the bus starts.
class Lms {
public:
    Lms(db::Database& database, lrs::Lrs& records, bus::Bus& bus, pool::Pool& cpu, Config config);
    ~Lms();

    // For Movers::on_erased: the learner's registrations, sessions and progress go; units that are open lose their credentials.
    void forget(db::Transaction& tx, const lrs::ErasedAgent& agent) const;

    struct State;
    State& state() { return *state_; }

private:
    std::unique_ptr<State> state_;
};

// What is kept of a learner here. A course that a person imported stays when they go, and belongs to nobody.
identity::PrivacyPart privacy_part(db::Database& database);

// Has what an import or a removal that died left behind removed, on a schedule.
void tend(jobs::Jobs& jobs, Lms& lms);

// /v1/cmi5/courses and what belongs to them, /v1/cmi5/fetch/{token} for launched units, /cmi5/{key}/… for the files of packages.
void mount(http::Router& router, Lms& lms);

}  // namespace lms
