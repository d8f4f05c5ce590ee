#pragma once
#include <gumbo.h>

#include <string>

namespace library {

// TeX of a <math> element: its own annotation where there is one, else made from the presentation elements.
std::string tex_of(const GumboNode& math);

}  // namespace library
