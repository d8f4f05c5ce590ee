#pragma once
#include "platform/http/router.hpp"
#include "tutor/core/state.hpp"

namespace tutor {

void mount_lessons(http::Router& router, Room& room);

}  // namespace tutor
