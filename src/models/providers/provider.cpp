#include "models/providers/provider.hpp"

#include <stdexcept>

#include "models/providers/wire.hpp"

namespace models {

client::Request Provider::embeddings(const std::string&, const std::vector<std::string>&) const {
    throw std::logic_error(name() + " has no embeddings");
}

client::Request Provider::moderation(const std::string&, std::string_view) const {
    throw std::logic_error(name() + " has no moderation endpoint");
}

std::vector<std::string> model_ids(std::string_view body) {
    std::vector<std::string> ids;
    const auto list = wire::parse_object(body);
    const auto* data = list ? wire::array(*list, "data") : nullptr;
    if (!data) return ids;
    for (const auto& one : *data)
        if (const auto* model = one.if_object(); model && !wire::text(*model, "id").empty()) ids.emplace_back(wire::text(*model, "id"));
    return ids;
}

}  // namespace models
