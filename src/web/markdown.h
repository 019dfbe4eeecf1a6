/* markdown.h - Markdown as HTML with the pages' classes. Raw HTML in the text is shown, not obeyed; links go
 * only where html_safe_link allows, pictures become their description. */
#pragma once
#include "web/html.h"

enum { MARKDOWN_MAX = 256 << 10 }; /* bytes of one text */

/* Writes the text; addresses within the site are those of the writer's language. Headings start at `level` for
 * "#" (1 for a page of its own, 2 inside a page). A text over MARKDOWN_MAX or not UTF-8 writes nothing: false. */
bool markdown_write(Ui *ui, Str text, int level);
