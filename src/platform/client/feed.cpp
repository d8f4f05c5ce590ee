#include "platform/client/feed.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "platform/log/log.hpp"
#include "platform/run.hpp"

namespace client {

using namespace std::chrono_literals;

namespace {
constexpr auto patience = 10s;
constexpr auto farewell = 2s;

metrics::Counter& items(const FeedRules& rules, std::string_view outcome) {
    return metrics::counter(rules.name + '_' + rules.what + "_total", rules.help, fmt::format("outcome=\"{}\"", outcome));
}

bool is_taken(const std::expected<Response, TransferError>& answer) { return answer && answer->status / 100 == 2; }

std::string reason_of(const std::expected<Response, TransferError>& answer) {
    return answer ? fmt::format("it answers {}", answer->status) : answer.error().detail;
}

bool is_among(const std::vector<int>& statuses, int status) { return statuses.empty() || std::ranges::find(statuses, status) != statuses.end(); }
}  // namespace

Feed::Feed(Client& client, FeedRules rules)
    : client_(client), rules_(std::move(rules)), sent_(items(rules_, "sent")), dropped_(items(rules_, "dropped")) {}
Feed::~Feed() { stop(); }

void Feed::start() {
    const std::lock_guard lock(mutex_);
    running_ = true;
    thread_ = std::thread([this] { run(); });
}

// Who waits is woken by the first item, and by that which makes a request full: between them it has nothing to do.
void Feed::add(std::string item) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= rules_.most_waiting) {
        waiting_.pop_front();
        dropped_.add();
        ++dropped_here_;
    }
    waiting_.push_back(std::move(item));
    if (waiting_.size() == 1 || waiting_.size() == rules_.most_at_once) wake_.notify_all();
}

void Feed::stop() {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
    if (!thread_.joinable()) return;
    over_.wait_for(lock, farewell, [this] { return !running_; });
    lock.unlock();
    gone_.request_stop();
    thread_.join();
}

FeedAccount Feed::account() const {
    const std::lock_guard lock(mutex_);
    return {sent_here_, dropped_here_, last_error_};
}

void Feed::run() {
    while (!gone_.stop_requested()) {
        auto items = take();
        if (items.empty()) break;
        send(std::move(items));
    }
    std::unique_lock lock(mutex_);
    const auto left = static_cast<std::int64_t>(waiting_.size());
    waiting_.clear();
    running_ = false;
    over_.notify_all();
    lock.unlock();
    if (left > 0) given_up("the program ends", 0, left);
}

// Nothing: it is over.
std::vector<std::string> Feed::take() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (rules_.gather > 0ms) wake_.wait_for(lock, rules_.gather, [this] { return stopping_ || waiting_.size() >= rules_.most_at_once; });
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), rules_.most_at_once));
    std::vector<std::string> items(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
    waiting_.erase(waiting_.begin(), end);
    return items;
}

void Feed::send(std::vector<std::string> items) {
    const auto count = static_cast<std::int64_t>(items.size());
    auto request = rules_.pack(items);
    items.clear();
    request.response_limit = 64 << 10;
    request.stop = gone_.get_token();
    request.spans = Spans::none;  // or each would tell of the one before
    for (int attempt = 0;; ++attempt) {
        request.deadline = timing::in(patience);
        const auto answer = run_to_end(client_.fetch(request));
        const auto wait = judge(answer, attempt, count);
        if (!wait) return;
        pause(*wait);
    }
}

std::optional<std::chrono::milliseconds> Feed::judge(const std::expected<Response, TransferError>& answer, int attempt, std::int64_t items) {
    if (is_taken(answer)) {
        taken(*answer, items);
        return std::nullopt;
    }
    const bool final = gone_.stop_requested() || (answer && !is_among(rules_.again_on, answer->status));
    const auto wait = final ? std::nullopt : rules_.again.wait(attempt, answer ? &*answer : nullptr);
    if (!wait) given_up(reason_of(answer), answer ? answer->status : 0, items);
    return wait;
}

void Feed::taken(const Response& answer, std::int64_t items) {
    const auto refused = rules_.refused ? std::clamp<std::int64_t>(rules_.refused(answer), 0, items) : 0;
    if (refused > 0) given_up("it refused a part", answer.status, refused);
    sent_.add(static_cast<double>(items - refused));
    sent_here_ += items - refused;
    if (refused > 0) return;
    const std::lock_guard lock(mutex_);
    last_error_.clear();
}

void Feed::given_up(const std::string& why, int status, std::int64_t items) {
    dropped_.add(static_cast<double>(items));
    dropped_here_ += items;
    logging::warn(rules_.name + ".not_sent", {{"reason", why}, {"status", std::int64_t{status}}, {rules_.what, items}});
    const std::lock_guard lock(mutex_);
    last_error_ = why;
}

void Feed::pause(std::chrono::milliseconds span) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, gone_.get_token(), span, [] { return false; });
}

}  // namespace client
