#pragma once
#include "lrs/erasure/erasure_job.hpp"
#include "lrs/forwarding/forwarder.hpp"
#include "lrs/http/state.hpp"
#include "lrs/movers.hpp"
#include "lrs/moving/pull.hpp"

namespace lrs {

struct Movers::State {
    State(Lrs& lrs, Queue& queue, identity::Vault& vault, client::Client& client, boost::asio::any_io_executor executor, MoversConfig config);
    ~State();

    Lrs::State& lrs;
    MoversConfig config;
    Movers::Permits train_permits;
    Forwards forwards;
    Forwarder forwarder;
    Imports imports;
    Puller puller;
    Erasures erasures;
    ErasureJob erasure_job;
};

}  // namespace lrs
