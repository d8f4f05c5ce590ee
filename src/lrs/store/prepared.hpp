#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lrs/statement/version.hpp"
#include "platform/clock/clock.hpp"
#include "platform/id.hpp"
#include "platform/json/document.hpp"
#include "platform/json/place.hpp"

namespace lrs {

// What a statement says about an activity or a verb, or the name it gives an agent.
struct Definition {
    enum class Of { activity, verb, agent } of;
    std::string id;    // IRI, or the identity of an agent
    std::string text;  // JSON of definition or display; a plain name
    std::size_t mark = 0;  // of all of it and the organisation, by which KnownMarks remembers it
};

struct DeclaredAttachment {
    std::string content_type, sha2;  // in lower case
    bool has_url = false;
    bool signs = false;  // the statement (part 2, 2.6); one in a SubStatement signs nothing
    std::string pointer;  // where it stands in the request
};

struct FlatRow;

// A valid statement, ready to be stored but for the time that the store gives it.
struct Prepared {
    std::string id;  // in lower case
    std::string said_id;  // as the statement has it
    bool has_new_id = false;  // made here: no statement has it, and none refers to it
    std::string open_body;  // the sender's text with what the store sets, without its end
    bool has_timestamp = false;
    int edition = 1;  // 2 when only 2.0.0 knows what it says
    bool voids = false;
    std::optional<std::string> target;  // the statement it refers to
    std::vector<std::int64_t> keys;
    std::vector<Definition> definitions;  // without those that were known already
    std::vector<DeclaredAttachment> attachments;
    std::shared_ptr<FlatRow> flat;  // its row of statements_flat, when the sender asks for it

    // The text that is stored and given back.
    std::string body(timing::Micros stored) const;
};

class KnownMarks;

// Who sends a statement: becomes its authority (part 2, 2.4.9).
struct Sender {
    OrgId org;
    std::string authority;  // an Agent as JSON
    std::int64_t authority_key = 0;
    bool may_define = true;
    const KnownMarks* known = nullptr;  // what need not be told again
    std::vector<std::int64_t> member_keys = {};  // of an authority that is a group
    bool flatten = false;  // somebody waits for the flat rows
    bool keeps_authority = false;  // an authority that a statement names stays: for who is trusted with it (part 2, 2.4.9)
};

// The sender that is known here by an account of this store's home page.
Sender make_sender(const OrgId& org, std::string_view home_page, std::string_view name, bool may_define);
// A client that acts for a user: a group of the two (part 2, 2.4.9), both accounts of `home_page`.
Sender make_sender_for(const OrgId& org, std::string_view home_page, std::string_view client, std::string_view user, bool may_define);

// Validates and prepares one statement; `text` is what `node` was parsed from. Throws Error(invalid).
// The id of the request, if it names one, is that of a statement that has none (part 3, 2.1.1).
Prepared prepare(json::Node node, std::string_view text, Version version, const Sender& sender, const json::Place& place = {},
                 const std::optional<std::string>& id = {});
// One statement that is to have this id.
Prepared prepare_one(std::string_view text, Version version, const Sender& sender, const std::string& id);
// One statement or an array of them; Error(invalid) for the first that does not fit, and for an id that comes twice.
std::vector<Prepared> prepare_all(std::string_view text, Version version, const Sender& sender);

}  // namespace lrs
