#include "admin/live/seats.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "platform/error.hpp"

namespace {

const OrgId here("here"), elsewhere("elsewhere");

TEST(Seats, AreCountedForEachOrganisation) {
    admin::Seats seats(1);
    const admin::Seats::Seat first(seats, here);
    EXPECT_THROW(admin::Seats::Seat(seats, here), Error);
    EXPECT_NO_THROW(admin::Seats::Seat(seats, elsewhere));
}

TEST(Seats, AreFreeOnceTheyAreLeft) {
    admin::Seats seats(1);
    std::optional<admin::Seats::Seat> first(std::in_place, seats, here);
    EXPECT_THROW(admin::Seats::Seat(seats, here), Error);
    first.reset();
    EXPECT_NO_THROW(admin::Seats::Seat(seats, here));
}

}  // namespace
