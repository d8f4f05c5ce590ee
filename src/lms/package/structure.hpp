#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What a course is made of (cmi5, 13). The names of enumerators are the standard's words, and what is written.
namespace lms {

enum class MoveOn { NotApplicable, Passed, Completed, CompletedAndPassed, CompletedOrPassed };
BOOST_DESCRIBE_ENUM(MoveOn, NotApplicable, Passed, Completed, CompletedAndPassed, CompletedOrPassed)
enum class LaunchMethod { AnyWindow, OwnWindow };
BOOST_DESCRIBE_ENUM(LaunchMethod, AnyWindow, OwnWindow)

// A text in one language (RFC 5646; "und" when the course does not say).
struct Text {
    std::string language, text;
};
BOOST_DESCRIBE_STRUCT(Text, (), (language, text))

struct Objective {
    std::string publisher_id;
    std::vector<Text> title, description;
};
BOOST_DESCRIBE_STRUCT(Objective, (), (publisher_id, title, description))

enum class UnitKind { au, block };
BOOST_DESCRIBE_ENUM(UnitKind, au, block)

// An assignable unit, or a block of units.
struct Unit {
    std::string id;  // ours, within the course: "au-1", "block-1", …
    UnitKind kind = UnitKind::au;
    std::optional<std::string> parent;  // a block that stands before it
    std::string publisher_id;
    std::vector<Text> title, description;
    std::vector<std::string> objectives;  // publisher ids
    // Of assignable units only.
    std::string url;  // absolute, or of a file of the package with its query and fragment
    LaunchMethod launch_method = LaunchMethod::AnyWindow;
    std::optional<double> mastery_score;
    MoveOn move_on = MoveOn::NotApplicable;
    std::optional<std::string> activity_type, launch_parameters, entitlement_key;
};
BOOST_DESCRIBE_STRUCT(Unit, (),
                      (id, kind, parent, publisher_id, title, description, objectives, url, launch_method, mastery_score, move_on, activity_type,
                       launch_parameters, entitlement_key))

struct Structure {
    std::string publisher_id;
    std::vector<Text> title, description;
    std::vector<Objective> objectives;
    std::vector<Unit> units;  // in the order of the course, a block before what it holds
};
BOOST_DESCRIBE_STRUCT(Structure, (), (publisher_id, title, description, objectives, units))

// nullptr when there is none, or when it is a block.
const Unit* find_au(const Structure& structure, std::string_view id);

// Reads cmi5.xml. Throws Error(invalid) with the line, the element or attribute, what was expected and the clause; Error(too_large)
// beyond 8 MB, 10,000 units or 32 blocks within each other. Whether files are there is not looked at.
Structure read_structure(std::string_view xml);

}  // namespace lms
