#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/http/path_tree.hpp"
#include "platform/http/router.hpp"
#include "platform/text/ascii.hpp"

namespace http {

namespace {
using boost::json::array;
using boost::json::object;
using boost::json::value;

value reference(std::string_view section, std::string_view name) {
    return object{{"$ref", "#/components/" + std::string(section) + '/' + std::string(name)}};
}

value content(std::string_view type, value schema) {
    return object{{type, object{{"schema", std::move(schema)}}}};
}

value error_schema() {
    const value text = object{{"type", "string"}};
    array codes;
    for (int code = 0; code <= static_cast<int>(ErrorCode::timeout); ++code)
        codes.emplace_back(to_string(static_cast<ErrorCode>(code)));
    const object error{{"type", "object"},
                       {"required", array{"code", "message", "trace_id"}},
                       {"properties", object{{"code", object{{"type", "string"}, {"enum", codes}}},
                                             {"message", text},
                                             {"trace_id", text},
                                             {"retry_after_ms", object{{"type", "integer"}}},
                                             {"pointer", text}}}};
    return object{{"type", "object"},
                  {"required", array{"ok", "error"}},
                  {"properties", object{{"ok", object{{"type", "boolean"}, {"const", false}}}, {"error", error}}}};
}

value parameter(std::string_view name, std::string_view in) {
    return object{{"name", name}, {"in", in}, {"required", in == "path"}, {"schema", object{{"type", "string"}}}};
}

array parameters_of(const Route& route) {
    array parameters;
    for (const auto name : names_of(route.path)) parameters.push_back(parameter(name, "path"));
    for (const auto name : route.needs.query) parameters.push_back(parameter(name, "query"));
    return parameters;
}

value request_body_of(const Route& route) {
    if (route.request_schema)
        return object{{"required", true}, {"content", content("application/json", route.request_schema())}};
    const value bytes = object{{"type", "object"}};
    return object{{"required", true}, {"content", content("multipart/form-data", bytes)}};
}

value success_of(const Route& route) {
    object success{{"description", "Success"}};
    if (route.response_schema) success["content"] = content("application/json", route.response_schema());
    else if (route.needs.answers == "application/json") success["content"] = content("application/json", object{{"type", "object"}});
    else if (!route.needs.answers.empty()) success["content"] = content(route.needs.answers, object{{"type", "string"}});
    return success;
}

// "get /v1/courses/{id}/toc" → "get_courses_id_toc": a name for generated clients
std::string operation_id(const Route& route) {
    auto id = text::lower_case(route.method);
    const std::string_view path = route.path.starts_with("/v1/") ? std::string_view(route.path).substr(3) : route.path;
    for (const char letter : path) {
        const bool word = std::isalnum(static_cast<unsigned char>(letter));
        if (word) id += letter;
        else if (id.back() != '_') id += '_';
    }
    while (id.ends_with('_')) id.pop_back();
    return id;
}

std::string tag_of(std::string_view path) {
    if (!path.starts_with("/v1/")) return "service";
    path.remove_prefix(4);
    return std::string(path.substr(0, path.find('/')));
}

value operation_of(const Route& route) {
    object operation{{"operationId", operation_id(route)}, {"tags", array{tag_of(route.path)}}};
    operation["summary"] = route.needs.summary.empty() ? route.method + ' ' + route.path : std::string(route.needs.summary);
    if (auto parameters = parameters_of(route); !parameters.empty()) operation["parameters"] = std::move(parameters);
    if (route.request_schema || route.needs.raw_body) operation["requestBody"] = request_body_of(route);
    operation["responses"] = object{{"2XX", success_of(route)}, {"4XX", reference("responses", "Refused")},
                                    {"5XX", reference("responses", "Failed")}};
    if (route.needs.role == Role::anyone) operation["security"] = array{};
    // A learner without a cookie gets an anonymous session with the reply, so the cookie is welcome, not required.
    if (route.needs.role == Role::learner) operation["security"] = array{object(), object{{"session", array{}}}, object{{"bearer", array{}}}};
    return operation;
}

value error_response_of(std::string_view description) {
    return object{{"description", description}, {"content", content("application/json", reference("schemas", "Error"))}};
}

value components() {
    return object{{"schemas", object{{"Error", error_schema()}}},
                  {"responses", object{{"Refused", error_response_of("The request cannot be answered as it is")},
                                       {"Failed", error_response_of("The server could not answer")}}},
                  {"securitySchemes",
                   object{{"session", object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "ot_session"},
                                             {"description", "Made by itself at the first request"}}},
                          {"bearer", object{{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"},
                                            {"description", "An access token of POST /v1/login"}}}}}};
}

object paths_of(const Router& router) {
    object paths;
    for (const Route& route : router.routes()) {
        if (!paths.contains(route.path)) paths[route.path] = object();
        paths[route.path].as_object()[text::lower_case(route.method)] = operation_of(route);
    }
    return paths;
}
}  // namespace

std::string openapi(const Router& router, std::string_view version) {
    const object info{{"title", "OmniTutor"},
                      {"version", version},
                      {"description", "Made from the route table. Every route under /v1/ also answers under /api/."},
                      {"license", object{{"name", "MIT"}, {"identifier", "MIT"}}}};
    return boost::json::serialize(object{{"openapi", "3.1.0"},
                                         {"info", info},
                                         {"servers", array{object{{"url", "/"}}}},
                                         {"security", array{object{{"session", array{}}}, object{{"bearer", array{}}}}},
                                         {"paths", paths_of(router)},
                                         {"components", components()}});
}

}  // namespace http
