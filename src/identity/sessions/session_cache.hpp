#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "identity/identity.hpp"

namespace identity {

// Sessions read a moment ago, by the hash of their token, so that a request costs no database round trip. Short-lived, because
// another process may end or change a session; bounded. Any thread.
class SessionCache {
public:
    std::optional<Session> find(const std::string& token_hash);
    void put(const std::string& token_hash, const Session& session);
    void forget(const std::string& token_hash);

private:
    struct Entry {
        Session session;
        timing::Deadline fresh_until;
    };
    using Generation = std::unordered_map<std::string, Entry>;

    std::mutex mutex_;
    // When the young generation is full it becomes the old one, and the old one is let go.
    Generation young_, old_;
};

}  // namespace identity
