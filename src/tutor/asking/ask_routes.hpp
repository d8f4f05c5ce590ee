#pragma once
#include "platform/http/router.hpp"
#include "tutor/core/state.hpp"

namespace tutor {

void mount_asking(http::Router& router, Room& room);

}  // namespace tutor
