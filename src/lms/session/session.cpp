#include "lms/session/session.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <algorithm>

#include "lms/session/words.hpp"

namespace lms {

namespace {
bool is_of_profile(Verb verb) { return verb == Verb::abandoned || verb == Verb::waived || verb == Verb::satisfied; }
}  // namespace

std::string_view name_of(Verb verb) { return boost::describe::enum_to_string(verb, ""); }

std::optional<Verb> verb_named(std::string_view name) {
    Verb verb{};
    return boost::describe::enum_from_string(std::string(name).c_str(), verb) ? std::optional(verb) : std::nullopt;
}

std::string iri_of(Verb verb) { return std::string(is_of_profile(verb) ? words::adl_profile_verbs : words::adl_verbs).append(name_of(verb)); }

std::optional<Verb> verb_of_iri(std::string_view iri) {
    const auto verb = verb_named(iri.substr(iri.rfind('/') + 1));
    return verb && iri_of(*verb) == iri ? verb : std::nullopt;
}

const Said* History::in_session(std::string_view session, Verb verb) const {
    const auto found = std::ranges::find_if(said_, [&](const Said& said) { return said.session == session && said.verb == verb; });
    return found == said_.end() ? nullptr : &*found;
}

const Said* History::of_unit(std::string_view unit, Verb verb) const {
    const auto found = std::ranges::find_if(said_, [&](const Said& said) { return said.unit == unit && said.verb == verb; });
    return found == said_.end() ? nullptr : &*found;
}

bool History::is_stored(std::string_view unit, Verb verb) const {
    const auto* said = of_unit(unit, verb);
    return said && said->stored;
}

}  // namespace lms
