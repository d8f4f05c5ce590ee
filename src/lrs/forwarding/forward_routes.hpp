#pragma once
#include "lrs/movers.hpp"

namespace lrs {

// /v1/xapi/forwards
void mount_forwards(http::Router& router, Movers& movers);

// A URL that an administrator enters; without a slash at its end. Error(invalid) at `pointer` when it is none, or leads where the
// configuration does not let it.
std::string checked_url(const MoversConfig& config, std::string url, const std::string& pointer);

}  // namespace lrs
