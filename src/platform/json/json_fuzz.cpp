#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <cstdlib>

#include "platform/error.hpp"
#include "platform/json/json.hpp"

// Any bytes are read or refused with Error(invalid); what was read is written as text that reads back to the same text.
namespace {
enum class Kind { one, two };
BOOST_DESCRIBE_ENUM(Kind, one, two)

struct Leaf {
    std::string name;
    std::optional<double> weight;
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (name, weight))

struct Tree {
    std::optional<std::vector<Leaf>> leaves;
    std::optional<Kind> kind;
    std::optional<std::int32_t> count;
    std::optional<std::map<std::string, bool>> flags;
    std::optional<boost::json::value> any;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (leaves, kind, count, flags, any))
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    try {
        const std::string written = json::write(json::read<Tree>(text));
        if (json::write(json::read<Tree>(written)) != written) std::abort();
    } catch (const Error& refused) {
        if (refused.code != ErrorCode::invalid) std::abort();
    }
    return 0;
}
