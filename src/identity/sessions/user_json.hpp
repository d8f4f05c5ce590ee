#pragma once
#include <boost/describe/class.hpp>

#include <optional>
#include <string>

namespace identity {

struct NoMembers {};
BOOST_DESCRIBE_STRUCT(NoMembers, (), ())

// The person of a session, in every reply that shows one.
struct UserReply {
    std::string id;
    bool anonymous = true;
    std::string role;
    std::optional<std::string> name;  // of an account
};
BOOST_DESCRIBE_STRUCT(UserReply, (), (id, anonymous, role, name))

}  // namespace identity
