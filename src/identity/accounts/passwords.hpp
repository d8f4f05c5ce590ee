#pragma once
#include <atomic>
#include <memory>
#include <string>

#include "platform/crypto/password.hpp"
#include "platform/pool/pool.hpp"
#include "platform/task.hpp"

namespace identity {

// Hashes passwords on a few threads of low priority, so that a hundred people who sign in at once hold up no other request. Any thread.
class Passwords {
public:
    Passwords(crypto::Argon2Cost cost, int threads);

    // A place among those who wait; taken before work that should not be begun in vain.
    class Seat {
    public:
        explicit Seat(std::atomic<int>& taken) : taken_(&taken, leave) {}

    private:
        static void leave(std::atomic<int>* taken) { taken->fetch_sub(1); }
        std::unique_ptr<std::atomic<int>, void (*)(std::atomic<int>*)> taken_;
    };
    // Throws Error(unavailable) with a time to come back when all are taken.
    Seat seat();

    Task<std::string> hash(Seat seat, std::string password);
    enum class Verdict {
        wrong,
        right,
        outdated,  // right, and the hash is of another cost than is asked now
    };
    // An empty `hash` is nobody's, and takes as long as one of somebody.
    Task<Verdict> verify(Seat seat, std::string password, std::string hash);
    void close() { pool_.close(); }

private:
    crypto::Argon2Cost cost_;
    std::string nobodys_;
    std::atomic<int> taken_ = 0;
    pool::Pool pool_;
};

}  // namespace identity
