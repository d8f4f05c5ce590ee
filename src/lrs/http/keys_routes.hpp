#pragma once
#include "lrs/lrs.hpp"

namespace lrs {

// /v1/xapi/keys: administrators make, list and revoke Basic credentials.
void mount_keys(http::Router& router, Lrs& lrs);

}  // namespace lrs
