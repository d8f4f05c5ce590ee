#include <array>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "lrs/http/state.hpp"
#include "lrs/pipeline/state.hpp"
#include "lrs/store/key_tail.hpp"
#include "platform/error.hpp"
#include "platform/metrics/metrics.hpp"

namespace lrs {

using namespace std::chrono_literals;

namespace {
constexpr auto gather = 40ms;  // between two batches that are not full, so that few statements do not cost a commit each
constexpr std::size_t few_statements = 1000;  // of a batch that is not full
constexpr auto gather_keys = 250ms;
constexpr std::size_t enough_keys = 16'384;  // statements: those of a round share pages of the index, but every reader reads what waits
constexpr int most_turns = 8;                // of gathering, when there is much to enter
constexpr auto gather_sums = 2000ms, gather_few_sums = 200ms;  // a sum is written once a turn, however many statements add to it
constexpr std::size_t many_rows = 65'536;  // of a whole turn of the sums
constexpr auto idle = 1s;  // how often the ETL looks without being woken: another process may have stored

void check_mode(const std::string& mode) {
    constexpr std::array<std::string_view, 4> modes{"streaming", "incremental", "both", "off"};
    if (std::ranges::find(modes, mode) == modes.end()) throw Error(ErrorCode::invalid, "ETL_MODE: streaming, incremental, both or off expected");
}

metrics::Gauge& lag_gauge() { return metrics::gauge("lrs_etl_lag_seconds", "Age of the oldest statement that is not in statements_flat yet"); }

// How many it did; none when it failed: what it left undone is tried again at the next turn.
Task<std::size_t> attempt(Task<std::size_t> work) {
    try {
        co_return co_await std::move(work);
    } catch (const Error&) {
        // Logged by the database.
    } catch (const std::exception& failure) {
        logging::error("lrs.etl_failed", {{"reason", std::string(failure.what())}});
    }
    co_return 0;
}
}  // namespace

Pipeline::State::State(Lrs& lrs, db::Database& database, pool::Pool& cpu, boost::asio::any_io_executor executor, PipelineConfig given)
    : lrs(lrs),
      database(database),
      config(std::move(given)),
      etl(database, cpu, &lrs.state().fresh),
      queue(stream::open_embedded(database, "xapi", config.stream.lease), stream::open_broker(config.stream, "xapi")),
      letters(database),
      worker(lrs.state(), letters, cpu),
      loops(std::move(executor)) {
    check_mode(config.etl_mode);
    lrs.state().after_commit["pipeline"] = [this] { loops.signal().notify("stored"); };
}

void Pipeline::State::start() {
    loops.run("lrs.queue", worker.consume(queue.embedded(), "embedded", loops));
    if (queue.broker()) loops.run("lrs.queue_broker", worker.consume(*queue.broker(), "broker", loops));
    loops.run("lrs.keys", enter_stored_keys());
    const auto& mode = config.etl_mode;
    if (mode == "streaming" || mode == "both") {
        lrs.state().fresh.open();
        loops.run("lrs.etl", stream_etl());
        loops.run("lrs.sums", stream_sums());
    }
    if (mode == "incremental" || mode == "both") loops.run("lrs.etl_incremental", repeat_etl());
}

Task<void> Pipeline::State::enter_stored_keys() {
    while (!loops.stopping()) {
        const auto ticket = loops.signal().ticket("stored");
        const auto entered = co_await attempt(enter_keys(database));
        lrs.state().tail.entered(entered);
        if (entered == 0) co_await loops.signal().wait("stored", ticket, timing::in(idle));
        for (int turns = entered < few_statements ? 1 : most_turns; turns > 0 && lrs.state().tail.waiting() < enough_keys; --turns) co_await loops.pause(gather_keys);
    }
}

Task<void> Pipeline::State::stream_etl() {
    while (!loops.stopping()) {
        const auto ticket = loops.signal().ticket("stored");
        const auto moved = co_await attempt(etl.advance());
        const auto behind = etl.behind_since();
        lag_gauge().set(behind == 0 ? 0 : static_cast<double>(timing::now() - behind) / 1e6);
        if (moved > 0) loops.signal().notify("flat");
        if (moved == 0) co_await loops.signal().wait("stored", ticket, timing::in(idle));
        if (moved < few_statements) co_await loops.pause(gather);
    }
}

Task<void> Pipeline::State::stream_sums() {
    while (!loops.stopping()) {
        const auto ticket = loops.signal().ticket("flat");
        const auto summed = co_await attempt(etl.sum_rows());
        if (summed == 0) co_await loops.signal().wait("flat", ticket, timing::in(idle));
        if (summed < many_rows) co_await loops.pause(summed < few_statements ? gather_few_sums : gather_sums);
    }
}

Task<void> Pipeline::State::repeat_etl() {
    while (!loops.stopping()) {
        co_await loops.pause(config.etl_interval);
        if (!loops.stopping()) co_await attempt(etl.catch_up());
    }
}

Pipeline::Pipeline(Lrs& lrs, db::Database& database, pool::Pool& cpu, boost::asio::any_io_executor executor, PipelineConfig config)
    : state_(std::make_unique<State>(lrs, database, cpu, std::move(executor), std::move(config))) {}
Pipeline::~Pipeline() {
    stop();
    state_->queue.close();
    state_->lrs.state().after_commit.erase("pipeline");
}
void Pipeline::read_reports_from(db::Database& replica) { state_->replica = &replica; }
void Pipeline::start() { state_->start(); }
void Pipeline::stop() { state_->loops.stop(); }

void mount(http::Router& router, Pipeline& pipeline) {
    mount_last_statement(router, pipeline);
    mount_debugging(router, pipeline);
    mount_queue(router, pipeline);
    mount_reports(router, pipeline);
}

namespace {
Task<std::size_t> bring_up_to_date(Etl& etl, Check check) {
    if (check == Check::everything) co_await etl.forget_checks();
    co_return co_await etl.catch_up();
}
}  // namespace

std::size_t run_incremental_etl(db::Database& database, pool::Pool& cpu, Check check) {
    Etl etl(database, cpu);
    boost::asio::io_context context;
    std::exception_ptr failure;
    std::size_t written = 0;
    boost::asio::co_spawn(context, bring_up_to_date(etl, check), [&](std::exception_ptr thrown, std::size_t count) {
        failure = thrown;
        written = count;
    });
    context.run();
    if (failure) std::rethrow_exception(failure);
    return written;
}

}  // namespace lrs
