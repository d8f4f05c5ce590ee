#pragma once
#include <optional>
#include <string>

#include "platform/bus/bus.hpp"

namespace tutor {

// Where statements come from and what they are about, as far as an event does not say it.
struct Scene {
    std::string home;          // of the server: https://tutor.example
    std::string course_title;  // both empty when the course is gone
    std::string language;
};

// The course that an event is about; "" when no statement is made of events of this topic.
std::string course_of(const bus::Event& event);

// The statement that says what the event says (docs/xapi-profile.md). Its id is the event's, and the same event makes the same
// statement, so that recording it twice stores it once. Pure.
std::string statement_of(const bus::Event& event, const Scene& scene);

}  // namespace tutor
