#pragma once
#include "lrs/movers.hpp"

namespace lrs {

// /v1/xapi/imports
void mount_imports(http::Router& router, Movers& movers);

}  // namespace lrs
