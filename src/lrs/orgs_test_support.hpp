#pragma once
#include "platform/id.hpp"

namespace lrs {

inline const OrgId org{"01920000-0000-7000-8000-000000000001"}, other_org{"01920000-0000-7000-8000-000000000002"};

}  // namespace lrs
