#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lrs/lrs.hpp"
#include "lrs/statement/version.hpp"
#include "platform/client/client.hpp"
#include "platform/stream/stream.hpp"

namespace lrs {

// Who queued statements, which is all that storing them later needs to know.
struct Sent {
    OrgId org;
    std::string sender;  // the id of the key, or of an issuer's client: the authority of what it sends
    std::string issuer = {}, acted_for = {};  // of a bearer token, see Credential
    bool may_define = true;
    Version version = Version::v2_0_0;
};

// Statements as they wait in a stream: a line of JSON that says who sent them, then a JSON array.
struct Queued {
    Sent sent;
    std::vector<std::string> statements;
    std::string door_time;  // the timestamp that the door gave to those without one; "" when it gave none
};
std::string to_payload(const Queued& queued);
Queued from_payload(std::string_view payload);

// What the door lets in. Each statement has an id and a timestamp, so that storing it again changes nothing.
struct Admitted {
    std::vector<std::string> statements, ids;
    std::string door_time;
};
// One statement or an array of them that look like some: objects with actor, verb and object, ids that are UUIDs, no id twice,
// none larger than `limit`. All other rules are the worker's. Throws Error(invalid, too_large).
Admitted admit(std::string_view body, std::size_t limit, timing::Micros now);
// The statement as it came, but for an id.
std::string without_door_time(std::string text, std::string_view door_time);

// Where queued statements wait: in the broker, if there is one, and in the embedded log while it is away or for what it cannot
// hold. Both are read, so nothing has to be carried over when the broker is back.
class Queue {
public:
    // `broker` may be null.
    Queue(std::unique_ptr<stream::Stream> embedded, std::unique_ptr<stream::Stream> broker)
        : embedded_(std::move(embedded)), broker_(std::move(broker)) {}

    // Resumes when the statements are durable.
    Task<void> put(Queued queued);
    // Where its streams end now; and whether anything up to there is not stored yet. Throw Error(unavailable) while the broker is away.
    struct Ends {
        std::string embedded, broker;
    };
    Task<Ends> ends();
    Task<bool> waits_up_to(Ends ends);
    stream::Stream& embedded() { return *embedded_; }
    stream::Stream* broker() { return broker_.get(); }
    void close();

private:
    Task<bool> put_to_broker(const std::vector<std::string>& payloads);

    std::unique_ptr<stream::Stream> embedded_, broker_;
    client::CircuitBreaker breaker_{1, std::chrono::milliseconds(1'000)};
};

}  // namespace lrs
