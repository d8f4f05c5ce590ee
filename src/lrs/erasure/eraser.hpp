#pragma once
#include <span>
#include <vector>

#include "lrs/erasure/erasures.hpp"
#include "lrs/movers.hpp"

namespace lrs {

// One batch of an erasure in one transaction: statements that come after `after` go or are rewritten, with their keys, references,
// dead letters and attachments that nothing else uses; targets of forwards get a notice; the receipt so far is saved.
// Gives the place of the last statement looked at; nullopt when there was none left. May run more than once.
struct ErasedBatch {
    Erasure erasure;
    std::optional<timing::Micros> last;
};
ErasedBatch erase_batch(db::Transaction& tx, Erasure erasure, timing::Micros after, std::string_view home_page);

// The rest: documents, names, and what `hooks` know. Afterwards the receipt names nobody.
Erasure finish_erasure(db::Transaction& tx, Erasure erasure, std::span<const OnErased> hooks);

}  // namespace lrs
