#pragma once
#include <pugixml.hpp>
#include <string>

namespace library {

// TeX of an Office Math element (m:oMath).
std::string tex_of_omml(const pugi::xml_node& math);

}  // namespace library
