#pragma once
#include <optional>

#include "platform/client/client.hpp"
#include "platform/trace/trace.hpp"

namespace client {

// The step of a trace that one outgoing request is.
class RequestSpan {
public:
    RequestSpan() = default;
    explicit RequestSpan(const Request& request);
    // What goes along; in no trace when the request belongs to none and nobody collects.
    const tracing::Context& context() const { return context_; }
    // Tells of it, with method, host and how it ended: by the semantic conventions of HTTP clients, except for `url.full`, since paths of webhooks and push
    // services are secrets and names of persons.
    void end(const Request& request, int status, const std::optional<TransferError>& error) const;

private:
    timing::Deadline began_{};
    tracing::Context context_;
};

}  // namespace client
