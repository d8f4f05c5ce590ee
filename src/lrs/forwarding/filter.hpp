#pragma once
#include <boost/describe/class.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lrs/statement/facts.hpp"

namespace lrs {

// Which statements are sent on: all that meet every part that is there. The wire form is the stored form.
struct ForwardFilter {
    std::optional<std::vector<std::string>> verbs;  // any of them; none stands for all
    std::optional<std::string> activity;          // the object's id
    std::optional<std::string> activity_prefix;   // how the object's id begins
    std::optional<boost::json::object> agent;     // actor or object, or a member of a group there
    std::optional<std::string> registration;
};
BOOST_DESCRIBE_STRUCT(ForwardFilter, (), (verbs, activity, activity_prefix, agent, registration))

// A filter that has been checked. Pure; any thread.
class Matcher {
public:
    // Error(invalid) for what is no IRI, no agent, no UUID.
    explicit Matcher(const ForwardFilter& filter);
    bool takes_all() const;
    // What a StatementRef refers to is not looked at: the caller asks again for it.
    bool matches(const Facts& facts) const;

private:
    ForwardFilter filter_;
    std::string agent_;  // its identity
};

}  // namespace lrs
