#include <algorithm>
#include <cmath>
#include <ctime>
#include <random>

#include "platform/client/client.hpp"
#include "platform/client/retry_after.hpp"

namespace client {

namespace {

using std::chrono::milliseconds;

std::optional<double> number(std::string_view text) {
    const std::string copy(text);
    char* end = nullptr;
    const double value = std::strtod(copy.c_str(), &end);
    if (copy.empty() || *end != '\0' || !std::isfinite(value)) return std::nullopt;
    return value;
}

// RFC 9110, 5.6.7: IMF-fixdate, the one form that servers still send.
std::optional<double> ms_until_date(std::string_view text) {
    std::tm parts{};
    const std::string copy(text);
    if (strptime(copy.c_str(), "%a, %d %b %Y %H:%M:%S", &parts) == nullptr) return std::nullopt;
    return double(timegm(&parts)) * 1000 - double(timing::now()) / 1000;
}

std::optional<double> asked_ms(const Response& response) {
    if (const auto text = response.header("retry-after-ms"))
        if (const auto ms = number(*text)) return ms;
    const auto text = response.header("retry-after");
    if (!text) return std::nullopt;
    if (const auto seconds = number(*text)) return *seconds * 1000;
    return ms_until_date(*text);
}

bool worth_retrying(const Response& response) {
    if (const auto said = response.header("x-should-retry")) {
        if (*said == "true") return true;
        if (*said == "false") return false;
    }
    const int status = response.status;
    return status == 408 || status == 409 || status == 429 || status >= 500;
}

double random_unit() {
    thread_local std::minstd_rand engine{std::random_device{}()};
    return std::uniform_real_distribution<>(0, 1)(engine);
}

milliseconds backoff(int attempt) {
    const double base = std::min(500.0 * std::exp2(attempt), 8'000.0);
    return milliseconds(std::lround(base * (1 - 0.25 * random_unit())));
}

}  // namespace

std::optional<milliseconds> retry_after(const Response& response, milliseconds longest) {
    const auto ms = asked_ms(response);
    if (!ms || *ms <= 0 || *ms > static_cast<double>(longest.count())) return std::nullopt;
    return milliseconds(std::lround(std::ceil(*ms)));
}

std::optional<milliseconds> RetryPolicy::wait(int attempt, const Response* response) const {
    if (attempt >= retries) return std::nullopt;
    if (response == nullptr) return backoff(attempt);
    if (!worth_retrying(*response)) return std::nullopt;
    if (const auto asked = retry_after(*response)) return asked;
    return backoff(attempt);
}

}  // namespace client
