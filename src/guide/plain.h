/* plain.h - Markdown as plain text, for the search and its snippets. Knows only what our articles use: headings,
 * lists, tables, bold, links. */
#pragma once
#include "base/str.h"

/* The text of it, one space between what were lines and cells. */
Str plain_text(Arena *arena, Str markdown);
