#pragma once
#include <string>
#include <vector>

#include "lrs/forwarding/forward.hpp"
#include "lrs/http/multipart_source.hpp"
#include "platform/client/client.hpp"

// Requests to targets. Pure, but for the files that a request reads while it is sent.
namespace lrs {

// A statement on its way out, in the edition that the target speaks.
struct Outgoing {
    timing::Micros stored = 0;
    std::string id, body;
    std::size_t weight = 0;  // bytes, those of its attachments included
    std::vector<UserId> people = {};  // whom to ask whether it may leave
};
Outgoing outgoing_of(const Target& target, timing::Micros stored, int edition, std::string_view body);

// To an LRS: POST statements. To a webhook: POST {"event":"statements","id","forward","sent_at","statements":[…]}.
client::Request delivery(const Forward& forward, std::span<const Outgoing> statements);
// To an LRS, with the files that the statements declare, as multipart/mixed. `database` outlives the request.
client::Request delivery_with_files(db::Database& database, const Forward& forward, std::span<const Outgoing> statements, std::vector<StoredAttachment> files);
// To a webhook: {"event":"erased"|"pseudonymised","id","forward","sent_at","statements":[ids]}. To an LRS: voiding statements, whose ids come
// from those they void, so that telling it twice stores them once.
client::Request notice(const Forward& forward, const std::string& id, const std::string& event, std::string_view ids, std::string_view home_page);
// GET the statement under an id, to compare.
client::Request lookup(const Target& target, const std::string& id);

// The value of X-OmniTutor-Signature: "t=<seconds since 1970>,v1=<hex of HMAC-SHA256 of "<t>.<body>" by the secret>".
std::string webhook_signature(std::string_view secret, std::int64_t seconds, std::string_view body);
// A UUID (RFC 9562, version 8) that is a digest of the text.
std::string uuid_of(std::string_view text);

}  // namespace lrs
