#pragma once
#include <string_view>

// The words of the profile (docs/xapi-profile.md).
namespace tutor::vocabulary {

struct Verb {
    std::string_view topic, id, display;
};
// The verb of a topic; nullptr when events of this topic make no statement.
const Verb* verb_of(std::string_view topic);

inline constexpr std::string_view course_type = "http://adlnet.gov/expapi/activities/course";
inline constexpr std::string_view lesson_type = "http://adlnet.gov/expapi/activities/lesson";
inline constexpr std::string_view question_type = "http://adlnet.gov/expapi/activities/question";
inline constexpr std::string_view interaction_type = "http://adlnet.gov/expapi/activities/cmi.interaction";
inline constexpr std::string_view profile_type = "http://adlnet.gov/expapi/activities/profile";

inline constexpr std::string_view progress = "https://w3id.org/xapi/cmi5/result/extensions/progress";
inline constexpr std::string_view mastery_score = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";

}  // namespace tutor::vocabulary
