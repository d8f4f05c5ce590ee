#pragma once
#include <optional>
#include <string>

#include "platform/clock/zone.hpp"

// When a person wants to be left alone. Pure.
namespace notices {

// Minutes of the day as the clocks of their zone show them.
struct Times {
    std::string zone = "UTC";
    std::optional<int> quiet_from, quiet_until;  // both or neither; the night may lie between
    bool digest = false;                         // one mail a day instead of many
    int digest_at = 7 * 60;
};

// When the next mail may leave: `now`, the end of the quiet hours, or the time of the digest. Throws Error(invalid) for a zone that is none.
timing::Micros next_mail(const Times& times, timing::Micros now);
// When a browser may ring: `now`, or the end of the quiet hours. Throws as next_mail.
timing::Micros next_push(const Times& times, timing::Micros now);
// When the day began that `now` lies in, and its date, such as 2026-11-22.
timing::Micros day_began(const Times& times, timing::Micros now);
std::string date_of(const Times& times, timing::Micros now);

// "07:30"; nullopt for what is no time of a day.
std::optional<int> minute_named(std::string_view text);
std::string to_text(int minute);

}  // namespace notices
