#pragma once
#include <boost/json/object.hpp>
#include <string>

#include "platform/clock/clock.hpp"
#include "tutor/record/news.hpp"

// Checks in the words that xAPI took over from the SCORM data model (part 2, 2.4.4.1 and appendix C).
namespace tutor {

// The activity definition of a check; `prompt` is its language map.
boost::json::object interaction(const CheckNews& news, boost::json::object prompt);
// The learner's answer in the form of the interaction type: of a choice, the id of what was chosen.
std::string response_of(const CheckNews& news);
// An ISO 8601 duration with hundredths of a second, never negative.
std::string duration_text(timing::Micros span);

}  // namespace tutor
