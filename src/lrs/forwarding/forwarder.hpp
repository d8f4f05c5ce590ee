#pragma once
#include "lrs/forwarding/round.hpp"
#include "lrs/jobs/jobs.hpp"

namespace lrs {

// Sends statements on to all targets of all organisations; each target has rounds of its own, so a slow one holds up no other.
class Forwarder {
public:
    Forwarder(db::Database& database, identity::Vault& vault, client::Client& client, boost::asio::any_io_executor executor, std::chrono::milliseconds patience,
              std::string home_page);
    void send_if(Movers::Permits permits) { rounds_.permits = std::move(permits); }
    void start() { jobs_.start(); }
    void wake() { jobs_.wake(); }  // there may be something to send
    void stop() { jobs_.stop(); }

private:
    Task<std::vector<Jobs::Piece>> find_due(timing::Micros until);
    Task<void> measure_lag();
    Task<void> run(Jobs::Piece piece);
    Task<void> keep();

    db::Database& database_;
    const std::string process_ = new_uuid();
    Jobs jobs_;
    Courier courier_;
    Rounds rounds_;
    timing::Micros measured_at_ = 0;
};

}  // namespace lrs
