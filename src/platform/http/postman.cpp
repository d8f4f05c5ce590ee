#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/http/path_tree.hpp"
#include "platform/http/router.hpp"

namespace http {

namespace {
using boost::json::array;
using boost::json::object;
using boost::json::value;

// An example of what a schema describes, enough to edit: every required member with an empty value of its type.
value example_of(const value& schema) {
    const auto& shape = schema.as_object();
    if (const auto* names = shape.if_contains("enum")) return names->as_array().front();
    const auto* type = shape.if_contains("type");
    if (!type || !type->is_string()) return object();
    if (type->as_string() == "string") return "";
    if (type->as_string() == "boolean") return false;
    if (type->as_string() == "integer" || type->as_string() == "number") return 0;
    if (type->as_string() == "array") return array();
    object example;
    if (const auto* required = shape.if_contains("required"))
        for (const auto& name : required->as_array())
            example[name.as_string()] = example_of(shape.at("properties").at(name.as_string()));
    return example;
}

// "/v1/courses/{id}/toc" → "{{base}}/v1/courses/:id/toc": Postman's way to name a value in a path.
object url_of(const Route& route) {
    std::string path = route.path;
    array variables, query;
    for (const auto name : names_of(route.path)) {
        const auto marked = '{' + std::string(name) + '}';
        path.replace(path.find(marked), marked.size(), ':' + std::string(name));
        variables.push_back(object{{"key", name}, {"value", ""}});
    }
    for (const auto name : route.needs.query) query.push_back(object{{"key", name}, {"value", ""}, {"disabled", true}});
    array parts;
    for (std::size_t at = 1; at <= path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        parts.emplace_back(std::string_view(path).substr(at, end - at));
        at = end + 1;
    }
    return {{"raw", "{{base}}" + path}, {"host", array{"{{base}}"}}, {"path", parts}, {"query", query}, {"variable", variables}};
}

object body_of(const Route& route) {
    if (!route.request_schema)
        return {{"mode", "formdata"}, {"formdata", array{object{{"key", "file"}, {"type", "file"}, {"src", ""}}}}};
    return {{"mode", "raw"},
            {"raw", boost::json::serialize(example_of(route.request_schema()))},
            {"options", object{{"raw", object{{"language", "json"}}}}}};
}

object item_of(const Route& route) {
    object request{{"method", route.method}, {"header", array()}, {"url", url_of(route)}, {"description", route.needs.summary}};
    if (route.request_schema) request["header"] = array{object{{"key", "Content-Type"}, {"value", "application/json"}}};
    if (route.request_schema || route.needs.raw_body) request["body"] = body_of(route);
    return {{"name", route.needs.summary.empty() ? std::string_view(route.path) : route.needs.summary}, {"request", request}};
}
}  // namespace

std::string postman(const Router& router, std::string_view version) {
    array items;
    for (const Route& route : router.routes()) items.push_back(item_of(route));
    const object info{{"name", "OmniTutor"},
                      {"version", version},
                      {"schema", "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}};
    return boost::json::serialize(
        object{{"info", info},
               {"item", items},
               {"variable", array{object{{"key", "base"}, {"value", "http://127.0.0.1:8790"}}}}});
}

}  // namespace http
