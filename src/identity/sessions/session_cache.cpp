#include "identity/sessions/session_cache.hpp"

namespace identity {

namespace {
constexpr std::size_t most_in_generation = 10'000;
constexpr auto fresh_for = std::chrono::seconds(5);
}  // namespace

std::optional<Session> SessionCache::find(const std::string& token_hash) {
    const std::lock_guard lock(mutex_);
    for (const Generation* generation : {&young_, &old_}) {
        const auto found = generation->find(token_hash);
        if (found == generation->end()) continue;
        if (found->second.fresh_until < std::chrono::steady_clock::now()) return std::nullopt;
        return found->second.session;
    }
    return std::nullopt;
}

void SessionCache::put(const std::string& token_hash, const Session& session) {
    const std::lock_guard lock(mutex_);
    if (young_.size() >= most_in_generation) {
        old_ = std::move(young_);
        young_ = {};
    }
    young_.insert_or_assign(token_hash, Entry{session, timing::in(fresh_for)});
}

void SessionCache::forget(const std::string& token_hash) {
    const std::lock_guard lock(mutex_);
    young_.erase(token_hash);
    old_.erase(token_hash);
}

}  // namespace identity
