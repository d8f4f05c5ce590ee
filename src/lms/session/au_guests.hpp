#pragma once
#include <string>
#include <vector>

#include "lms/session/records.hpp"
#include "lms/session/sent.hpp"
#include "lrs/guests.hpp"
#include "lrs/lrs.hpp"
#include "platform/bus/bus.hpp"

namespace lms {

inline constexpr std::string_view launch_data_name = "LMS.LaunchData";

// Launched units as guests of the record store. A statement of the session's rules is noted before it is stored, so that of two that
// exclude each other one is refused, and counts once it is stored; what a dead process left between the two is settled later.
class AuGuests : public lrs::Guests {
public:
    // `home`: of the server, https://tutor.example
    AuGuests(db::Database& database, lrs::Lrs& records, bus::Bus& bus, std::string home);

    Task<lrs::Guest> find(std::string id, std::string secret) override;
    Task<void> admit(lrs::Guest guest, std::vector<lrs::GuestStatement> statements) override;
    Task<void> stored(lrs::Guest guest, std::vector<lrs::GuestStatement> statements) override;
    Task<void> not_stored(lrs::Guest guest, std::vector<lrs::GuestStatement> statements) override;

    // Asks the record store about what was noted and is not known to be stored.
    Task<void> settle(OrgId org, std::string registration);

private:
    Task<void> settle_one(OrgId org, std::string registration, Said waiting);
    db::Database& database_;
    lrs::Lrs& records_;
    bus::Bus& bus_;
    std::string home_;
};

}  // namespace lms
