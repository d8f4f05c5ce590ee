#pragma once
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/id.hpp"

namespace lms {

// cmi5, 10: the names are what is written.
enum class LaunchMode { Normal, Browse, Review };
BOOST_DESCRIBE_ENUM(LaunchMode, Normal, Browse, Review)

// The verbs of "cmi5 defined" statements (9.3); the names are the last parts of their ids.
enum class Verb { launched, initialized, completed, passed, failed, abandoned, waived, terminated, satisfied };
BOOST_DESCRIBE_ENUM(Verb, launched, initialized, completed, passed, failed, abandoned, waived, terminated, satisfied)
std::string_view name_of(Verb verb);
std::optional<Verb> verb_named(std::string_view name);
std::string iri_of(Verb verb);
std::optional<Verb> verb_of_iri(std::string_view iri);

// One launch of one unit by one learner.
struct Session {
    OrgId org;
    std::string id, registration, course, unit, publisher_id;
    UserId user;
    LaunchMode mode = LaunchMode::Normal;
    std::optional<double> mastery_score;
    timing::Micros made_at = 0, expires_at = 0, last_at = 0;
};

// A "cmi5 defined" statement of a registration.
struct Said {
    std::string session, unit;
    Verb verb = Verb::launched;
    std::string id;                // "" for those of this program
    timing::Micros timestamp = 0;  // what it says
    timing::Micros at = 0;         // when it came
    bool stored = true;
};

// Those of one registration: what its sessions and moveOn are judged by.
class History {
public:
    History() = default;
    explicit History(std::vector<Said> said) : said_(std::move(said)) {}

    const Said* in_session(std::string_view session, Verb verb) const;
    const Said* of_unit(std::string_view unit, Verb verb) const;  // in any session
    // What is noted counts when the record store has it.
    bool is_stored(std::string_view unit, Verb verb) const;
    void add(Said said) { said_.push_back(std::move(said)); }
    const std::vector<Said>& all() const { return said_; }

private:
    std::vector<Said> said_;
};

}  // namespace lms
