#include "lrs/erasure/erasure_job.hpp"

#include <limits>

#include "platform/crypto/crypto.hpp"
#include "platform/db/wal.hpp"

namespace lrs {

using namespace std::chrono_literals;

ErasureJob::ErasureJob(Lrs::State& lrs, Queue& queue, boost::asio::any_io_executor executor, Erasures& erasures)
    : lrs_(lrs),
      queue_(queue),
      erasures_(erasures),
      jobs_("lrs.erasures", std::move(executor), [this](timing::Micros) { return find_due(); }, [this](Jobs::Piece piece) { return run(std::move(piece)); },
            [this] { return erasures_.keep(); }) {}

Task<std::vector<Jobs::Piece>> ErasureJob::find_due() {
    std::vector<Jobs::Piece> due;
    for (const auto& erasure : co_await erasures_.due()) due.push_back({erasure.org, erasure.id});
    co_return due;
}

Task<ErasedBatch> ErasureJob::erase_some(Erasure erasure, timing::Micros after) {
    co_return co_await lrs_.database.transact([erasure = std::move(erasure), after, home_page = lrs_.config.home_page](db::Transaction& tx) {
        return erase_batch(tx, erasure, after, home_page);
    });
}

// nullopt when the process stops.
Task<std::optional<Erasure>> ErasureJob::erase_stored(Erasure erasure) {
    ErasedBatch batch{std::move(erasure), std::numeric_limits<timing::Micros>::min()};
    while (batch.last) {
        if (jobs_.stop_token().stop_requested()) co_return std::nullopt;
        const auto told = batch.erasure.told;
        batch = co_await erase_some(std::move(batch.erasure), *batch.last);
        if (batch.erasure.told > told) on_told_();
    }
    co_return std::move(batch.erasure);
}

// False when the process stops before.
Task<bool> ErasureJob::until_stored(Queue::Ends ends) {
    while (co_await queue_.waits_up_to(ends)) {
        if (jobs_.stop_token().stop_requested()) co_return false;
        co_await jobs_.rest(100ms);
    }
    co_return true;
}

Task<void> ErasureJob::run(Jobs::Piece piece) {
    auto claimed = co_await erasures_.claim(piece.org, piece.id);
    if (!claimed) co_return;
    // Saved with the first statement that gets it.
    if (claimed->pseudonym.empty()) claimed->pseudonym = "pseudonym-" + crypto::random_hex(16);
    auto erased = co_await erase_stored(*claimed);
    if (!erased) co_return;
    // What was taken before the erasure and is not stored yet is erased when it is; a broker that is away has to come back first.
    if (!co_await until_stored(co_await queue_.ends())) co_return;
    erased = co_await erase_stored(std::move(*erased));
    if (erased) co_await finish(std::move(*erased));
}

Task<void> ErasureJob::finish(Erasure erasure) {
    co_await lrs_.database.transact([erasure = std::move(erasure), &hooks = hooks_](db::Transaction& tx) { finish_erasure(tx, erasure, hooks); });
    lrs_.known.forget();
    co_await db::empty_wal(lrs_.database);
}

}  // namespace lrs
