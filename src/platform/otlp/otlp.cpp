#include "platform/otlp/otlp.hpp"

#include <fmt/format.h>

#include "platform/id.hpp"
#include "platform/otlp/encoding.hpp"
#include "platform/otlp/target.hpp"
#include "platform/run.hpp"

namespace otlp {

using namespace std::chrono_literals;

namespace {
constexpr std::size_t most_waiting = 2048, most_at_once = 512;  // as the specification has them for its batches
constexpr int tries_again = 4;

client::Request request_to(const Target& target, std::string body) {
    return {.method = "POST", .url = target.url, .headers = target.headers, .body = std::move(body)};
}

client::FeedRules rules_of(const Config& config) {
    const Resource resource{config.service, config.version, config.environment, new_uuid()};
    return {.name = "otlp",
            .what = "spans",
            .help = "Spans for the collector of traces",
            .pack = [target = target_of(config), resource](std::span<const std::string> spans) { return request_to(target, request_body(resource, spans)); },
            .most_waiting = most_waiting,
            .most_at_once = most_at_once,
            .gather = config.gather,
            .again = {.retries = tries_again},
            .again_on = {429, 502, 503, 504},
            .refused = [](const client::Response& answer) { return rejected_spans(answer.body); }};
}
}  // namespace

Exporter::Exporter(client::Client& client, const Config& config)
    : feed_(wanted(config) ? std::make_shared<client::Feed>(client, rules_of(config)) : nullptr), ratio_(config.ratio) {}
Exporter::~Exporter() { stop(); }

void Exporter::start() {
    tracing::sample(ratio_);
    if (!feed_) return;
    feed_->start();
    tracing::on_span([feed = feed_](const tracing::Span& span, std::initializer_list<tracing::Attribute> attributes) { feed->add(encode(span, attributes)); });
}

void Exporter::stop() {
    if (!feed_) return;
    tracing::on_span(nullptr);
    feed_->stop();
}

std::optional<client::FeedAccount> Exporter::account() const { return feed_ ? std::optional(feed_->account()) : std::nullopt; }

std::string try_collector(client::Client& client, const Config& config) {
    auto request = request_to(target_of(config), R"({"resourceSpans":[]})");
    request.deadline = timing::in(10s);
    request.response_limit = 64 << 10;
    request.spans = client::Spans::none;
    const auto answer = run_to_end(client.fetch(std::move(request)));
    if (!answer) return answer.error().detail;
    return answer->status / 100 == 2 ? "" : fmt::format("it answers {}", answer->status);
}

}  // namespace otlp
