#include "lrs/store/keys.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "lrs/statement/formats.hpp"

namespace lrs {

namespace {
// SipHash-2-4 (Aumasson and Bernstein, 2012). Not here for secrecy: fast, well mixed, and keyed.
class SipHash {
public:
    explicit SipHash(std::array<std::uint64_t, 2> key)
        : v_{0x736f6d6570736575 ^ key[0], 0x646f72616e646f6d ^ key[1], 0x6c7967656e657261 ^ key[0], 0x7465646279746573 ^ key[1]} {}

    std::uint64_t operator()(char first, std::string_view rest) {
        const auto size = rest.size() + 1;
        std::uint64_t word = static_cast<unsigned char>(first);
        if (rest.size() >= 7) {
            absorb(word | little_endian(rest, 7) << 8);
            rest.remove_prefix(7);
            for (; rest.size() >= 8; rest.remove_prefix(8)) absorb(little_endian(rest, 8));
            word = little_endian(rest, rest.size());
        } else {
            word |= little_endian(rest, rest.size()) << 8;
        }
        absorb(word | std::uint64_t{size & 0xFF} << 56);
        v_[2] ^= 0xFF;
        for (int i = 0; i < 4; ++i) round();
        return v_[0] ^ v_[1] ^ v_[2] ^ v_[3];
    }

private:
    static std::uint64_t little_endian(std::string_view text, std::size_t size) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < size; ++i) word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (i * 8);
        return word;
    }
    void absorb(std::uint64_t word) {
        v_[3] ^= word;
        round();
        round();
        v_[0] ^= word;
    }
    void round() {
        v_[0] += v_[1], v_[1] = std::rotl(v_[1], 13) ^ v_[0], v_[0] = std::rotl(v_[0], 32);
        v_[2] += v_[3], v_[3] = std::rotl(v_[3], 16) ^ v_[2];
        v_[0] += v_[3], v_[3] = std::rotl(v_[3], 21) ^ v_[0];
        v_[2] += v_[1], v_[1] = std::rotl(v_[1], 17) ^ v_[2], v_[2] = std::rotl(v_[2], 32);
    }
    std::array<std::uint64_t, 4> v_;
};

std::array<std::uint64_t, 2> hash_key(const OrgId& org) {
    return {SipHash({0x6f6d6e697475746f, 1})('o', org.str()), SipHash({0x6f6d6e697475746f, 2})('o', org.str())};
}

std::int64_t hash(const std::array<std::uint64_t, 2>& key, KeyKind kind, std::string_view value) {
    return std::bit_cast<std::int64_t>(SipHash(key)(static_cast<char>(kind), value));
}
}  // namespace

std::int64_t key_of(const OrgId& org, KeyKind kind, std::string_view value) { return hash(hash_key(org), kind, value); }

std::vector<std::int64_t> keys_of(const OrgId& org, const Facts& facts) {
    const auto key = hash_key(org);
    const auto kind = [](Relation relation, KeyKind direct, KeyKind related) { return relation == Relation::direct ? direct : related; };
    std::vector<std::int64_t> keys;
    keys.reserve(1 + facts.agents.size() + facts.activities.size() + 2);
    keys.push_back(hash(key, KeyKind::verb, facts.verb));
    for (const auto& agent : facts.agents)
        keys.push_back(hash(key, kind(agent.relation, KeyKind::agent, KeyKind::related_agent), agent.identity));
    for (const auto& activity : facts.activities)
        keys.push_back(hash(key, kind(activity.relation, KeyKind::activity, KeyKind::related_activity), activity.id));
    if (facts.registration) keys.push_back(hash(key, KeyKind::registration, lower_case(*facts.registration)));
    std::ranges::sort(keys);
    const auto twins = std::ranges::unique(keys);
    keys.erase(twins.begin(), twins.end());
    return keys;
}

std::int64_t signature_of(std::span<const std::int64_t> keys) {
    std::uint64_t bits = 0;
    for (const auto key : keys)
        for (const int part : {0, 16, 32}) bits |= std::uint64_t{1} << (static_cast<std::uint64_t>(key) >> part & 0xFFFF) % 63;
    return static_cast<std::int64_t>(bits);
}

}  // namespace lrs
