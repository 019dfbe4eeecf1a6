/* asset.h - the files that pages need, carried inside the program. Their address holds the hash of their
 * content, so browsers may keep them for a year and never show an old one. */
#pragma once
#include "base/embedded.h"

/* "/assets/0123456789abcdef/pages.css"; the name must be one of the embedded files. */
Str asset_path(Arena *arena, const char *name);
/* The file at an address that asset_path made, or NULL: unknown name, or the hash of another version. */
const Embedded *asset_find(Str path);
/* All of them. */
const Embedded *asset_all(size_t *count);
/* "text/css; charset=utf-8" by the end of the name. */
const char *asset_type(const Embedded *asset);
