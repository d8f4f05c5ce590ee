#pragma once
#include "lrs/pipeline.hpp"
#include "lrs/pipeline/etl.hpp"
#include "lrs/pipeline/loops.hpp"
#include "lrs/pipeline/worker.hpp"

namespace lrs {

struct Pipeline::State {
    State(Lrs& lrs, db::Database& database, pool::Pool& cpu, boost::asio::any_io_executor executor, PipelineConfig config);

    Lrs& lrs;
    db::Database& database;
    db::Database* replica = nullptr;
    PipelineConfig config;
    Etl etl;
    Queue queue;
    DeadLetters letters;
    Worker worker;
    Loops loops;

    void start();
    Task<void> enter_stored_keys();
    Task<void> stream_etl();
    Task<void> stream_sums();
    Task<void> repeat_etl();
};

// Routes, by file.
void mount_last_statement(http::Router& router, Pipeline& pipeline);
void mount_debugging(http::Router& router, Pipeline& pipeline);
void mount_queue(http::Router& router, Pipeline& pipeline);
void mount_reports(http::Router& router, Pipeline& pipeline);

}  // namespace lrs
