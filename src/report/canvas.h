/* canvas.h - inside report: pages of a PDF by cairo and pango, with the one font that travels inside the program. Things
 * are placed first and drawn at the end, when it is known how many pages there are. Lengths are whole numbers, POINT to
 * the typographic point, from the left upper corner. A canvas belongs to one thread; any number of threads may draw. */
#pragma once
#include "base/day.h"
#include "base/err.h"

enum { POINT = 1024, SHEET_WIDTH = 595 * POINT + 282, SHEET_HEIGHT = 841 * POINT + 911 }; /* A4 */

typedef enum { FACE_TITLE, FACE_PART, FACE_TEXT, FACE_SMALL, FACE_END } Face;
typedef enum { INK_TEXT, INK_QUIET, INK_BRAND, INK_LINE, INK_SHADE, INK_END } Ink;

typedef struct {
    Str title, subject, author; /* of the file, as a reader program shows them */
    Str foot;                   /* on the left of every foot */
    Time made;                  /* the same content of the same moment has the same bytes */
    bool en;
} CanvasSaid;

typedef struct Canvas Canvas;

/* Text that has its lines, and how high they are together. */
typedef struct {
    void *layout;
    int height;
} Block;

/* Characters that show nothing or turn others around (controls, marks of direction, what has no width), that are not in
 * the font, or that pile up, as what they are: [U+202E]. Everything else stays. */
Str canvas_visible(Arena *arena, Str text);

Canvas *canvas_open(Arena *arena, const CanvasSaid *said);
/* Breaks text into lines of that width; it is shown as text whatever stands in it. */
Block canvas_block(Canvas *canvas, Face face, int width, bool right, Str text);
/* Keeps the lines that fit in `height`, at least one; answers the text of the others. */
Str canvas_cut(Canvas *canvas, Block *block, int height);
void canvas_put(Canvas *canvas, const Block *block, Ink ink, int x, int y);
void canvas_fill(Canvas *canvas, Ink ink, int x, int y, int width, int height);
/* A QR code of that side; false: the text is too long for one. */
bool canvas_code(Canvas *canvas, Str text, int x, int y, int side);
/* Opens and closes a part of the structure that screen readers follow: "H1", "P", "Table" ... within one page. */
void canvas_begin(Canvas *canvas, const char *tag);
void canvas_end(Canvas *canvas, const char *tag);
/* What follows stands on the next page. */
void canvas_page(Canvas *canvas);
/* Draws everything. Refusals: ERR_BUSY no memory. The canvas is gone afterwards in any case. */
Err canvas_close(Canvas *canvas, Str *bytes, Why *why) NODISCARD;
