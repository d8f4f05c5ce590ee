#include "identity/vault/master_keys.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "platform/crypto/crypto.hpp"
#include "platform/crypto/hex.hpp"
#include "platform/crypto/random.hpp"
#include "platform/crypto/sealing.hpp"
#include "platform/error.hpp"
#include "platform/files/to_disk.hpp"
#include "platform/process/process.hpp"

namespace identity {

namespace fs = std::filesystem;

namespace {
constexpr std::size_t id_letters = 16;
constexpr std::size_t most_printed = 64 << 10;
constexpr std::chrono::seconds patience{20};
constexpr std::string_view between = " \t\r\n,";

MasterKey read_master_key(std::string_view text) {
    const bool hex = text.size() == 2 * crypto::sealing_key_bytes;
    auto bytes = (hex ? crypto::from_hex(text) : crypto::from_base64(text)).value_or("");
    if (bytes.size() != crypto::sealing_key_bytes) throw Error(ErrorCode::invalid, "A key of the vault: expected 32 bytes in base64 or hex.");
    return master_key_of(std::move(bytes));
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path);
    if (!file) throw Error(ErrorCode::unavailable, "The vault's key file " + path.string() + " cannot be read.");
    return {std::istreambuf_iterator<char>(file), {}};
}

// What it printed is no part of what is said about it.
std::string output_of(const std::string& command) {
    std::string text;
    const auto outcome = process::run({.command = {"/bin/sh", "-c", command}}, patience, [&text](std::string_view piece) {
        if (text.size() + piece.size() > most_printed) throw Error(ErrorCode::unavailable, "OT_VAULT_KEY_COMMAND prints too much.");
        text += piece;
    });
    if (outcome.ended != process::Outcome::Ended::well) throw Error(ErrorCode::unavailable, "OT_VAULT_KEY_COMMAND failed.");
    return text;
}

// Of all who add a key to this file at once, one: the others would lose the one that it adds.
class Alone {
public:
    explicit Alone(const fs::path& file) : lock_(open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (lock_ < 0 || flock(lock_, LOCK_EX) != 0) throw Error(ErrorCode::unavailable, "The vault's key file " + file.string() + " cannot be locked.");
    }
    ~Alone() { close(lock_); }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;

private:
    int lock_;
};

// Only its owner can read it, from its first moment on.
void write_private(const fs::path& path, std::string_view text) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool written = file >= 0 && write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (file >= 0) close(file);
    if (!written) throw Error(ErrorCode::unavailable, "The vault's key cannot be written to " + path.string() + '.');
    files::to_disk(path);
}
}  // namespace

MasterKey master_key_of(std::string bytes) {
    auto id = crypto::hmac_sha256_hex(bytes, "omnitutor vault key").substr(0, id_letters);
    return {std::move(id), std::move(bytes)};
}

MasterKeys read_master_keys(std::string_view text) {
    MasterKeys keys;
    for (auto start = text.find_first_not_of(between); start != text.npos; start = text.find_first_not_of(between)) {
        text.remove_prefix(start);
        const auto word = text.substr(0, text.find_first_of(between));
        keys.push_back(read_master_key(word));
        text.remove_prefix(word.size());
    }
    return keys;
}

const MasterKey* find_key(const MasterKeys& keys, std::string_view id) {
    const auto found = std::ranges::find(keys, id, &MasterKey::id);
    return found == keys.end() ? nullptr : &*found;
}

KeySource::KeySource(VaultConfig config, const fs::path& data) : config_(std::move(config)), own_file_(data / "vault.key") {
    const int set = !config_.key.empty() + !config_.key_file.empty() + !config_.key_command.empty();
    if (set > 1) throw Error(ErrorCode::invalid, "Set one of OT_VAULT_KEY, OT_VAULT_KEY_FILE and OT_VAULT_KEY_COMMAND, not several.");
}

MasterKeys KeySource::load() const {
    if (!config_.key.empty()) return read_master_keys(config_.key);
    if (!config_.key_file.empty()) return read_master_keys(read_file(config_.key_file));
    if (!config_.key_command.empty()) return read_master_keys(output_of(config_.key_command));
    return fs::exists(own_file_) ? read_master_keys(read_file(own_file_)) : MasterKeys{};
}

MasterKeys KeySource::add() const {
    fs::create_directories(own_file_.parent_path());
    const Alone alone(own_file_);
    const bool first = !fs::exists(own_file_);
    auto text = crypto::to_base64(crypto::random_bytes(crypto::sealing_key_bytes)) + '\n';
    if (!first) text += read_file(own_file_);
    auto written = own_file_;
    written += "." + crypto::random_hex(8);
    write_private(written, text);
    std::error_code taken;
    // A link, unlike a renaming, leaves alone what another process has made meanwhile.
    if (first) fs::create_hard_link(written, own_file_, taken), fs::remove(written);
    else fs::rename(written, own_file_);
    files::to_disk(own_file_.parent_path());
    return load();
}

std::string KeySource::words() const {
    if (!config_.key.empty()) return "OT_VAULT_KEY";
    if (!config_.key_file.empty()) return config_.key_file;
    return config_.key_command.empty() ? own_file_.string() : "OT_VAULT_KEY_COMMAND";
}

}  // namespace identity
