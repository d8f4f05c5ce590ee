#pragma once
#include <string_view>

namespace http {

// The media type of a file by the end of its name; application/octet-stream for one that is not known. Texts of our own making are UTF-8.
std::string_view media_type(std::string_view path);
// Without parameters: for texts whose encoding only they know.
std::string_view bare_media_type(std::string_view path);

}  // namespace http
