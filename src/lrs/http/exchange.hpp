#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lrs/credentials/credentials.hpp"
#include "lrs/http/state.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/statement/version.hpp"
#include "platform/http/http.hpp"

namespace lrs {

// One request of an xAPI client whose version, parameters and credentials have been checked. Readers of parameters throw
// Error(invalid) for what does not fit (XAPI-00012).
struct Exchange {
    Lrs::State& lrs;
    const http::Request& request;
    Version version;
    Credential who;

    std::optional<std::string> text(std::string_view name) const;
    std::string required(std::string_view name) const;
    std::optional<std::string> iri(std::string_view name) const;
    std::optional<std::string> uuid(std::string_view name) const;  // in lower case
    std::optional<NamedAgent> agent(std::string_view name, Accept accept) const;
    std::optional<timing::Micros> time(std::string_view name) const;
    bool flag(std::string_view name) const;
    std::optional<std::string> header(std::string_view name) const;
    std::string content_type() const;  // without parameters, in lower case
};

using Handler = Task<http::Response> (*)(const Exchange&);

// One method of one resource (part 3, appendix B).
struct Resource {
    std::string_view method, path;
    unsigned scopes;  // any of them, or `all`, is enough
    std::span<const std::string_view> parameters;
    Handler handler;
    std::string_view summary;
};
std::span<const Resource> resources();

// Handlers, by file.
Task<http::Response> put_statement(const Exchange&);
Task<http::Response> post_statements(const Exchange&);
Task<http::Response> get_statements(const Exchange&);
Task<http::Response> get_activity(const Exchange&);
Task<http::Response> get_person(const Exchange&);
Task<http::Response> get_document(const Exchange&);
Task<http::Response> put_document(const Exchange&);
Task<http::Response> post_document(const Exchange&);
Task<http::Response> delete_document(const Exchange&);

// Holds a guest's request to the documents of its learner and registration; throws Error(forbidden). Others pass.
void keep_to_visit(const Exchange& exchange);
// Stores the batch; a guest's when the room above admits it.
Task<void> store_for(const Exchange& exchange, Batch& batch);

// part 3, 1.3, of 1.0.3 only: the request that a POST with `?method=` stands for. Throws Error(invalid).
http::Request unwrap_alternate(const http::Request& request);
bool is_alternate(const http::Request& request);

// part 3, 3.2: what is misspelt must not be passed over, or the answer is another than was asked for. Throws Error(invalid), naming
// the parameter.
void refuse_unknown_parameters(std::span<const std::string_view> known, const http::Request& request);

// An RFC 9110 date.
std::string http_date(timing::Micros at);

}  // namespace lrs
