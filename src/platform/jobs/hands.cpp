#include "platform/jobs/hands.hpp"

#include <algorithm>

namespace jobs {

namespace {
std::string label(std::string_view kind, std::string_view more = "") { return "kind=\"" + std::string(kind) + '"' + std::string(more); }
metrics::Counter& runs(std::string_view kind, std::string_view outcome) {
    return metrics::counter("jobs_runs_total", "Runs of jobs by how they ended", label(kind, ",outcome=\"" + std::string(outcome) + '"'));
}
}  // namespace

KnownKind::KnownKind(Kind described)
    : kind(std::move(described)),
      seconds(metrics::histogram("job_run_seconds", "How long a run of a job takes", label(kind.name))),
      done(runs(kind.name, "done")),
      failed(runs(kind.name, "failed")),
      dead(runs(kind.name, "dead")) {}

void Hands::add(Kind kind) {
    const auto name = kind.name;
    if (!kinds_.try_emplace(name, std::move(kind)).second) throw std::logic_error("two kinds of jobs have one name: " + name);
}

std::size_t Hands::room() {
    const std::lock_guard lock(mutex_);
    const auto held = running_.size() + waiting_.size();
    const auto wanted = slots_ + std::exchange(ended_, 0);
    return wanted > held ? std::min(wanted - held, batch_) : 0;
}

// What waits here for a kind that is full would wait as well elsewhere, so one full kind does not fill the hands.
std::vector<std::string> Hands::kinds_with_room() {
    const std::lock_guard lock(mutex_);
    std::map<std::string_view, int> held;
    for (const auto& job : waiting_) ++held[job.kind];
    std::vector<std::string> names;
    for (const auto& [name, known] : kinds_)
        if (known.kind.at_once == 0 || known.running + held[name] < known.kind.at_once) names.push_back(name);
    return names;
}

void Hands::take(std::vector<Job> jobs) {
    const std::lock_guard lock(mutex_);
    std::ranges::move(jobs, std::back_inserter(waiting_));
}

bool Hands::may_start(const Job& job) const {
    const auto& known = kinds_.at(job.kind);
    return known.kind.at_once == 0 || known.running < known.kind.at_once;
}

std::optional<Hands::Start> Hands::next() {
    const std::lock_guard lock(mutex_);
    if (running_.size() >= slots_) return std::nullopt;
    const auto found = std::ranges::find_if(waiting_, [this](const Job& job) { return may_start(job); });
    if (found == waiting_.end()) return std::nullopt;
    Job job = std::move(*found);
    waiting_.erase(found);
    return start(std::move(job));
}

Hands::Start Hands::start(Job job) {
    auto& known = kinds_.at(job.kind);
    ++known.running;
    job.deadline = timing::in(known.kind.deadline);
    Running running{{{job.org, job.id, job.run}, job.failures, &known, job.cause, job.trace}, job.deadline, {}};
    job.stop = running.stop.get_token();
    const auto& kept = running_.emplace(key_of(running.run.key), std::move(running)).first->second;
    return {std::move(job), kept.run};
}

bool Hands::end(const RunKey& run) {
    const std::lock_guard lock(mutex_);
    const auto found = running_.find(key_of(run));
    if (found == running_.end()) return false;
    --found->second.run.kind->running;
    running_.erase(found);
    ++ended_;
    return true;
}

std::vector<Run> Hands::give_up_late() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    std::vector<Run> late;
    std::erase_if(running_, [&](auto& one) {
        if (one.second.deadline > now) return false;
        one.second.stop.request_stop();
        --one.second.run.kind->running;
        late.push_back(one.second.run);
        return true;
    });
    return late;
}

bool Hands::busy() {
    const std::lock_guard lock(mutex_);
    return !running_.empty() || !waiting_.empty();
}

void Hands::let_go() {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    for (auto& [key, running] : running_) running.stop.request_stop();
}

}  // namespace jobs
