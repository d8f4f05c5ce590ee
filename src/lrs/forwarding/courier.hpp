#pragma once
#include <chrono>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "lrs/forwarding/outgoing.hpp"
#include "platform/client/client.hpp"
#include "platform/db/database.hpp"

namespace lrs {

// What a target made of a request.
struct Verdict {
    enum class Kind {
        delivered,
        refused,    // for good: the same again would be refused again
        later,      // it is away, busy or does not let us in
        cancelled,  // we stop
    } kind = Kind::delivered;
    int status = 0;      // 0: no answer came
    std::string reason;  // for administrators
    std::optional<std::chrono::milliseconds> asked_wait;
};

// Carries requests to targets. Any thread; what it is made of outlives it.
class Courier {
public:
    Courier(db::Database& database, client::Client& client, std::chrono::milliseconds patience, std::stop_token stop)
        : database_(database), client_(client), patience_(patience), stop_(std::move(stop)) {}

    // All are taken or none is. One alone that an LRS already has, equal, counts as delivered.
    Task<Verdict> send(const Forward& forward, std::span<const Outgoing> statements);
    Task<Verdict> carry(client::Request request);

private:
    Task<client::Request> request_for(const Forward& forward, std::span<const Outgoing> statements);
    Task<bool> has_equal(const Target& target, const Outgoing& statement);

    db::Database& database_;
    client::Client& client_;
    std::chrono::milliseconds patience_;
    std::stop_token stop_;
};

}  // namespace lrs
