/* wage_file.h - a file of wages as an employer makes it, for everybody of a loaded population or for every step-th of them. */
#pragma once
#include "sheet/sheet.h"

/* Persons step, 2 x step and so on. false: it could not be written. */
bool wage_file(Arena *arena, Str path, SheetForm form, int64_t rows, int64_t step);
