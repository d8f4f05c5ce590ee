#include "lms/lms.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "lms/launch/state.hpp"
#include "lms/privacy/privacy.hpp"
#include "platform/jobs/jobs.hpp"

namespace lms {

namespace {
// Under the event's id, so that an event that comes twice is one statement.
Task<void> record_statement(lrs::Lrs& records, bus::Event event) {
    auto payload = boost::json::parse(event.payload).as_object();
    auto statement = payload.at("statement").as_object();
    statement["id"] = event.id;
    co_await records.record(event.org, std::string(payload.at("authority").as_string()), boost::json::serialize(statement));
}
}  // namespace

Lms::Lms(db::Database& database, lrs::Lrs& records, bus::Bus& bus, pool::Pool& cpu, Config config)
    : state_(std::make_unique<State>(database, records, bus, cpu, std::move(config))) {
    records.receive(state_->guests);
    bus.subscribe("lms.record", std::string(statement_topic), [&records](bus::Event event) { return record_statement(records, std::move(event)); });
}
Lms::~Lms() = default;

void tend(jobs::Jobs& jobs, Lms& lms) {
    auto& courses = lms.state().courses;
    jobs.add({.name = "lms.remove_abandoned", .cron = "34 * * * *"}, [&courses](jobs::Job) { return courses.remove_abandoned(); });
}

void Lms::forget(db::Transaction& tx, const lrs::ErasedAgent& agent) const {
    const auto learner = agent.account_at(state_->home);
    if (learner) forget_learner(tx, agent.org, *learner);
}

void mount(http::Router& router, Lms& lms) {
    mount_courses(router, lms.state());
    mount_launch(router, lms.state());
    mount_content(router, lms.state());
}

}  // namespace lms
