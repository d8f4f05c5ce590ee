#include <algorithm>
#include <array>

#include "models/providers/provider.hpp"

// As of 2026-11-01, from the vendor's migration guides. Newer models reject a forced tool, older ones do not know output_config.
namespace models {

namespace {

constexpr std::array capabilities{
    Capability{.model_prefix = "", .structure = Structure::output_format, .effort = false},
    Capability{.model_prefix = "claude-3", .structure = Structure::forced_tool},
    Capability{.model_prefix = "claude-haiku-4", .structure = Structure::forced_tool},
    Capability{.model_prefix = "claude-sonnet-4", .structure = Structure::forced_tool},
    Capability{.model_prefix = "claude-haiku-5", .effort = true},
    Capability{.model_prefix = "claude-sonnet-5", .effort = true},
    Capability{.model_prefix = "claude-opus-5", .effort = true},
};

}  // namespace

const Capability& capability_of(std::string_view model) {
    const Capability* best = &capabilities[0];
    for (const auto& one : capabilities)
        if (model.starts_with(one.model_prefix) && one.model_prefix.size() >= best->model_prefix.size()) best = &one;
    return *best;
}

}  // namespace models
