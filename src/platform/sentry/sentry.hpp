#pragma once
#include <memory>
#include <string>

#include "platform/client/client.hpp"

// Tells an error tracker that speaks Sentry's envelopes (Sentry, GlitchTip, Bugsink) what went wrong inside (PLT-11).
namespace sentry {

struct Config {
    std::string dsn;  // https://KEY@HOST[/PATH]/PROJECT; empty: nobody is told
    std::string environment = "production";
    std::string release;
};

// From start() on, each line of the log at level error is sent as an event: its name, route, code and trace, its other fields without what might be
// personal, and the stack where the exception that is being handled was thrown. Nothing of the person or the request goes along. The same
// line of the same route is sent at most once in ten seconds, with how often it came; of what waits a hundred at most. What the tracker does
// not take is tried twice more and dropped; the log has it all.
class Reporter {
public:
    // Error(invalid) for a DSN that is none. `client` outlives this, up to stop().
    Reporter(client::Client& client, const Config& config);
    ~Reporter();
    void start();
    void stop();  // sends what waits, for two seconds at most; blocking

private:
    struct State;
    std::shared_ptr<State> state_;  // null without a DSN
};

}  // namespace sentry
