#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/places.hpp"
#include "identity/vault.hpp"

namespace cli {

int vault_rotate(Settings settings) {
    const auto database = open_database(settings);
    identity::Vault vault(*database, settings.vault, settings.data);
    const auto sealed = vault.rotate();
    const auto status = vault.status();
    fmt::print("{} secrets are sealed anew, by the key {} of {}\n", sealed, status.current, status.source);
    return 0;
}

int vault_status(Settings settings) {
    const auto database = open_database(settings);
    identity::Vault vault(*database, settings.vault, settings.data);
    const auto status = vault.status();
    bool whole = true;
    fmt::print("keys: {}\n", status.source);
    for (const auto& [id, count] : status.secrets) {
        const bool held = status.held.at(id);
        whole = whole && held;
        fmt::print("{}: {} secrets{}{}\n", id, count, id == status.current ? ", seals" : "", held ? "" : "; THIS KEY IS NOT HERE");
    }
    return whole ? 0 : 1;
}

}  // namespace cli
