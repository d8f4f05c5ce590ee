#pragma once
#include <string>
#include <string_view>
#include <vector>

// Pure rules of erasing. An identity is one of statement/agent.hpp.
namespace lrs {

// All identities that are certainly the same agent's: a mailbox and its SHA-1 sum.
std::vector<std::string> identities_of(const std::string& identity);
// The same of several, each once.
std::vector<std::string> identities_of(const std::vector<std::string>& identities);

// Whether the statement is the record of one of these identities: it acts, alone or as an anonymous Group of nobody else.
bool acts(std::string_view statement, const std::vector<std::string>& identities);

// By whom a statement was written: the identity of the authority, of a Group both of its members'. What statements of one sender have in common.
std::string authority_of(std::string_view statement);

// The statement with every Agent and Group of these identities, wherever it stands, replaced by an account `name` at `home_page`; a Group
// keeps its members. Signatures go: they hold the statement as it was.
std::string without_agent(std::string_view statement, const std::vector<std::string>& identities, std::string_view home_page, std::string_view name);

}  // namespace lrs
