#pragma once
#include "lrs/erasure/eraser.hpp"
#include "lrs/http/state.hpp"
#include "lrs/jobs/jobs.hpp"
#include "lrs/pipeline/queue.hpp"

namespace lrs {

// Carries erasures out batch by batch; one that was cut off goes on with what is left.
class ErasureJob {
public:
    ErasureJob(Lrs::State& lrs, Queue& queue, boost::asio::any_io_executor executor, Erasures& erasures);
    void on_erased(OnErased hook) { hooks_.push_back(std::move(hook)); }
    void on_told(std::function<void()> hook) { on_told_ = std::move(hook); }  // there are notices for targets; before start()
    void start() { jobs_.start(); }
    void wake() { jobs_.wake(); }  // an erasure was ordered
    void stop() { jobs_.stop(); }

private:
    Task<std::vector<Jobs::Piece>> find_due();
    Task<void> run(Jobs::Piece piece);
    Task<std::optional<Erasure>> erase_stored(Erasure erasure);
    Task<bool> until_stored(Queue::Ends ends);
    Task<ErasedBatch> erase_some(Erasure erasure, timing::Micros after);
    Task<void> finish(Erasure erasure);

    Lrs::State& lrs_;
    Queue& queue_;
    Erasures& erasures_;
    std::vector<OnErased> hooks_;
    std::function<void()> on_told_ = [] {};
    Jobs jobs_;
};

}  // namespace lrs
