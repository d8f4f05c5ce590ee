#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "lrs/statement/facts.hpp"
#include "lrs/statement/version.hpp"
#include "platform/json/document.hpp"
#include "platform/json/place.hpp"

// What the pieces of a statement are checked with. Private to the room: callers use validate().
namespace lrs::rules {

// A value and where it stands.
struct At {
    json::Node node;
    const json::Place& place;
};

// One statement, or its SubStatement, on its way through the rules.
struct Pass {
    Version version;
    Facts& facts;
    bool nested = false;                        // in a SubStatement
    Relation relation = Relation::related;      // of the agents and activities that come next
    std::string_view verb = {};                 // its id, once it was met

    Relation here() const { return nested ? Relation::related : relation; }
};

using Check = void (*)(Pass&, const At&);
struct Property {
    std::string_view name;
    Check check;
};

// Throws Error(invalid): what was expected, what was found, and the clause of the specification with its XAPI number.
[[noreturn]] void refuse(const At& at, std::string_view expected, std::string_view clause);
[[noreturn]] void refuse_absence(const json::Place& object, std::string_view property, std::string_view clause);

// The same about the `objectType` of an object: what it says, or that it says nothing.
[[noreturn]] void refuse_type(const At& object, std::string_view expected, std::string_view clause);

void expect_object(const At& at, std::string_view clause);
void expect_array(const At& at, std::string_view clause);
std::string_view expect_string(const At& at, std::string_view clause);

// The rows of a table that an object has met, and their values.
class Found {
public:
    void add(std::size_t row, json::Node value) {
        rows_ |= 1u << row;
        values_[row] = value;
    }
    bool has(std::size_t row) const { return (rows_ >> row & 1) != 0; }
    std::uint32_t rows() const { return rows_; }  // bit n for row n
    json::Node operator[](std::size_t row) const { return values_[row]; }  // of one that it has

private:
    std::uint32_t rows_ = 0;
    std::array<json::Node, 12> values_;  // as many as the longest table has rows
};

// Walks the members of an object and checks each by its row; what has no row is refused (XAPI-00008, XAPI-00010).
Found each_property(Pass& pass, const At& object, std::span<const Property> properties, std::string_view clause);
void each_item(Pass& pass, const At& array, Check check, std::string_view clause);

// Values of one form, wherever they stand.
void string(Pass&, const At&);
void boolean(Pass&, const At&);
void number(Pass&, const At&);
void iri(Pass&, const At&);
void irl(Pass&, const At&);
void uuid(Pass&, const At&);
void timestamp(Pass&, const At&);
void duration(Pass&, const At&);
void language_tag(Pass&, const At&);
void language_map(Pass&, const At&);
void extensions(Pass&, const At&);

// Pieces of a statement. Each notes in Facts what it has found.
void agent(Pass&, const At&);            // an Agent
void group(Pass&, const At&);            // a Group, identified or not
void agent_or_group(Pass&, const At&);
void authority(Pass&, const At&);
void activity(Pass&, const At&);
void verb(Pass&, const At&);
void statement_ref(Pass&, const At&);
void result(Pass&, const At&);
void attachments(Pass&, const At&);
// `about_activity`: whether the object is one, which `revision` and `platform` demand.
void context(Pass&, const At&, bool about_activity);

// The `objectType` of an object, or `otherwise` when it has none or one that is no string.
std::string_view object_type(json::Node object, std::string_view otherwise);

}  // namespace lrs::rules
