#pragma once
#include "library/import/document.hpp"

// Several files as one document.
namespace library {

// "02-motion_in-a-line.md" → "Motion in a line"
std::string title_from(const std::string& filename);
// The file becomes a chapter of the first level, named by its only top heading, its title or its file name.
void append_chapter(Document& book, Document chapter, const std::string& filename);
// The file goes on where the last one ended: files of an EPUB cut the book anywhere.
void append_part(Document& book, Document part);

}  // namespace library
