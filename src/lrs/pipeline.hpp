#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "lrs/lrs.hpp"
#include "platform/pool/pool.hpp"
#include "platform/stream/stream.hpp"

// What happens to statements before and after the store: the queue door, the ETL into statements_flat, reports.
namespace lrs {

struct PipelineConfig {
    std::string etl_mode = "both";  // streaming, incremental, both or off
    std::chrono::milliseconds etl_interval{120'000};  // between two runs of the incremental ETL
    stream::Config stream;  // where queued statements wait; without a broker in the database
};

// One object serves all requests. `lrs`, `database` and `cpu` outlive it; so do the event loops of `executor`, until stop().
class Pipeline {
public:
    // Throws Error(invalid) for an unknown mode.
    Pipeline(Lrs& lrs, db::Database& database, pool::Pool& cpu, boost::asio::any_io_executor executor, PipelineConfig config);
    ~Pipeline();
    // A replica that reports are read from while it answers; outlives this. Before requests come.
    void read_reports_from(db::Database& replica);
    void start();
    // Ends what runs in the background; requests are still answered. Blocking, while the event loops run.
    void stop();

    struct State;
    State& state() { return *state_; }

private:
    std::unique_ptr<State> state_;
};

// /v1/xapi/queue for xAPI keys; for administrators /v1/xapi/dead-letters, /v1/xapi/reports/… and /v1/debug/{last-statement, recent-completions, raw-json}.
void mount(http::Router& router, Pipeline& pipeline);

enum class Check { what_is_new, everything };
// The `etl --incremental` command: brings statements_flat up to date beside whoever else does, and says how many rows it wrote.
// Blocking.
std::size_t run_incremental_etl(db::Database& database, pool::Pool& cpu, Check check);

}  // namespace lrs
