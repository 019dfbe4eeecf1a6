/* plain.h - Markdown as plain text, for the search and its snippets. Knows only what our articles use: headings,
 * lists, tables, bold, links. */
#pragma once
#include "base/str.h"

Str plain_text(Arena *arena, Str markdown);
