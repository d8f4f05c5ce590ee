#pragma once
#include <string>
#include <vector>

#include "platform/http/http.hpp"
#include "platform/otlp/otlp.hpp"

namespace otlp {

// Where spans go, and with which headers.
struct Target {
    std::string url;
    std::vector<http::Header> headers;
};
// Throws Error(invalid), which shows no value of a header. `config` names an endpoint.
Target target_of(const Config& config);

}  // namespace otlp
