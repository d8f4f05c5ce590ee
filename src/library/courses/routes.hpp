#pragma once
#include "library/library.hpp"

namespace library {

void mount_courses(http::Router& router, Library& library);
void mount_imports(http::Router& router, Library& library);

}  // namespace library
