#pragma once
#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "lms/package/structure.hpp"
#include "lms/session/session.hpp"

// The ids and statements that the LMS makes itself (cmi5, 9). Pure.
namespace lms {

// Ours, which never are the publisher's (8.1, 9.3.9): of the course, or of one of its units.
std::string activity_iri(std::string_view home, std::string_view course);
std::string activity_iri(std::string_view home, std::string_view course, std::string_view unit);

// What all statements of one session share.
struct Scene {
    std::string home;  // of the server: https://tutor.example
    std::string course, registration, session;
    UserId learner;
    timing::Micros at = 0;
};

boost::json::object actor_of(const std::string& home, const UserId& learner);

// 9.3.1, with the extensions of 9.6.3.
struct Launched {
    LaunchMode mode = LaunchMode::Normal;
    std::string url;  // without the launch parameters
};
boost::json::object launched(const Scene& scene, const Unit& au, const Launched& launch);
// 9.3.6; `span` from the launch to the last statement of the AU.
boost::json::object abandoned(const Scene& scene, const Unit& au, timing::Micros span);
// 9.3.7
boost::json::object waived(const Scene& scene, const Unit& au, std::string_view reason);
// 9.3.9: of a block, or of `whole_course`.
boost::json::object satisfied(const Scene& scene, const Structure& structure, std::string_view unit);

// The state document "LMS.LaunchData" (10).
std::string launch_data(const Scene& scene, const Unit& au, LaunchMode mode, const std::string& return_url);

}  // namespace lms
