#include "lms/content/stand_ins.hpp"

#include <algorithm>

#include "platform/text/ascii.hpp"

namespace lms {

const std::string_view stand_ins_script = R"js((() => {
  const present = (look) => {
    try {
      look();
      return true;
    } catch {
      return false;
    }
  };
  const storage = () => {
    const kept = new Map();
    const methods = {
      getItem: (name) => kept.get(String(name)) ?? null,
      setItem: (name, value) => void kept.set(String(name), String(value)),
      removeItem: (name) => void kept.delete(String(name)),
      clear: () => kept.clear(),
      key: (index) => [...kept.keys()][index] ?? null,
    };
    return new Proxy(methods, {
      get: (_, name) => (name === 'length' ? kept.size : methods[name] ?? kept.get(name)),
      set: (_, name, value) => (kept.set(name, String(value)), true),
      deleteProperty: (_, name) => (kept.delete(name), true),
      has: (_, name) => name in methods || kept.has(name),
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: (_, name) => (kept.has(name) ? { value: kept.get(name), enumerable: true, configurable: true } : undefined),
    });
  };
  for (const name of ['localStorage', 'sessionStorage'])
    if (!present(() => window[name])) Object.defineProperty(window, name, { value: storage(), configurable: true });
  if (present(() => document.cookie)) return;
  const jar = new Map();
  const set = (text) => {
    const [pair, ...attributes] = String(text).split(';').map((part) => part.trim());
    const name = pair.slice(0, Math.max(pair.indexOf('='), 0));
    const over = attributes.some((one) => /^max-age=(0|-)/i.test(one) || (/^expires=/i.test(one) && Date.parse(one.slice(8)) < Date.now()));
    if (over) jar.delete(name);
    else jar.set(name, pair);
  };
  Object.defineProperty(document, 'cookie', { get: () => [...jar.values()].join('; '), set, configurable: true });
})();
)js";

namespace {
bool starts_without_case(std::string_view text, std::string_view start) { return text::equal_without_case(text.substr(0, start.size()), start); }

// Behind what may stand before a document type, and behind it.
std::size_t end_of_prologue(std::string_view html) {
    const std::size_t begin = html.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    std::size_t at = begin;
    while (at < html.size()) {
        const auto rest = html.substr(at);
        const bool comment = rest.starts_with("<!--"), type = starts_without_case(rest, "<!doctype");
        if (std::string_view(" \t\r\n\f").contains(rest[0])) {
            ++at;
            continue;
        }
        if (!comment && !type && !rest.starts_with("<?")) break;
        const auto close = comment ? rest.find("-->") : rest.find('>');
        if (close == rest.npos) break;
        at += close + (comment ? 3 : 1);
        if (type) return at;
    }
    return begin;
}
}  // namespace

std::string with_stand_ins(std::string_view html) {
    const auto at = end_of_prologue(html);
    std::string page(html.substr(0, at));
    return page.append("<script src=\"").append(stand_ins_path).append("\"></script>").append(html.substr(at));
}

}  // namespace lms
