#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

// What a person agrees to (IDN-7). Each decision is a row that is never changed; the last one counts.
namespace identity {

// Texts change by a new version: who agreed to an older one is as if they had not decided, who declined has declined.
struct ConsentText {
    std::string_view kind;  // "models", "sharing", "training"
    int version;
    std::string_view title, text;
    bool unless_withdrawn;  // given as long as nobody says otherwise
};
std::span<const ConsentText> consent_texts();

struct ConsentConfig {
    std::string ask_first;  // OT_CONSENT_FIRST: kinds, with commas between, that nothing is done of before somebody says yes
};

struct Decision {
    std::string kind;
    int version = 0;
    bool given = false;
    timing::Micros at = 0;
    std::string source;  // browser, api
    std::string id = {};  // grows with time
};

struct Consent {
    const ConsentText* text = nullptr;
    bool given = false;  // in force now
    std::optional<Decision> decision;  // the last one
};

// One object serves all threads; `database` outlives it.
class Consents {
public:
    // Throws Error(invalid) for a kind that there is none of.
    Consents(db::Database& database, ConsentConfig config);

    Task<std::vector<Consent>> of(OrgId org, UserId user);
    // Newest first; those before the one of the id `before`, "" for the newest.
    Task<std::vector<Decision>> history(OrgId org, UserId user, std::string before, int limit);
    // Error(not_found) for an unknown kind, Error(conflict) when the text has another version by now. In force for whatever begins afterwards.
    Task<void> decide(http::Caller caller, Decision decision);
    // Whether what the kind says may be done. Anonymous learners and the account they became are one person.
    Task<bool> covers(OrgId org, UserId user, std::string kind);
    // The same of several people at once: those of them of whom it may be done.
    Task<std::vector<UserId>> covered(OrgId org, std::vector<UserId> people, std::string kind);

private:
    Task<std::optional<Decision>> last(OrgId org, UserId user, std::string kind);
    bool given(const ConsentText& text, const std::optional<Decision>& decision) const;

    db::Database& database_;
    std::vector<std::string> ask_first_;
};

// /v1/account/consents
void mount(http::Router& router, Consents& consents);

}  // namespace identity
