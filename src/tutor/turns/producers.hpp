#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "tutor/turns/pen.hpp"

namespace tutor {

// The turns this process writes. Producing goes on whether or not anybody watches; it ends with exactly one terminal event.
class Producers : public std::enable_shared_from_this<Producers> {
public:
    // Writes a turn, from its beginning or after what is already stored. Returns how it ended; what it throws makes the turn `failed`,
    // except Error(unavailable) and Error(timeout), which leave it to be taken over.
    using Produce = std::function<Task<Ending>(Turn, std::shared_ptr<Pen>)>;

    Producers(TurnLog& log, boost::asio::any_io_executor executor) : log_(log), executor_(std::move(executor)) {}

    void set(TurnKind kind, Produce produce) { produce_[kind] = std::move(produce); }

    // Stores a new turn and starts writing it. Throws Error(unavailable) once the process shuts down.
    Task<void> begin(Turn turn, TurnLog::Also also = {});
    // Goes on with a turn that had ended early; false when it runs or is done.
    Task<bool> reopen(Turn turn, Draft first);
    // Takes a turn over whose holder is gone; closes it as `interrupted` when taking over keeps failing.
    Task<void> adopt(Turn turn);
    // Tells the producer of a stopped turn, when it is here.
    void stopped(const TurnId& turn);

    bool writes(const TurnId& turn) const;
    std::size_t count() const;
    // From now on nothing begins, and what runs gives up at its next step.
    void shut_down();

private:
    bool enter(const TurnId& turn);
    void leave(const TurnId& turn);
    void start(Turn turn, Lease lease);
    Task<void> start_fresh(Turn turn, Lease lease);
    static Task<void> run(std::shared_ptr<Producers> self, Turn turn, std::shared_ptr<Pen> pen);
    Task<std::optional<Ending>> ending(Turn turn, std::shared_ptr<Pen> pen);
    Task<void> adopt_entered(Turn turn);

    TurnLog& log_;
    boost::asio::any_io_executor executor_;
    std::map<TurnKind, Produce> produce_;
    mutable std::mutex mutex_;
    std::map<TurnId, std::shared_ptr<Pen>> pens_;  // null while the turn is being stored or claimed
    bool shut_ = false;
};

}  // namespace tutor
