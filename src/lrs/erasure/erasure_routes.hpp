#pragma once
#include "lrs/movers.hpp"

namespace lrs {

// /v1/xapi/erasures
void mount_erasures(http::Router& router, Movers& movers);

}  // namespace lrs
