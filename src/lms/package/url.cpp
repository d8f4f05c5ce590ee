#include "lms/package/url.hpp"

#include <algorithm>

#include "platform/text/ascii.hpp"
#include "platform/text/percent.hpp"

namespace lms {

namespace {
}  // namespace

std::string scheme_of(std::string_view url) {
    const auto colon = url.find(':');
    if (colon == url.npos || colon == 0 || !text::is_letter(url[0])) return "";
    std::string scheme;
    for (const char c : url.substr(0, colon)) {
        if (!text::is_letter(c) && !text::is_digit(c) && c != '+' && c != '-' && c != '.') return "";
        scheme += text::is_letter(c) ? static_cast<char>(c | 0x20) : c;
    }
    return scheme;
}

UrlParts split_url(std::string_view url) {
    UrlParts parts{.scheme = scheme_of(url)};
    const auto hash = std::min(url.find('#'), url.size());
    if (hash < url.size()) parts.fragment = url.substr(hash + 1);
    url = url.substr(0, hash);
    const auto mark = std::min(url.find('?'), url.size());
    if (mark < url.size()) parts.query = url.substr(mark + 1);
    parts.before_query = url.substr(0, mark);
    if (parts.scheme.empty()) {
        parts.path = text::decode_percent_leniently(parts.before_query);
        while (parts.path.starts_with("./")) parts.path.erase(0, 2);
    }
    return parts;
}

std::vector<std::string> query_names(std::string_view query) {
    std::vector<std::string> names;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        names.push_back(text::decode_percent_leniently(pair.substr(0, pair.find('='))));
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return names;
}

}  // namespace lms
