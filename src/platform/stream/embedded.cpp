#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>

#include "platform/bus/bus.hpp"
#include "platform/sql.gen.hpp"
#include "platform/stream/stream.hpp"

namespace stream {

namespace {
using namespace std::chrono_literals;
using timing::Micros;

constexpr auto poll = 500ms;         // how often entries of other processes are looked for
constexpr auto between_scans = 1s;   // PostgreSQL may show a smaller number after a larger one, so all are looked at now and then

std::string json_numbers(const std::vector<std::string>& ids) {
    std::string list = "[";
    for (const auto& id : ids) list.append(list.size() > 1 ? "," : "").append(id);
    return list + ']';
}

// One process at a time reads a stream: it holds the lease, and remembers which entries it has handed out. A reader that is
// idle writes nothing.
class Embedded final : public Stream {
public:
    Embedded(db::Database& database, std::string name, std::chrono::milliseconds lease)
        : database_(database), name_(std::move(name)), lease_(lease) {}

    Task<void> append(std::vector<std::string> payloads) override {
        if (payloads.size() == 1) {
            co_await database_.write(platform::sql::add_stream_entry, name_, payloads.front());
        } else {
            co_await database_.transact([this, &payloads](db::Transaction& tx) {
                for (const auto& payload : payloads) tx.run(platform::sql::add_stream_entry, name_, payload);
            });
        }
        news_.notify(name_);
    }

    Task<std::vector<Entry>> read(std::size_t most, std::chrono::milliseconds wait) override {
        const auto until = timing::in(wait);
        while (true) {
            const auto ticket = news_.ticket(name_);
            auto entries = co_await take(most);
            const auto now = std::chrono::steady_clock::now();
            if (!entries.empty() || now >= until || closed_) co_return entries;
            co_await news_.wait(name_, ticket, std::min(until, now + poll));
        }
    }

    Task<void> acknowledge(std::vector<std::string> ids) override {
        // What is lost of this in a crash comes again, as what was not acknowledged does.
        const auto list = json_numbers(ids);
        co_await database_.transact([list](db::Transaction& tx) { tx.run(platform::sql::delete_stream_entries, list); }, db::Safe::soon);
        for (const auto& id : ids) handed_out_.erase(std::stoll(id));
    }

    Task<void> leave() override {
        if (std::exchange(held_until_, 0) != 0) co_await database_.write(platform::sql::release_stream, name_, holder_);
    }

    Task<std::int64_t> depth() override { co_return (co_await database_.read(platform::sql::count_stream_entries, name_))[0].integer(0); }
    Task<std::string> newest() override {
        const auto rows = co_await database_.read(platform::sql::newest_stream_entry, name_);
        co_return rows[0].is_null(0) ? std::string() : std::to_string(rows[0].integer(0));
    }
    Task<bool> waits_up_to(std::string place) override {
        if (place.empty()) co_return false;
        co_return !(co_await database_.read(platform::sql::stream_entry_up_to, name_, std::stoll(place))).empty();
    }
    std::size_t largest() const override { return std::size_t{256} << 20; }

    void close() override {
        if (closed_.exchange(true)) return;
        news_.close();
    }
    ~Embedded() override { close(); }

private:
    // After the last entry that was handed out, and when nothing is there, from the beginning.
    Task<std::vector<Entry>> take(std::size_t most) {
        if (std::chrono::steady_clock::now() >= next_scan_) position_ = 0;
        auto entries = co_await find(most);
        if (entries.empty() && std::exchange(position_, 0) != 0) entries = co_await find(most);
        if (entries.empty() || !co_await hold_lease()) co_return std::vector<Entry>();
        for (const auto& entry : entries) handed_out_[std::stoll(entry.id)] = timing::in(lease_);
        position_ = std::stoll(entries.back().id);
        co_return entries;
    }

    Task<std::vector<Entry>> find(std::size_t most) {
        if (position_ == 0) next_scan_ = timing::in(between_scans);
        const auto limit = static_cast<std::int64_t>(most + (position_ == 0 ? handed_out_.size() : 0));
        const auto rows = co_await database_.read(platform::sql::stream_entries_after, name_, position_, limit);
        std::vector<Entry> entries;
        for (const auto& row : rows)
            if (entries.size() < most && is_free(row.integer(0))) entries.push_back({std::to_string(row.integer(0)), row.text(1)});
        co_return entries;
    }

    bool is_free(std::int64_t number) const {
        const auto found = handed_out_.find(number);
        return found == handed_out_.end() || found->second < std::chrono::steady_clock::now();
    }

    // Renewed in its second half only.
    Task<bool> hold_lease() {
        const auto span = std::chrono::microseconds(lease_).count();
        const auto now = timing::now();
        if (held_until_ - now > span / 2) co_return true;
        const auto rows = co_await database_.write(platform::sql::claim_stream, name_, holder_, now + span, now);
        held_until_ = rows.empty() ? 0 : now + span;
        co_return !rows.empty();
    }

    db::Database& database_;
    const std::string name_;
    const std::chrono::milliseconds lease_;
    const std::string holder_ = new_uuid();
    bus::Signal news_;
    std::atomic<bool> closed_ = false;
    // The reader's own.
    std::map<std::int64_t, timing::Deadline> handed_out_;
    std::int64_t position_ = 0;
    timing::Deadline next_scan_{};
    Micros held_until_ = 0;
};
}  // namespace

std::unique_ptr<Stream> open_embedded(db::Database& database, std::string name, std::chrono::milliseconds lease) {
    return std::make_unique<Embedded>(database, std::move(name), lease);
}

}  // namespace stream
