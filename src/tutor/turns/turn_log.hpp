#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/bus/bus.hpp"
#include "platform/db/database.hpp"
#include "tutor/turns/tail.hpp"
#include "tutor/turns/turn.hpp"

namespace tutor {

// The right to write a turn: valid while the turn runs and nobody else took it over. Stands in every write of the producer.
struct Lease {
    OrgId org;
    TurnId turn;
    std::string holder;
    std::int64_t epoch = 0;
};

// Turns and their events as rows. An event is numbered and stored by one transaction and handed to watchers only after its commit.
// Any thread; `database` and `signal` outlive it.
class TurnLog {
public:
    // More rows that belong to the events, written in their transaction.
    using Also = std::function<void(db::Transaction&)>;
    // Asked in the transaction that ends a turn or lets it go on, with the turn as it is after it.
    using Changed = std::function<void(db::Transaction&, const Turn&)>;

    TurnLog(db::Database& database, bus::Signal& signal, std::string holder, std::chrono::seconds lease, Changed changed = {});

    const std::string& holder() const { return holder_; }

    // Stores a running turn held by this process.
    Task<Lease> open(Turn turn, Also also = {});
    Task<std::optional<Turn>> find(OrgId org, TurnId id);
    // At most `limit` events with greater numbers, oldest first.
    Task<std::vector<Event>> events_after(OrgId org, TurnId id, std::int64_t seq, int limit);
    Task<std::vector<Event>> all_events(OrgId org, TurnId id);

    // Writes the next events and renews the lease; with another state than `running` the last draft is the terminal event.
    // False, and nothing written, when the lease is no longer valid: the turn was stopped, taken over or let go.
    Task<bool> append(Lease lease, std::vector<Draft> drafts, TurnState state = TurnState::running, Also also = {});
    // One event by somebody who is not the producer. False when the turn does not run.
    Task<bool> append_beside(OrgId org, TurnId id, Draft event, TurnState state = TurnState::running);
    // A turn that had ended early runs again, held by this process. nullopt when it runs or is done.
    Task<std::optional<Lease>> reopen(OrgId org, TurnId id, Draft first);

    Task<std::vector<Turn>> running();
    // nullopt when somebody else was quicker.
    Task<std::optional<Lease>> claim(const Turn& turn);
    Task<void> renew();
    // Lets go of everything this process holds, so that another takes over at once; its own producers cannot write any more. Blocking.
    void release_now();

    // Reads what other processes wrote into the tails that are watched here but written elsewhere.
    Task<void> refresh(std::shared_ptr<Tail> tail);
    Task<void> poll(std::function<bool(const TurnId&)> written_here);
    // Deltas of turns that ended before `before`: their beats hold the same text.
    Task<void> drop_deltas(timing::Micros before);

    Tails& tails() { return tails_; }
    bus::Signal& signal() { return signal_; }

private:
    Task<void> tell(TurnId id, std::vector<Event> events);
    Task<void> poll_org(OrgId org, std::vector<std::shared_ptr<Tail>> tails);
    timing::Micros lease_end() const;

    db::Database& database_;
    bus::Signal& signal_;
    const std::string holder_;
    const std::chrono::microseconds lease_;
    const Changed changed_;
    Tails tails_;
};

}  // namespace tutor
