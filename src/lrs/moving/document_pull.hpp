#pragma once
#include <string>
#include <string_view>
#include <unordered_set>

#include "lrs/moving/remote_store.hpp"

namespace lrs {

// Fetches the documents of what statements name: profiles of the actor and of the object, and the state of the two with and without
// the registration. A document that is here already stays. What was asked once is not asked again.
class DocumentPull {
public:
    DocumentPull(Lrs::State& lrs, RemoteStore& remote, OrgId org) : lrs_(lrs), remote_(remote), org_(std::move(org)) {}
    // How many documents the statement brought.
    Task<std::int64_t> take(std::string_view statement);

private:
    struct Place {
        std::string resource, query, id_parameter;
        DocumentContext context;
    };
    Task<std::int64_t> fetch_all(Place place);
    Task<bool> fetch(const Place& place, std::string name);
    bool is_news(const Place& place);

    Lrs::State& lrs_;
    RemoteStore& remote_;
    OrgId org_;
    std::unordered_set<std::size_t> asked_;
};

}  // namespace lrs
