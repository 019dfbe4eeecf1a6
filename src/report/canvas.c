/* canvas.c - see canvas.h. The one file that speaks to cairo, whose numbers are binary fractions. */
#include "report/canvas.h"
#include "report/font.h"
#include "report/qr.h"
#include <cairo-pdf.h>

enum { ITEMS_FIRST = 256, MARKS_MAX = 2, FOOT_MARGIN = 50 * POINT, FOOT_HEIGHT = 36 * POINT, POINT_BYTES = 6 };

typedef enum { ITEM_TEXT, ITEM_FILL, ITEM_BEGIN, ITEM_END, ITEM_PAGE } ItemKind;

typedef struct {
    ItemKind kind;
    Ink ink;
    int x, y, width, height;
    PangoLayout *layout;
    const char *tag;
} Item;

struct Canvas {
    Arena *arena;
    CanvasSaid said;
    PangoContext *context; /* NULL: no memory, told at the end */
    Item *items;
    size_t count, size;
    int pages;
};

static const int face_sizes[FACE_END] = {
    [FACE_TITLE] = 17 * POINT, [FACE_PART] = 12 * POINT, [FACE_TEXT] = 9 * POINT + POINT / 2, [FACE_SMALL] = 8 * POINT
};
static const unsigned inks[INK_END] = {
    [INK_TEXT] = 0x1a1a1a, [INK_QUIET] = 0x505a5f, [INK_BRAND] = 0x14506e, [INK_LINE] = 0xb1b4b6, [INK_SHADE] = 0xeef3f6
};

/* ---- text as text ---- */

static void point_put(Buf *out, gunichar point) { buf_format(out, "[U+%04X]", (unsigned)point); }

/* Nothing to be seen of it, or it moves what stands beside it. */
static bool is_hidden(gunichar point)
{
    switch (g_unichar_type(point)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return true;
    default:
        return g_unichar_iszerowidth(point) && !g_unichar_ismark(point);
    }
}

/* Bytes that are no UTF-8 stand as what they are, one by one. */
static size_t point_next(Str rest, gunichar *point)
{
    gunichar got = g_utf8_get_char_validated(rest.p, (gssize)rest.n);
    if (got == (gunichar)-1 || got == (gunichar)-2) {
        *point = (gunichar)-1;
        return 1;
    }
    *point = got;
    return (size_t)(g_utf8_next_char(rest.p) - rest.p);
}

Str canvas_visible(Arena *arena, Str text)
{
    Buf out = { .arena = arena };
    int marks = 0;
    while (text.n) {
        gunichar point = 0;
        size_t n = point_next(text, &point);
        marks = point != (gunichar)-1 && g_unichar_ismark(point) ? marks + 1 : 0;
        if (point == (gunichar)-1)
            buf_format(&out, "[%02X]", (unsigned char)*text.p);
        else if (is_hidden(point) || marks > MARKS_MAX || !font_has(point))
            point_put(&out, point);
        else
            buf_add(&out, str_head(text, n));
        text = str_from(text, n);
    }
    return buf_str(&out);
}

/* ---- placing ---- */

static Item *item_add(Canvas *canvas, ItemKind kind)
{
    if (canvas->count == canvas->size) {
        size_t size = canvas->size ? 2 * canvas->size : ITEMS_FIRST;
        Item *items = arena_new(canvas->arena, Item, size);
        if (canvas->count)
            memcpy(items, canvas->items, canvas->count * sizeof *items);
        canvas->items = items;
        canvas->size = size;
    }
    canvas->items[canvas->count] = (Item){ .kind = kind };
    return &canvas->items[canvas->count++];
}

Canvas *canvas_open(Arena *arena, const CanvasSaid *said)
{
    Canvas *canvas = arena_new(arena, Canvas, 1);
    *canvas = (Canvas){ .arena = arena, .said = *said, .pages = 1 };
    PangoFontMap *map = font_map();
    if (!map)
        return canvas;
    canvas->context = pango_font_map_create_context(map);
    pango_cairo_context_set_resolution(canvas->context, 72); /* else sizes are a third too large */
    pango_context_set_language(canvas->context, pango_language_from_string(said->en ? "en" : "zh-cn"));
    pango_context_set_base_dir(canvas->context, PANGO_DIRECTION_LTR);
    return canvas;
}

Block canvas_block(Canvas *canvas, Face face, int width, bool right, Str text)
{
    if (!canvas->context)
        return (Block){ 0 };
    Str shown = canvas_visible(canvas->arena, text);
    PangoLayout *layout = pango_layout_new(canvas->context);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, font_family());
    pango_font_description_set_absolute_size(font, face_sizes[face]);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout, width);
    pango_layout_set_spacing(layout, face_sizes[face] / 8);
    pango_layout_set_alignment(layout, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    pango_layout_set_text(layout, shown.n ? shown.p : "", (int)shown.n);
    Block block = { .layout = layout };
    pango_layout_get_size(layout, NULL, &block.height);
    return block;
}

/* Where the first line that does not fit begins, or 0 when all fit. */
static size_t cut_at(PangoLayout *layout, int height)
{
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    size_t at = 0;
    while (!at && pango_layout_iter_next_line(iter)) {
        PangoRectangle line;
        pango_layout_iter_get_line_extents(iter, NULL, &line);
        if (line.y + line.height > height)
            at = (size_t)pango_layout_iter_get_index(iter);
    }
    pango_layout_iter_free(iter);
    return at;
}

Str canvas_cut(Canvas *canvas, Block *block, int height)
{
    if (!block->layout || block->height <= height)
        return (Str){ 0 };
    size_t at = cut_at(block->layout, height);
    Str text = str_copy(canvas->arena, str(pango_layout_get_text(block->layout)));
    if (!at)
        return (Str){ 0 };
    pango_layout_set_text(block->layout, text.p, (int)at);
    pango_layout_get_size(block->layout, NULL, &block->height);
    return str_from(text, at);
}

void canvas_put(Canvas *canvas, const Block *block, Ink ink, int x, int y)
{
    Item *item = item_add(canvas, ITEM_TEXT);
    item->ink = ink;
    item->x = x;
    item->y = y;
    item->layout = block->layout;
}

void canvas_fill(Canvas *canvas, Ink ink, int x, int y, int width, int height)
{
    Item *item = item_add(canvas, ITEM_FILL);
    *item = (Item){ .kind = ITEM_FILL, .ink = ink, .x = x, .y = y, .width = width, .height = height };
}

void canvas_begin(Canvas *canvas, const char *tag) { item_add(canvas, ITEM_BEGIN)->tag = tag; }
void canvas_end(Canvas *canvas, const char *tag) { item_add(canvas, ITEM_END)->tag = tag; }

void canvas_page(Canvas *canvas)
{
    item_add(canvas, ITEM_PAGE);
    canvas->pages++;
}

/* The modules of a row that lie side by side become one rectangle. */
static void code_row(Canvas *canvas, const uint8_t *row, int modules, int x, int y, int side)
{
    for (int from = 0; from < modules; from++) {
        int to = from;
        while (to < modules && row[to])
            to++;
        if (to > from)
            canvas_fill(canvas, INK_TEXT, x + from * side, y, (to - from) * side, side);
        from = to;
    }
}

bool canvas_code(Canvas *canvas, Str text, int x, int y, int side)
{
    Qr code;
    if (!qr_make(canvas->arena, text, &code))
        return false;
    int module = side / code.width;
    for (int row = 0; row < code.width; row++)
        code_row(canvas, code.dark + row * code.width, code.width, x, y + row * module, module);
    return true;
}

/* ---- drawing ---- */

static cairo_status_t take_bytes_of(void *context, const unsigned char *bytes, unsigned n)
{
    buf_add(context, (Str){ (const char *)bytes, n });
    return CAIRO_STATUS_SUCCESS;
}

static double points_of(int length) { return (double)length / POINT; }

static void ink_set(cairo_t *cairo, Ink ink)
{
    unsigned rgb = inks[ink];
    cairo_set_source_rgb(cairo, (rgb >> 16) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

static void text_draw(cairo_t *cairo, const Item *item)
{
    if (!item->layout)
        return;
    ink_set(cairo, item->ink);
    cairo_move_to(cairo, points_of(item->x), points_of(item->y));
    pango_cairo_show_layout(cairo, item->layout);
}

static void foot_draw(Canvas *canvas, cairo_t *cairo, int page)
{
    int width = SHEET_WIDTH - 2 * FOOT_MARGIN, y = SHEET_HEIGHT - FOOT_HEIGHT;
    Str number = str_format(canvas->arena, canvas->said.en ? "Page %d of %d" : "第 %d 页，共 %d 页", page, canvas->pages);
    const Block blocks[] = { canvas_block(canvas, FACE_SMALL, width, false, canvas->said.foot),
                             canvas_block(canvas, FACE_SMALL, width, true, number) };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        text_draw(cairo, &(Item){ .ink = INK_QUIET, .x = FOOT_MARGIN, .y = y, .layout = blocks[i].layout });
        if (blocks[i].layout)
            g_object_unref(blocks[i].layout);
    }
}

static void item_draw(Canvas *canvas, cairo_t *cairo, const Item *item, int *page)
{
    switch (item->kind) {
    case ITEM_TEXT:
        text_draw(cairo, item);
        break;
    case ITEM_FILL:
        ink_set(cairo, item->ink);
        cairo_rectangle(cairo, points_of(item->x), points_of(item->y), points_of(item->width), points_of(item->height));
        cairo_fill(cairo);
        break;
    case ITEM_BEGIN:
        cairo_tag_begin(cairo, item->tag, NULL);
        break;
    case ITEM_END:
        cairo_tag_end(cairo, item->tag);
        break;
    case ITEM_PAGE:
        foot_draw(canvas, cairo, (*page)++);
        cairo_show_page(cairo);
        break;
    }
}

static void meta_set(const Canvas *canvas, cairo_surface_t *surface)
{
    Arena *arena = canvas->arena;
    const CanvasSaid *said = &canvas->said;
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, str_z(arena, canvas_visible(arena, said->title)));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, str_z(arena, canvas_visible(arena, said->subject)));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, str_z(arena, canvas_visible(arena, said->author)));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, str_z(arena, time_text(arena, said->made)));
}

static cairo_status_t draw(Canvas *canvas, Buf *out)
{
    int page = 1;
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(take_bytes_of, out, points_of(SHEET_WIDTH), points_of(SHEET_HEIGHT));
    cairo_t *cairo = cairo_create(surface);
    meta_set(canvas, surface);
    cairo_tag_begin(cairo, "Document", NULL); /* without it the file is not marked as tagged */
    for (size_t i = 0; i < canvas->count; i++)
        item_draw(canvas, cairo, &canvas->items[i], &page);
    foot_draw(canvas, cairo, page);
    cairo_tag_end(cairo, "Document");
    cairo_show_page(cairo);
    cairo_status_t drawn = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_status_t written = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return drawn != CAIRO_STATUS_SUCCESS ? drawn : written;
}

Err canvas_close(Canvas *canvas, Str *bytes, Why *why)
{
    Buf out = { .arena = canvas->arena };
    bool done = canvas->context && draw(canvas, &out) == CAIRO_STATUS_SUCCESS;
    for (size_t i = 0; i < canvas->count; i++)
        if (canvas->items[i].layout)
            g_object_unref(canvas->items[i].layout);
    if (canvas->context)
        g_object_unref(canvas->context);
    if (!done)
        return refuse(why, ERR_BUSY, "", NULL, NULL);
    *bytes = buf_str(&out);
    return OK;
}
