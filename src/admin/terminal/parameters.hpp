#pragma once
#include <boost/json/object.hpp>
#include <vector>

#include "admin/terminal/named_query.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

namespace admin {

// The values of $2, $3, … by what was given. Throws Error(invalid) at /parameters/NAME for one of another type, out of its bounds, missing or unknown.
std::vector<db::Value> values_of(const NamedQuery& query, const boost::json::object& given, timing::Micros now);

}  // namespace admin
