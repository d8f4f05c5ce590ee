#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "platform/client/feed.hpp"

// Sends the spans of traces to a collector, by OTLP 1.x over HTTP in JSON.
namespace otlp {

// Settings by their names in the OpenTelemetry specification.
struct Config {
    std::string endpoint;         // OTEL_EXPORTER_OTLP_ENDPOINT: a base URL, below which traces go to /v1/traces
    std::string traces_endpoint;  // OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: the place itself; both empty: nothing is collected
    std::string headers;          // OTEL_EXPORTER_OTLP_HEADERS: NAME=VALUE with commas between, values percent-encoded; may hold secrets
    std::string service = "omnitutor";         // OTEL_SERVICE_NAME
    double ratio = 1;                          // OTEL_TRACES_SAMPLER_ARG: of traces that begin here; a caller's decision stands
    std::chrono::milliseconds gather{5'000};   // OTEL_BSP_SCHEDULE_DELAY
    std::string version, environment;
};

// Whether spans go anywhere.
inline bool wanted(const Config& config) { return !config.endpoint.empty() || !config.traces_endpoint.empty(); }

// From start() on every sampled span is sent, gathered by time and by 512. 2,048 wait at most; of more the oldest are dropped, and what the collector does not
// take in five tries (429, 502, 503, 504 or no answer; Retry-After is heeded) or refuses: no request waits for any of it.
class Exporter {
public:
    // Error(invalid) for settings that do not fit. `client` outlives this, up to stop().
    Exporter(client::Client& client, const Config& config);
    ~Exporter();
    void start();
    void stop();  // sends what waits, for two seconds at most; blocking
    // nullopt: nothing is sent anywhere.
    std::optional<client::FeedAccount> account() const;

private:
    std::shared_ptr<client::Feed> feed_;  // null without an endpoint
    double ratio_;
};

// Sends nothing, to see whether the collector would take it: "" or why not. Blocking, ten seconds at most.
std::string try_collector(client::Client& client, const Config& config);

}  // namespace otlp
