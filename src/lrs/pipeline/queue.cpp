#include "lrs/pipeline/queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "lrs/json/raw.hpp"
#include "lrs/json/readable.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/error.hpp"
#include "platform/json/document.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

namespace lrs {

namespace {
constexpr std::size_t entry_bytes = 128 << 10;  // a request's statements share an entry up to here

std::string stamp(std::string_view door_time) { return fmt::format(R"("timestamp":"{}",)", door_time); }

// One statement on its way through the door.
class Admission {
public:
    Admission(std::size_t limit, timing::Micros now) : limit_(limit), now_(write_timestamp(now)) {}

    void add(std::string_view text, const std::string& place) {
        if (!raw::is_object(text)) throw Error(ErrorCode::invalid, place + ": expected a statement, which is an object").at(place);
        if (text.size() > limit_) throw Error(ErrorCode::too_large, fmt::format("a statement may have at most {} bytes", limit_));
        const auto members = raw::members(text);
        for (const std::string_view name : {"actor", "verb", "object"})
            if (raw::find(members, name).empty())
                throw Error(ErrorCode::invalid, fmt::format("{}: expected the property {} (xAPI part 2, 2.2)", place, name)).at(place);
        const auto id = id_of(members, place);
        admitted.statements.push_back(completed(text, members, id));
        admitted.ids.push_back(id);
    }
    Admitted admitted;

private:
    std::string id_of(const std::vector<raw::Member>& members, const std::string& place) {
        const auto value = raw::find(members, "id");
        if (value.empty()) return new_uuid();
        auto id = value.starts_with('"') ? lower_case(raw::unquoted(value)) : "";
        if (!is_uuid(id)) throw Error(ErrorCode::invalid, place + "/id: expected a UUID (xAPI part 2, 2.4.1)").at(place + "/id");
        if (!seen_.insert(id).second) throw Error(ErrorCode::invalid, fmt::format("the batch holds the id {} twice (xAPI part 3, 2.1.2)", id));
        return id;
    }
    // The sender's text with what is missing put before it.
    std::string completed(std::string_view text, const std::vector<raw::Member>& members, const std::string& id) {
        std::string out = "{";
        if (raw::find(members, "id").empty()) out += fmt::format(R"("id":"{}",)", id);
        if (raw::find(members, "timestamp").empty()) {
            out += stamp(now_);
            admitted.door_time = now_;
        }
        return out.append(text.substr(1));
    }

    std::size_t limit_;
    std::string now_;
    std::unordered_set<std::string> seen_;
};

std::vector<std::string> to_payloads(Queued queued) {
    std::vector<std::string> payloads;
    Queued part{queued.sent, {}, queued.door_time};
    std::size_t bytes = 0;
    for (auto& statement : queued.statements) {
        if (bytes > 0 && bytes + statement.size() > entry_bytes) {
            payloads.push_back(to_payload(part));
            part.statements.clear();
            bytes = 0;
        }
        bytes += statement.size();
        part.statements.push_back(std::move(statement));
    }
    payloads.push_back(to_payload(part));
    return payloads;
}
}  // namespace

std::string to_payload(const Queued& queued) {
    const auto& sent = queued.sent;
    auto text = fmt::format(R"({{"org":{},"sender":{},"issuer":{},"acted_for":{},"may_define":{},"version":"{}","door_time":"{}"}})",
                            raw::quoted(sent.org.str()), raw::quoted(sent.sender), raw::quoted(sent.issuer), raw::quoted(sent.acted_for), sent.may_define,
                            to_string(sent.version), queued.door_time);
    text += "\n[";
    for (const auto& statement : queued.statements) text.append(text.back() == '[' ? "" : ",").append(statement);
    return text + ']';
}

Queued from_payload(std::string_view payload) {
    const auto line = std::min(payload.find('\n'), payload.size());
    const json::Document head(payload.substr(0, line));
    json::Members members(head.root());
    Queued queued;
    const auto text = [&members](std::string_view name) {
        const auto found = members.find(name);
        if (!found || found->kind() != json::Kind::string) throw Error(ErrorCode::invalid, "an entry of the queue does not say its " + std::string(name));
        return std::string(found->string());
    };
    queued.sent.org = OrgId(text("org"));
    queued.sent.sender = text("sender");
    // Entries of older versions do not have these.
    const auto optional_text = [&members](std::string_view name) {
        const auto found = members.find(name);
        return found && found->kind() == json::Kind::string ? std::string(found->string()) : std::string();
    };
    queued.sent.issuer = optional_text("issuer");
    queued.sent.acted_for = optional_text("acted_for");
    const auto may_define = members.find("may_define");
    queued.sent.may_define = may_define && may_define->kind() == json::Kind::boolean && may_define->boolean();
    queued.sent.version = version_named(text("version")).value_or(Version::v2_0_0);
    queued.door_time = optional_text("door_time");
    const auto rest = raw::trimmed(payload.substr(std::min(line + 1, payload.size())));
    const Readable statements(rest);
    for (const auto statement : raw::items(rest)) queued.statements.emplace_back(statement);
    return queued;
}

Admitted admit(std::string_view body, std::size_t limit, timing::Micros now) {
    const Readable document(body);
    const auto text = raw::trimmed(body);
    Admission admission(limit, now);
    if (document.root().kind() != json::Kind::array) {
        admission.add(text, "");
        return std::move(admission.admitted);
    }
    std::size_t index = 0;
    for (const auto item : raw::items(text)) admission.add(item, '/' + std::to_string(index++));
    return std::move(admission.admitted);
}

std::string without_door_time(std::string text, std::string_view door_time) {
    constexpr std::size_t behind_an_id = 64;  // where completed() puts it
    const auto added = stamp(door_time);
    const auto at = text.find(added);
    return at < behind_an_id ? text.erase(at, added.size()) : text;
}

Task<void> Queue::put(Queued queued) {
    auto payloads = to_payloads(std::move(queued));
    const bool fits = broker_ && std::ranges::all_of(payloads, [this](const std::string& payload) { return payload.size() <= broker_->largest(); });
    if (fits && co_await put_to_broker(payloads)) co_return;
    co_await embedded_->append(std::move(payloads));
}

Task<bool> Queue::put_to_broker(const std::vector<std::string>& payloads) {
    static auto& fallbacks = metrics::counter("lrs_queue_fallbacks_total", "Requests whose statements wait in the embedded log because the broker was away");
    if (breaker_.allow()) {
        try {
            co_await broker_->append(payloads);
            breaker_.succeeded();
            co_return true;
        } catch (const Error&) {
            breaker_.failed();
        }
    }
    fallbacks.add();
    co_return false;
}

Task<Queue::Ends> Queue::ends() {
    Ends ends{.embedded = co_await embedded_->newest(), .broker = {}};
    if (broker_) ends.broker = co_await broker_->newest();
    co_return ends;
}

Task<bool> Queue::waits_up_to(Ends ends) {
    if (co_await embedded_->waits_up_to(ends.embedded)) co_return true;
    co_return broker_ && co_await broker_->waits_up_to(ends.broker);
}

void Queue::close() {
    embedded_->close();
    if (broker_) broker_->close();
}

}  // namespace lrs
