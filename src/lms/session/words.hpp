#pragma once
#include <string_view>

// The words of the standard in statements (cmi5, 9).
namespace lms::words {

inline constexpr std::string_view adl_verbs = "http://adlnet.gov/expapi/verbs/", adl_profile_verbs = "https://w3id.org/xapi/adl/verbs/";
inline constexpr std::string_view voided = "http://adlnet.gov/expapi/verbs/voided";

inline constexpr std::string_view cmi5_category = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
inline constexpr std::string_view move_on_category = "https://w3id.org/xapi/cmi5/context/categories/moveon";
inline constexpr std::string_view block_type = "https://w3id.org/xapi/cmi5/activitytype/block";
inline constexpr std::string_view course_type = "https://w3id.org/xapi/cmi5/activitytype/course";

inline constexpr std::string_view session_id = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
inline constexpr std::string_view mastery_score = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
inline constexpr std::string_view launch_mode = "https://w3id.org/xapi/cmi5/context/extensions/launchmode";
inline constexpr std::string_view launch_url = "https://w3id.org/xapi/cmi5/context/extensions/launchurl";
inline constexpr std::string_view move_on = "https://w3id.org/xapi/cmi5/context/extensions/moveon";
inline constexpr std::string_view launch_parameters = "https://w3id.org/xapi/cmi5/context/extensions/launchparameters";
inline constexpr std::string_view reason = "https://w3id.org/xapi/cmi5/result/extensions/reason";

}  // namespace lms::words
