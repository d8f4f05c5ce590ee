#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "identity/vault.hpp"

namespace identity {

// `id` comes from the key itself, so that one key has one name wherever it is kept.
struct MasterKey {
    std::string id, bytes;
};
using MasterKeys = std::vector<MasterKey>;

MasterKey master_key_of(std::string bytes);
// Throws Error(invalid), without the text, when one is no key of 32 bytes.
MasterKeys read_master_keys(std::string_view text);
// nullptr when it is not among them.
const MasterKey* find_key(const MasterKeys& keys, std::string_view id);

// Where the keys of this process are.
class KeySource {
public:
    // Error(invalid) when more than one is set.
    KeySource(VaultConfig config, const std::filesystem::path& data);
    // The newest first. Blocking, for as long as the command takes, at most 20 s. Error(unavailable) when they are not to be had.
    MasterKeys load() const;
    // Whether keys may be added here: to a file of our own.
    bool own() const { return config_.key.empty() && config_.key_file.empty() && config_.key_command.empty(); }
    // Puts a new key before the others of the own file. Of two processes that make the first one, both get the same.
    MasterKeys add() const;
    std::string words() const;

private:
    VaultConfig config_;
    std::filesystem::path own_file_;
};

}  // namespace identity
