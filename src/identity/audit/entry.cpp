#include "identity/audit/entry.hpp"

#include "platform/crypto/crypto.hpp"

namespace identity {

AuditEntry entry_of(const db::Row& row) {
    return {row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7), row.text(8), row.text(9)};
}

std::string chained_hash(const std::string& before, const OrgId& org, const AuditEntry& entry) {
    std::string bytes;
    for (const auto& value : {before, org.str(), std::to_string(entry.number), std::to_string(entry.at), entry.actor, entry.role, entry.credential, entry.address,
                              entry.action, entry.kind, entry.subject})
        bytes.append(std::to_string(value.size())).append(1, ':').append(value).append(1, ',');
    return crypto::sha256_hex(bytes);
}

}  // namespace identity
