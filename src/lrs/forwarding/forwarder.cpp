#include "lrs/forwarding/forwarder.hpp"

#include <fmt/format.h>

#include "lrs/sql.gen.hpp"
#include "platform/metrics/metrics.hpp"

namespace lrs {

namespace {
constexpr timing::Micros measured_every = 5'000'000;
}

Forwarder::Forwarder(db::Database& database, identity::Vault& vault, client::Client& client, boost::asio::any_io_executor executor,
                     std::chrono::milliseconds patience, std::string home_page)
    : database_(database),
      jobs_("lrs.forwards", std::move(executor), [this](timing::Micros until) { return find_due(until); },
            [this](Jobs::Piece piece) { return run(std::move(piece)); }, [this] { return keep(); }),
      courier_(database, client, patience, jobs_.stop_token()),
      rounds_{database, vault, courier_, process_, std::move(home_page)} {}

Task<std::vector<Jobs::Piece>> Forwarder::find_due(timing::Micros until) {
    std::vector<Jobs::Piece> due;
    for (const auto& row : co_await database_.read(sql::due_forwards, timing::now(), process_, until))
        due.push_back({row.id<OrgId>(0), row.text(1), row.integer(2)});
    if (timing::now() - measured_at_ >= measured_every) co_await measure_lag();
    co_return due;
}

Task<void> Forwarder::keep() {
    const auto now = timing::now();
    co_await database_.write(sql::keep_forwards, process_, now, now + job_lease);
}

Task<void> Forwarder::measure_lag() {
    measured_at_ = timing::now();
    for (const auto& row : co_await database_.read(sql::forward_lags)) {
        const auto oldest = row.optional_integer(1);
        const double lag = oldest ? static_cast<double>(measured_at_ - *oldest) / 1e6 : 0;
        metrics::gauge("xapi_forward_lag_seconds", "Age of the oldest statement that a target has not been offered", fmt::format(R"(forward="{}")", row.text(0))).set(lag);
    }
}

Task<void> Forwarder::run(Jobs::Piece piece) {
    Round round(rounds_, std::move(piece.org), std::move(piece.id));
    co_await round.run();
}

}  // namespace lrs
