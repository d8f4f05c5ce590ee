#include "lrs/pipeline/worker.hpp"

#include <fmt/format.h>

#include "lrs/statement/compare.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/store/query.hpp"
#include "platform/error.hpp"
#include "platform/metrics/metrics.hpp"

namespace lrs {

using namespace std::chrono_literals;

namespace {
constexpr std::size_t most_entries = 256;
constexpr auto patience = 500ms;          // of one read: how soon a stop is noticed
constexpr auto between_depths = 5s;

metrics::Counter& outcome(std::string_view what) {
    return metrics::counter("lrs_queue_statements_total", "Queued statements by what became of them", fmt::format("outcome=\"{}\"", what));
}

DeadLetter letter_of(const Sent& sent, std::string statement, const Error& error) {
    return {.sent = sent, .statement = std::move(statement), .code = std::string(to_string(error.code)), .pointer = error.pointer, .reason = error.detail};
}

// The statement's own text is kept, so a pointer and a reason are all that is needed to set it right.
DeadLetter letter_of(const Sent& sent, std::string statement, const Batch& batch, const std::exception_ptr& failure) {
    if (batch.conflict)
        return letter_of(sent, std::move(statement),
                         Error(ErrorCode::conflict, fmt::format("another statement is stored under the id {} (xAPI part 3, 2.1.1)", *batch.conflict)));
    try {
        std::rethrow_exception(failure);
    } catch (const Error& error) {
        return letter_of(sent, std::move(statement), error);
    } catch (const std::exception&) {
        return letter_of(sent, std::move(statement), Error(ErrorCode::internal, "the store failed on this statement"));
    }
}

// Not the statement's fault: it comes again.
void rethrow_outage(const std::exception_ptr& failure) {
    if (!failure) return;
    try {
        std::rethrow_exception(failure);
    } catch (const Error& error) {
        if (error.code == ErrorCode::unavailable || error.code == ErrorCode::timeout) throw;
    } catch (const std::exception&) {
    }
}

Credential sender_of(const Sent& sent) {
    const unsigned scopes = sent.may_define ? scope_define : 0;
    return {.org = sent.org, .id = sent.sender, .scopes = scopes, .limits = {}, .issuer = sent.issuer, .user = sent.acted_for};
}

void refuse_files(const Prepared& prepared) {
    for (const auto& [content_type, sha2, has_url, signs, pointer] : prepared.attachments) {
        if (has_url) continue;
        throw Error(ErrorCode::invalid, pointer + ": expected a fileUrl, since files do not come through the queue (xAPI part 3, 1.5.2, XAPI-00129)").at(pointer);
    }
}
}  // namespace

std::optional<Prepared> Worker::prepare_statement(Work& work, const Sent& sent, const Sender& sender, const std::string& text) const {
    try {
        auto prepared = prepare_all(text, sent.version, sender);
        refuse_files(prepared.front());
        return std::move(prepared.front());
    } catch (const Error& error) {
        work.refused.push_back(letter_of(sent, text, error));
        return std::nullopt;
    }
}

void Worker::prepare_entry(Work& work, const stream::Entry& entry) const {
    auto queued = from_payload(entry.payload);
    const auto sender = lrs_.sender(sender_of(queued.sent));
    Lot lot{.sent = queued.sent, .texts = {}, .batch = {.org = sender.org, .authority_key = sender.authority_key}, .door_time = queued.door_time};
    for (auto& text : queued.statements) {
        auto prepared = prepare_statement(work, queued.sent, sender, text);
        if (!prepared) continue;
        lot.batch.statements.push_back(std::move(*prepared));
        lot.texts.push_back(std::move(text));
    }
    if (!lot.texts.empty()) work.lots.push_back(std::move(lot));
}

Worker::Work Worker::prepare_entries(const std::vector<stream::Entry>& entries) const {
    Work work;
    for (const auto& entry : entries) {
        try {
            prepare_entry(work, entry);
        } catch (const Error& error) {
            // Only somebody else who writes into the broker's stream makes such an entry: it belongs to no organisation.
            logging::error("lrs.queue_entry_dropped", {{"reason", error.detail}});
            outcome("dropped").add();
        }
    }
    return work;
}

Task<std::vector<std::exception_ptr>> Worker::store(std::vector<Lot>& lots) {
    std::vector<Batch> batches;
    for (auto& lot : lots) batches.push_back(std::move(lot.batch));
    auto failures = co_await lrs_.store_all(batches);
    for (std::size_t i = 0; i < lots.size(); ++i) lots[i].batch = std::move(batches[i]);
    for (const auto& failure : failures) rethrow_outage(failure);
    co_return failures;
}

std::vector<Worker::Lot> Worker::one_by_one(Lot lot) {
    std::vector<Lot> lots;
    for (std::size_t i = 0; i < lot.texts.size(); ++i) {
        Lot one{.sent = lot.sent, .texts = {std::move(lot.texts[i])}, .batch = {.org = lot.batch.org, .authority_key = lot.batch.authority_key},
                .door_time = lot.door_time};
        one.batch.statements.push_back(std::move(lot.batch.statements[i]));
        lots.push_back(std::move(one));
    }
    return lots;
}

// Whoever sends a statement without a timestamp again differs from himself by what the door has added.
Task<bool> Worker::is_known(const Lot& lot) const {
    if (!lot.batch.conflict || lot.door_time.empty()) co_return false;
    const auto found = co_await find_statement(lrs_.database, lot.batch.org, *lot.batch.conflict);
    co_return found && equivalent(found->body, without_door_time(lot.texts.front(), lot.door_time));
}

Task<void> Worker::process(const std::vector<stream::Entry>& entries) {
    auto work = co_await cpu_.run([&] { return prepare_entries(entries); });
    std::vector<Lot> suspects;
    std::size_t stored = 0;
    const auto first = co_await store(work.lots);
    for (std::size_t i = 0; i < work.lots.size(); ++i) {
        const bool fine = !first[i] && !work.lots[i].batch.conflict;
        if (fine) stored += work.lots[i].texts.size();
        else std::ranges::move(one_by_one(std::move(work.lots[i])), std::back_inserter(suspects));
    }
    const auto second = co_await store(suspects);
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        auto& [sent, texts, batch, door_time] = suspects[i];
        if (!second[i] && (!batch.conflict || co_await is_known(suspects[i]))) ++stored;
        else work.refused.push_back(letter_of(sent, std::move(texts.front()), batch, second[i]));
    }
    outcome("stored").add(static_cast<double>(stored));
    outcome("refused").add(static_cast<double>(work.refused.size()));
    if (!work.refused.empty()) co_await letters_.add(std::move(work.refused));
}

Task<void> Worker::consume(stream::Stream& stream, std::string name, Loops& loops) {
    auto& depth = metrics::gauge("lrs_queue_entries", "Entries of the queue that are not stored yet", fmt::format("stream=\"{}\"", name));
    timing::Deadline next_depth{};
    while (!loops.stopping()) {
        bool failed = false;
        try {
            const auto entries = co_await stream.read(most_entries, patience);
            if (!entries.empty()) {
                co_await process(entries);
                std::vector<std::string> ids;
                for (const auto& entry : entries) ids.push_back(entry.id);
                co_await stream.acknowledge(std::move(ids));
            }
            if (std::chrono::steady_clock::now() > next_depth) {
                depth.set(static_cast<double>(co_await stream.depth()));
                next_depth = timing::in(between_depths);
            }
        } catch (const Error&) {
            // Logged where it happened; the entries come again.
            failed = true;
        } catch (const std::exception& failure) {
            logging::error("lrs.queue_failed", {{"stream", name}, {"reason", std::string(failure.what())}});
            failed = true;
        }
        if (failed) co_await loops.pause(patience);
    }
    co_await stream.leave();
}

}  // namespace lrs
