#include "models/calls/attempt.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

#include "models/calls/schema_check.hpp"

namespace models {

namespace {

using std::chrono::milliseconds;

// One piece of the stream into the reader. False: the reply is over, well or badly.
bool take_piece(std::string_view piece, client::SseParser& parser, ReplyReader& reader, Sink& sink, bool& any) {
    for (const auto& event : parser.feed(piece)) {
        any = true;
        sink.show(reader.take(event));
        if (reader.reply.finished || reader.reply.fault) return false;
    }
    return true;
}

void close_early_end(ReplyReader& reader, bool any) {
    reader.end();
    if (reader.reply.finished || reader.reply.fault) return;
    if (any)
        reader.reply.fault = Fault{Reason::cut, "the stream ended before the reply did", true};
    else
        reader.reply.fault = Fault{Reason::garbage, "the answer is no event stream", true};
}

Task<void> read_stream(client::Transfer& transfer, ReplyReader& reader, Sink& sink) {
    client::SseParser parser;
    bool any = false;
    while (true) {
        const auto piece = co_await transfer.piece();
        if (std::chrono::steady_clock::now() > sink.patient_until()) {
            reader.reply.fault = Fault{Reason::timeout, "no text in time"};
            co_return;
        }
        if (!piece) {
            reader.reply.fault = transfer_fault(piece.error());
            co_return;
        }
        if (piece->empty()) {
            close_early_end(reader, any);
            co_return;
        }
        if (!take_piece(*piece, parser, reader, sink, any)) {
            transfer.drain();
            co_return;
        }
    }
}

Task<client::Response> read_rejection(client::Transfer& transfer, client::Response response) {
    constexpr std::size_t enough = 64 * 1024;
    while (response.body.size() < enough) {
        const auto piece = co_await transfer.piece();
        if (!piece || piece->empty()) break;
        response.body += *piece;
    }
    co_return response;
}

void check_structure(const Prompt& prompt, Reply& reply) {
    if (!prompt.schema || reply.fault || reply.stop_reason == "tool_use" || reply.stop_reason == "refusal") return;
    reply.text = std::string(without_fence(reply.text));
    boost::system::error_code error;
    const auto value = boost::json::parse(reply.text, error);
    if (error || !fits(*prompt.schema, value)) reply.fault = Fault{Reason::garbage, "the reply does not fit its schema", true};
}

}  // namespace

void Sink::show(std::string_view text) {
    if (text.empty()) return;
    silent_since = std::chrono::steady_clock::now();
    if (!first_token) first_token = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start);
    if (!on_text) return;
    shown = true;
    on_text(text);
}

void limit(client::Request& request, const Deadlines& deadlines, const Context& context) {
    request.connect_timeout = deadlines.connect;
    request.first_byte_timeout = std::min(deadlines.first_byte, context.patience.value_or(deadlines.first_byte));
    request.idle_timeout = std::min(deadlines.idle, context.patience.value_or(deadlines.idle));
    request.deadline = context.deadline;
    request.trace = context.trace;
    request.stop = context.stop;
}

void limit(client::Request& request, const Sink& sink) {
    if (!sink.patience) return;
    const auto left = std::chrono::ceil<milliseconds>(sink.patient_until() - std::chrono::steady_clock::now());
    request.first_byte_timeout = std::min(request.first_byte_timeout, std::max(left, milliseconds(1)));
}

// A server that kept us waiting is not asked again: a fallback or the built-in engine is nearer.
Fault transfer_fault(const client::TransferError& error) {
    switch (error.failure) {
        case client::Failure::connect: return {Reason::unavailable, error.detail, true};
        case client::Failure::timeout: return {Reason::timeout, error.detail, false};
        case client::Failure::cut: return {Reason::cut, error.detail, true};
        case client::Failure::too_large: return {Reason::garbage, error.detail, false};
        case client::Failure::cancelled: return {Reason::cancelled, error.detail, false};
    }
    return {Reason::unavailable, error.detail, false};
}

Task<Attempt> try_once(client::Client& client, const Provider& provider, const std::string& model, const Prompt& prompt,
                       client::Request request, Sink& sink) {
    Attempt out;
    const auto transfer = client.open(std::move(request));
    const auto head = co_await transfer->head();
    if (!head) {
        out.reply.fault = transfer_fault(head.error());
        co_return out;
    }
    if (head->status != 200) {
        out.rejection = co_await read_rejection(*transfer, *head);
        out.reply.fault = provider.fault(*out.rejection);
        co_return out;
    }
    out.began = true;
    const auto reader = provider.reader(model, prompt);
    co_await read_stream(*transfer, *reader, sink);
    out.reply = std::move(reader->reply);
    check_structure(prompt, out.reply);
    co_return out;
}

}  // namespace models
