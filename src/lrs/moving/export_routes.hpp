#pragma once
#include "lrs/movers.hpp"

namespace lrs {

// GET /v1/xapi/export
void mount_export(http::Router& router, Movers& movers);

}  // namespace lrs
