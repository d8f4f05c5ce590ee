#pragma once
#include "lrs/http/state.hpp"
#include "lrs/pipeline/dead_letters.hpp"
#include "lrs/pipeline/loops.hpp"
#include "lrs/pipeline/queue.hpp"

namespace lrs {

// Stores what waits in a stream, by the rules and the code of POST statements; what is refused becomes a dead letter. An entry
// is acknowledged when each of its statements is one or the other, so a crash on the way only repeats what changes nothing.
class Worker {
public:
    // All outlive it; one object may serve several streams.
    Worker(Lrs::State& lrs, DeadLetters& letters, pool::Pool& cpu) : lrs_(lrs), letters_(letters), cpu_(cpu) {}

    // Until the loops stop. `name` is the stream's in metrics.
    Task<void> consume(stream::Stream& stream, std::string name, Loops& loops);
    // Stores the statements of these entries. Throws Error(unavailable) when they are to come again.
    Task<void> process(const std::vector<stream::Entry>& entries);

private:
    // Statements of one sender that are stored or refused together, and again one by one when one is at fault.
    struct Lot {
        Sent sent;
        std::vector<std::string> texts;
        Batch batch;
        std::string door_time;
    };
    struct Work {
        std::vector<Lot> lots;
        std::vector<DeadLetter> refused;
    };
    Work prepare_entries(const std::vector<stream::Entry>& entries) const;
    void prepare_entry(Work& work, const stream::Entry& entry) const;
    std::optional<Prepared> prepare_statement(Work& work, const Sent& sent, const Sender& sender, const std::string& text) const;
    Task<std::vector<std::exception_ptr>> store(std::vector<Lot>& lots);
    static std::vector<Lot> one_by_one(Lot lot);
    Task<bool> is_known(const Lot& lot) const;

    Lrs::State& lrs_;
    DeadLetters& letters_;
    pool::Pool& cpu_;
};

}  // namespace lrs
