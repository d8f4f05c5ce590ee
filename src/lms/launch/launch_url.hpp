#pragma once
#include <string>

#include "lms/package/structure.hpp"

namespace lms {

// The name/value pairs of 8.1.
struct LaunchParameters {
    std::string endpoint, fetch, actor, registration, activity;
};

// The absolute address of a unit: its own, or that of its file under `folder` ("https://tutor.example/cmi5/KEY/").
std::string unit_address(const Unit& au, std::string_view folder);
// The same with the parameters after the unit's own query.
std::string launch_url(const Unit& au, std::string_view folder, const LaunchParameters& parameters);

}  // namespace lms
