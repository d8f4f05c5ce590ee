#include "platform/client/client.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "platform/client/engine.hpp"
#include "platform/text/ascii.hpp"

namespace client {

std::optional<std::string_view> Response::header(std::string_view name) const {
    const auto found = std::ranges::find_if(headers, [name](const http::Header& one) { return text::equal_without_case(one.name, name); });
    if (found == headers.end()) return std::nullopt;
    return found->value;
}

struct Client::State {
    explicit State(Reach reach) : engine(reach) {}
    Engine engine;
};

namespace {

// Wakes the curl thread when the caller's stop is requested.
struct WakeOnStop {
    std::shared_ptr<Engine> engine;
    void operator()() const { engine->wake(); }
};

class StreamedTransfer final : public Transfer {
public:
    StreamedTransfer(std::shared_ptr<Engine> engine, Request request)
        : exchange_(std::make_shared<Exchange>(request.stop)), engine_(engine), on_stop_(request.stop, WakeOnStop{engine}) {
        if (request.upload) upload_ = {request.upload->size, std::exchange(request.upload->next, {})};
        engine_->submit(std::move(request), exchange_);
    }
    ~StreamedTransfer() override {
        exchange_->abandon();
        engine_->wake();
    }
    void drain() override { exchange_->drain(); }
    Task<std::expected<Response, TransferError>> head() override {
        if (upload_.next) co_await send();
        co_return co_await exchange_->head();
    }
    Task<std::expected<std::string, TransferError>> piece() override {
        auto piece = co_await exchange_->piece();
        if (exchange_->has_made_room()) engine_->wake();
        co_return piece;
    }

private:
    Task<void> send() {
        std::optional<std::string> problem;
        try {
            co_await supply();
        } catch (const std::exception& error) {
            problem = error.what();
        }
        upload_.next = {};
        if (!problem) co_return;
        exchange_->break_off({Failure::cut, std::move(*problem)});
        engine_->wake();
    }
    Task<void> supply() {
        for (std::size_t left = upload_.size; left > 0;) {
            auto piece = co_await upload_.next();
            if (piece.empty() || piece.size() > left) throw std::length_error("the body has not the size that was told");
            left -= piece.size();
            if (!co_await exchange_->wait_for_room()) co_return;
            exchange_->give(std::move(piece));
            engine_->wake();
        }
    }

    Upload upload_;
    std::shared_ptr<Exchange> exchange_;
    std::shared_ptr<Engine> engine_;
    std::stop_callback<WakeOnStop> on_stop_;
};

}  // namespace

Client::Client(Reach reach) : state_(std::make_shared<State>(reach)) {}
Client::~Client() { close(); }

void Client::close() { state_->engine.stop(); }

std::unique_ptr<Transfer> Client::open(Request request) {
    return std::make_unique<StreamedTransfer>(std::shared_ptr<Engine>(state_, &state_->engine), std::move(request));
}

Task<std::expected<Response, TransferError>> Client::fetch(Request request) {
    const auto transfer = open(std::move(request));
    auto answer = co_await transfer->head();
    if (!answer) co_return answer;
    while (true) {
        auto piece = co_await transfer->piece();
        if (!piece) co_return std::unexpected(piece.error());
        if (piece->empty()) co_return answer;
        answer->body += *piece;
    }
}

}  // namespace client
