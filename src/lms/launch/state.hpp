#pragma once
#include "lms/courses/courses.hpp"
#include "lms/lms.hpp"
#include "lms/session/au_guests.hpp"

namespace lms {

struct Lms::State {
    State(db::Database& database, lrs::Lrs& records, bus::Bus& bus, pool::Pool& cpu, Config config)
        : database(database), records(records), bus(bus), config(std::move(config)), home(lrs::server_of(this->config.home_page)), courses(database, cpu),
          guests(database, records, bus, home) {
        for (auto* address : {&this->config.public_url, &this->config.content_origin})
            while (address->ends_with('/')) address->pop_back();
    }

    db::Database& database;
    lrs::Lrs& records;
    bus::Bus& bus;
    Config config;
    std::string home;  // of the server: https://tutor.example
    Courses courses;
    AuGuests guests;
};

void mount_courses(http::Router& router, Lms::State& lms);
void mount_launch(http::Router& router, Lms::State& lms);
void mount_content(http::Router& router, Lms::State& lms);

}  // namespace lms
