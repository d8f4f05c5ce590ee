#include "platform/http/path_tree.hpp"

#include <algorithm>

namespace http {

namespace {
// Cuts the first part off "/a/b": "a", leaving "/b".
std::string_view cut_part(std::string_view& rest) {
    const auto end = std::min(rest.find('/', 1), rest.size());
    const auto part = rest.substr(1, end - 1);
    rest.remove_prefix(end);
    return part;
}

bool is_name(std::string_view part) { return part.starts_with('{') && part.ends_with('}'); }
bool is_rest(std::string_view part) { return is_name(part) && part.ends_with("*}"); }
}  // namespace

void PathTree::add(std::string_view path, std::size_t value) {
    Node* node = &root_;
    for (auto rest = path; !rest.empty();) {
        const auto part = cut_part(rest);
        auto& next = is_rest(part) ? node->rest : is_name(part) ? node->any : node->written[std::string(part)];
        if (!next) next = std::make_unique<Node>();
        node = next.get();
    }
    node->values.push_back(value);
    if (!path.contains('{')) whole_.insert_or_assign(std::string(path), node);
}

const PathTree::Node* PathTree::descend(const Node& node, std::string_view rest, std::vector<std::string_view>& parts) {
    if (rest.empty()) return node.values.empty() ? nullptr : &node;
    const auto part = cut_part(rest);
    if (const auto found = node.written.find(part); found != node.written.end())
        if (const Node* leaf = descend(*found->second, rest, parts)) return leaf;
    if (part.empty()) return nullptr;
    parts.push_back(part);
    if (node.any)
        if (const Node* leaf = descend(*node.any, rest, parts)) return leaf;
    if (!node.rest) parts.pop_back();
    else parts.back() = std::string_view(part.data(), part.size() + rest.size());
    return node.rest.get();
}

PathTree::Match PathTree::find(std::string_view path) const {
    Match match;
    if (const auto whole = whole_.find(path); whole != whole_.end()) {
        match.values = &whole->second->values;
        return match;
    }
    if (!path.starts_with('/')) return match;
    const Node* start = &root_;
    if (path.starts_with("/api/")) {
        const auto versioned = root_.written.find("v1");
        if (versioned == root_.written.end()) return match;
        start = versioned->second.get();
        path.remove_prefix(4);
    }
    if (const Node* leaf = descend(*start, path, match.parts)) match.values = &leaf->values;
    return match;
}

std::vector<std::string_view> names_of(std::string_view path) {
    std::vector<std::string_view> names;
    while (!path.empty()) {
        const auto part = cut_part(path);
        if (is_name(part)) names.push_back(part.substr(1, part.size() - (is_rest(part) ? 3 : 2)));
    }
    return names;
}

}  // namespace http
