#include <array>

#include "identity/consents.hpp"

namespace identity {

namespace {
// A changed text is a new version; docs/privacy.md says what each one stops.
constexpr std::array<ConsentText, 3> texts{{
    {"models", 1, "Language models",
     "What you ask and write may be sent to the language models that your school has connected, so that they can answer in their own words. "
     "Without this the tutor that is built in teaches you from the course alone.",
     true},
    {"sharing", 1, "Records in other systems",
     "What you do in lessons is recorded here. These records may be sent on to other record systems of your school. "
     "Without this they stay here.",
     true},
    {"training", 1, "Research and training under your account",
     "When records are handed out for research or to train models, yours may carry your account's id, so that they can be followed over time. "
     "Without this they carry a made-up name that is different each time.",
     false},
}};
}  // namespace

std::span<const ConsentText> consent_texts() { return texts; }

}  // namespace identity
