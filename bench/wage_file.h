/* wage_file.h - a file of wages as an employer makes it, for everybody of a loaded population. */
#pragma once
#include "sheet/sheet.h"

/* false: it could not be written. */
bool wage_file(Arena *arena, Str path, SheetForm form, int64_t rows);
