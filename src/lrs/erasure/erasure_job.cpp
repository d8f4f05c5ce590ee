#include "lrs/erasure/erasure_job.hpp"

#include <limits>

#include "lrs/sql.gen.hpp"

namespace lrs {

ErasureJob::ErasureJob(Lrs::State& lrs, boost::asio::any_io_executor executor, Erasures& erasures)
    : lrs_(lrs),
      erasures_(erasures),
      jobs_("lrs.erasures", std::move(executor), [this] { return find_due(); }, [this](Jobs::Piece piece) { return run(std::move(piece)); },
            [this] { return erasures_.keep(); }) {}

Task<std::vector<Jobs::Piece>> ErasureJob::find_due() {
    std::vector<Jobs::Piece> due;
    for (const auto& erasure : co_await erasures_.due()) due.push_back({erasure.org, erasure.id});
    co_return due;
}

Task<ErasedBatch> ErasureJob::erase_some(Erasure erasure, timing::Micros after) {
    co_return co_await lrs_.database.transact([erasure = std::move(erasure), after, home_page = lrs_.config.home_page, &hooks = hooks_](db::Transaction& tx) {
        return erase_batch(tx, erasure, after, home_page, hooks);
    });
}

Task<void> ErasureJob::run(Jobs::Piece piece) {
    const auto claimed = co_await erasures_.claim(piece.org, piece.id);
    if (!claimed) co_return;
    ErasedBatch batch{*claimed, std::numeric_limits<timing::Micros>::min()};
    while (batch.last) {
        if (jobs_.stop_token().stop_requested()) co_return;
        batch = co_await erase_some(std::move(batch.erasure), *batch.last);
    }
    co_await lrs_.database.transact([erasure = std::move(batch.erasure)](db::Transaction& tx) { finish_erasure(tx, erasure); });
    lrs_.known.forget();
    co_await clean_up();
}

// SQLite overwrites what it deletes, but older versions of pages stand in the write-ahead log until it is emptied. A reader that is
// busy keeps it from being emptied; the next checkpoint does it then.
Task<void> ErasureJob::clean_up() {
    for (int tries = 0; tries < 20; ++tries) {
        const auto rows = co_await lrs_.database.read(sql::truncate_wal);
        if (rows.empty() || rows[0].integer(0) == 0) co_return;
    }
}

}  // namespace lrs
