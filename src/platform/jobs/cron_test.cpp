#include "platform/jobs/cron.hpp"

#include <gtest/gtest.h>

#include "platform/error.hpp"

namespace {

using timing::Micros;

// The next `count` slots, as UTC to the minute.
std::vector<std::string> slots(const std::string& expression, const std::string& zone, const std::string& after, std::size_t count) {
    const auto cron = jobs::Cron::parse(expression);
    const auto where = timing::Zone::named(zone);
    Micros at = timing::from_rfc3339(after).value();
    std::vector<std::string> found;
    while (found.size() < count) {
        at = cron.next(at, where);
        found.push_back(timing::to_rfc3339(at).substr(0, 16));
    }
    return found;
}

struct Due {
    const char *expression, *zone, *after;
    std::vector<std::string> slots;
};

class CronSlots : public testing::TestWithParam<Due> {};

TEST_P(CronSlots, ComeWhenTheyAreDue) {
    const auto& due = GetParam();
    EXPECT_EQ(slots(due.expression, due.zone, due.after, due.slots.size()), due.slots) << due.expression << " in " << due.zone;
}

const std::vector<Due> plain{
    {"* * * * *", "UTC", "2026-11-21T10:00:00Z", {"2026-11-21T10:01", "2026-11-21T10:02"}},
    {"* * * * *", "UTC", "2026-11-21T10:00:59.999Z", {"2026-11-21T10:01"}},
    {"*/15 9-17 * * mon-fri", "UTC", "2026-11-20T17:30:00Z", {"2026-11-20T17:45", "2026-11-23T09:00"}},
    {"5/20 0 * * *", "UTC", "2026-11-21T00:00:00Z", {"2026-11-21T00:05", "2026-11-21T00:25", "2026-11-21T00:45", "2026-11-22T00:05"}},
    {"0 8-18/5 * * *", "UTC", "2026-11-21T00:00:00Z", {"2026-11-21T08:00", "2026-11-21T13:00", "2026-11-21T18:00", "2026-11-22T08:00"}},
    {"0,30 12 1 JAN,Jul *", "UTC", "2026-01-01T12:00:00Z", {"2026-01-01T12:30", "2026-07-01T12:00"}},
    {"0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", {"2028-02-29T00:00", "2032-02-29T00:00"}},
    {"0 0 29 2 *", "UTC", "2096-03-01T00:00:00Z", {"2104-02-29T00:00"}},
    {"0 0 13 * fri", "UTC", "2026-11-10T00:00:00Z", {"2026-11-13T00:00", "2026-11-20T00:00"}},       // either day suffices
    {"0 0 */2 * mon", "UTC", "2026-11-22T00:00:00Z", {"2026-11-23T00:00", "2026-12-07T00:00"}},      // `*/2` is no restriction to either: both must fit
    {"0 0 * * 7", "UTC", "2026-11-21T00:00:00Z", {"2026-11-22T00:00", "2026-11-29T00:00"}},
    {"0 0 * * 0", "UTC", "2026-11-21T00:00:00Z", {"2026-11-22T00:00"}},
    {"@daily", "UTC", "2026-11-21T10:00:00Z", {"2026-11-22T00:00"}},
    {"@hourly", "UTC", "2026-11-21T10:00:00Z", {"2026-11-21T11:00"}},
    {"@weekly", "UTC", "2026-11-21T10:00:00Z", {"2026-11-22T00:00"}},
    {"@monthly", "UTC", "2026-11-21T10:00:00Z", {"2026-12-01T00:00"}},
    {"@yearly", "UTC", "2026-11-21T10:00:00Z", {"2027-01-01T00:00"}},
    {"  0\t3  * * *  ", "UTC", "2026-11-21T10:00:00Z", {"2026-11-22T03:00"}},
    {"59 23 31 12 *", "UTC", "1969-12-31T00:00:00Z", {"1969-12-31T23:59", "1970-12-31T23:59"}},
};
INSTANTIATE_TEST_SUITE_P(Plain, CronSlots, testing::ValuesIn(plain));

// Europe/Berlin: 2026-03-29 02:00 → 03:00 (01:00 UTC), 2026-10-25 03:00 → 02:00 (01:00 UTC).
const std::vector<Due> changes{
    {"30 1 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", {"2026-03-29T00:30", "2026-03-29T23:30"}},
    {"30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", {"2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"}},    // skipped: at the jump
    {"0,15,45 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", {"2026-03-29T01:00", "2026-03-30T00:00"}},                   // all three at the jump, once
    {"0 2-4 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", {"2026-03-29T01:00", "2026-03-29T02:00", "2026-03-30T00:00"}},   // 02:00 and 03:00 are one moment
    {"30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", {"2026-10-25T00:30", "2026-10-26T01:30"}},                        // twice on walls: once
    {"30 2 * * *", "Europe/Berlin", "2026-10-25T00:40:00Z", {"2026-10-26T01:30"}},
    {"30 2 * * *", "Europe/Berlin", "2026-10-25T01:10:00Z", {"2026-10-26T01:30"}},                                            // in the second 02:10
    {"30 3 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", {"2026-10-25T02:30"}},
    {"0 * * * *", "Europe/Berlin", "2026-10-24T23:30:00Z", {"2026-10-25T00:00", "2026-10-25T01:00", "2026-10-25T02:00"}},     // every hour: none is left out
    {"30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", {"2026-03-29T00:30", "2026-03-29T01:30"}},
    {"*/20 * * * *", "Europe/Berlin", "2026-03-29T00:30:00Z", {"2026-03-29T00:40", "2026-03-29T01:00", "2026-03-29T01:20"}},
    {"0 0 * * *", "America/New_York", "2026-11-01T00:00:00Z", {"2026-11-01T04:00", "2026-11-02T05:00"}},
    {"30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", {"2026-11-01T05:30", "2026-11-02T06:30"}},
    {"15 2 * * *", "Australia/Lord_Howe", "2026-10-02T20:00:00Z", {"2026-10-03T15:30", "2026-10-04T15:15"}},                  // half an hour is skipped
    {"0 0 * * *", "America/Sao_Paulo", "2018-11-03T12:00:00Z", {"2018-11-04T03:00", "2018-11-05T02:00"}},                     // midnight is skipped
    {"0 9 * * *", "Asia/Kathmandu", "2026-11-21T00:00:00Z", {"2026-11-21T03:15"}},
    {"0 12 30 12 *", "Pacific/Apia", "2011-12-01T00:00:00Z", {"2011-12-30T10:00", "2012-12-29T22:00"}},                       // a day that never was: at the jump
};
INSTANTIATE_TEST_SUITE_P(AtChangesOfTheOffset, CronSlots, testing::ValuesIn(changes));

TEST(Cron, SlotsAlwaysGoForwardOverAWholeYear) {
    for (const char* expression : {"*/7 * * * *", "13 1-3 * * *", "30 2 * * sun", "0 0 1 * *"}) {
        const auto cron = jobs::Cron::parse(expression);
        const auto zone = timing::Zone::named("Europe/Berlin");
        Micros at = timing::from_rfc3339("2026-01-01T00:00:00Z").value();
        for (int i = 0; i < 2000; ++i) {
            const Micros next = cron.next(at, zone);
            ASSERT_GT(next, at) << expression;
            ASSERT_EQ(cron.next(next - 1, zone), next) << expression << ": the slot does not depend on where the search begins";
            at = next;
        }
    }
}

struct Wrong {
    const char *expression, *message;
};

TEST(Cron, NamesTheFieldThatIsWrong) {
    for (const auto& [expression, message] : std::initializer_list<Wrong>{
             {"60 * * * *", "minute: expected a number from 0 to 59, found \"60\""},
             {"* 24 * * *", "hour: expected a number from 0 to 23, found \"24\""},
             {"* * 0 * *", "day of month: expected a number from 1 to 31, found \"0\""},
             {"* * * 13 *", "month: expected a number from 1 to 12 or a name, found \"13\""},
             {"* * * * 8", "day of week: expected a number from 0 to 7 or a name, found \"8\""},
             {"* * * foo *", "month: expected a number from 1 to 12 or a name, found \"foo\""},
             {"*/0 * * * *", "minute: expected a number from 1 to 59, found \"0\""},
             {"5-1 * * * *", "minute: expected a range that goes up, found \"5-1\""},
             {"1,,2 * * * *", "minute: expected a number from 0 to 59, found \"\""},
             {"-1 * * * *", "minute: expected a number from 0 to 59, found \"\""},
             {"* 1- * * *", "hour: expected a number from 0 to 23, found \"\""},
             {"0x1 * * * *", "minute: expected a number from 0 to 59, found \"0x1\""},
             {"0 0 30 2 *", "day of month: expected a day that one of the months has, found \"30\""},
             {"* * * *", "expected 5 fields (minute, hour, day of month, month, day of week), found 4 in \"* * * *\""},
             {"", "expected 5 fields (minute, hour, day of month, month, day of week), found 0 in \"\""},
             {"@reboot", "expected @hourly, @daily, @weekly, @monthly or @yearly, found \"@reboot\""},
         })
        try {
            jobs::Cron::parse(expression);
            ADD_FAILURE() << expression << " was taken";
        } catch (const Error& error) {
            EXPECT_EQ(error.code, ErrorCode::invalid);
            EXPECT_EQ(error.detail, message);
        }
}

TEST(Zone, RefusesANameThatTheDatabaseDoesNotHave) { EXPECT_THROW(timing::Zone::named("Europe/Atlantis"), Error); }

}  // namespace
