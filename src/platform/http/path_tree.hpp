#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace http {

// Finds what is filed under a path like "/v1/courses/{id}/toc": a written part goes before a `{name}`, which takes any one
// part that is not empty, and that before a last `{name*}`, which takes all that is left. "/api/…" is another name of "/v1/…".
class PathTree {
public:
    // Files `value` under `path`; several may lie under one path.
    void add(std::string_view path, std::size_t value);

    struct Match {
        const std::vector<std::size_t>* values = nullptr;  // null: nothing lies there
        std::vector<std::string_view> parts;               // what the `{name}`s took, in order; views into the path
    };
    Match find(std::string_view path) const;

private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> written;
        std::unique_ptr<Node> any, rest;
        std::vector<std::size_t> values;
    };
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    static const Node* descend(const Node& node, std::string_view rest, std::vector<std::string_view>& parts);
    Node root_;
    std::unordered_map<std::string, const Node*, Hash, std::equal_to<>> whole_;  // paths of written parts alone, which go before all others
};

// The names between braces, in order, without stars.
std::vector<std::string_view> names_of(std::string_view path);

}  // namespace http
