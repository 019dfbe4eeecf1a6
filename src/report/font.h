/* font.h - inside report: the one font of all papers. It travels inside the program and is known to nobody else: what is
 * installed on the machine, and how, changes nothing about a paper. */
#pragma once
#include "base/str.h"
#include <pango/pangocairo.h>

/* Of this thread, which drops it when it ends; NULL: there is no memory for it. */
PangoFontMap *font_map(void);
/* The name by which the map knows it. */
const char *font_family(void);
bool font_has(uint32_t point);
