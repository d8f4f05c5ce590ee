#pragma once
#include <string_view>

namespace http {

class Router;

// Adds GET /metrics, /openapi.json and /docs. The documents are made at the first request, when the table is complete.
void mount_service(Router& router, std::string_view version);

}  // namespace http
