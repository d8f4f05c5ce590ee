#pragma once
#include "lrs/lrs.hpp"

namespace lrs {

// /v1/admin/statements: administrators read the statements of their organisation by their session, as a key of scope all/read would.
void mount_browsing(http::Router& router, Lrs& lrs);

}  // namespace lrs
