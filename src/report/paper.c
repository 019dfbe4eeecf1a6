/* paper.c - paper_make of paper.h: rows of text on pages, broken where a page ends, with their head repeated. */
#include "report/paper.h"
#include "report/canvas.h"

enum {
    MARGIN = 50 * POINT,
    WIDTH = SHEET_WIDTH - 2 * MARGIN,
    TOP = 46 * POINT,
    BOTTOM = SHEET_HEIGHT - 52 * POINT,
    GAP = 5 * POINT,       /* beside the text of a cell, and between parts */
    PAD = 4 * POINT,       /* above and below it */
    ROW_MAX = 320 * POINT, /* a higher row goes on in a row of its own */
    LABEL = 26,            /* share of the width that labels of facts have */
    LINE = POINT / 2,
    CODE = 84 * POINT,
    COLUMNS_MAX = 10,
    QUIET = 4 * POINT /* what a reader of QR codes wants around it */
};

typedef struct {
    Canvas *canvas;
    int y;
    bool in_table;
} Flow;

/* ---- places on the page ---- */

static void table_open(Flow *flow)
{
    canvas_begin(flow->canvas, "Table");
    flow->in_table = true;
}

static void table_close(Flow *flow)
{
    canvas_end(flow->canvas, "Table");
    flow->in_table = false;
}

/* Whether a new page was begun. */
static bool room_make(Flow *flow, int height)
{
    if (flow->y + height <= BOTTOM)
        return false;
    bool table = flow->in_table;
    if (table)
        table_close(flow);
    canvas_page(flow->canvas);
    flow->y = TOP;
    if (table)
        table_open(flow);
    return true;
}

/* A text over the whole width, however long. */
static void text_put(Flow *flow, const char *tag, Face face, Ink ink, int width, Str text)
{
    while (text.n) {
        Block block = canvas_block(flow->canvas, face, width, false, text);
        text = canvas_cut(flow->canvas, &block, ROW_MAX);
        room_make(flow, block.height);
        canvas_begin(flow->canvas, tag);
        canvas_put(flow->canvas, &block, ink, MARGIN, flow->y);
        canvas_end(flow->canvas, tag);
        flow->y += block.height;
    }
}

/* ---- rows ---- */

typedef struct {
    const PaperTable *table;
    int widths[COLUMNS_MAX];
} Grid;

static Grid grid_make(const PaperTable *table)
{
    Grid grid = { .table = table };
    for (size_t i = 0; i < table->width; i++)
        grid.widths[i] = WIDTH / 100 * (!table->facts ? table->share[i] : i ? 100 - LABEL : LABEL);
    return grid;
}

static const char *cell_tag(const Grid *grid, bool head, size_t column)
{
    return head || (grid->table->facts && !column) ? "TH" : "TD";
}

static void row_cells(Flow *flow, const Grid *grid, bool head, const Block *blocks, int height)
{
    int x = MARGIN;
    if (head)
        canvas_fill(flow->canvas, INK_SHADE, MARGIN, flow->y, WIDTH, height);
    canvas_begin(flow->canvas, "TR");
    for (size_t i = 0; i < grid->table->width; i++) {
        const char *tag = cell_tag(grid, head, i);
        canvas_begin(flow->canvas, tag);
        canvas_put(flow->canvas, &blocks[i], head ? INK_BRAND : tag[1] == 'H' ? INK_QUIET : INK_TEXT, x + GAP, flow->y + PAD);
        canvas_end(flow->canvas, tag);
        x += grid->widths[i];
    }
    canvas_end(flow->canvas, "TR");
    flow->y += height;
    canvas_fill(flow->canvas, INK_LINE, MARGIN, flow->y - LINE, WIDTH, LINE);
}

/* One row, or several where a text is very long; the head again on a new page. */
static void row_put(Flow *flow, const Grid *grid, bool head, const Str *cells)
{
    Str texts[COLUMNS_MAX];
    bool more = true;
    memcpy(texts, cells, grid->table->width * sizeof *texts);
    while (more) {
        Block blocks[COLUMNS_MAX];
        int height = 0;
        more = false;
        for (size_t i = 0; i < grid->table->width; i++) {
            Face face = grid->table->facts ? FACE_TEXT : FACE_SMALL;
            blocks[i] =
                canvas_block(flow->canvas, face, grid->widths[i] - 2 * GAP, grid->table->right && grid->table->right[i], texts[i]);
            texts[i] = canvas_cut(flow->canvas, &blocks[i], ROW_MAX);
            more |= texts[i].n > 0;
            height = blocks[i].height > height ? blocks[i].height : height;
        }
        height += 2 * PAD;
        if (room_make(flow, height) && !head && grid->table->head)
            row_put(flow, grid, true, grid->table->head);
        row_cells(flow, grid, head, blocks, height);
    }
}

static void table_put(Flow *flow, const PaperTable *table)
{
    const Grid grid = grid_make(table);
    text_put(flow, "H2", FACE_PART, INK_BRAND, WIDTH, table->title);
    text_put(flow, "H3", FACE_TEXT, INK_TEXT, WIDTH, table->name);
    if (table->title.n || table->name.n)
        flow->y += GAP;
    table_open(flow);
    if (table->head)
        row_put(flow, &grid, true, table->head);
    for (size_t i = 0; i < table->rows; i++)
        row_put(flow, &grid, false, &table->cells[i * table->width]);
    table_close(flow);
    flow->y += 2 * GAP;
}

/* ---- the paper ---- */

/* What is said about the paper as a whole. */
typedef struct {
    const PaperWanted *paper;
    Str bureau, code, number, url;
} Head;

static Head head_make(Arena *arena, const PaperWanted *paper)
{
    const char *link = paper_link(paper->kind);
    Head head = { .paper = paper, .bureau = paper->bureau };
    if (paper_cert(paper->kind))
        head.code = json_text_of(json_member(paper->answers[0], "code"));
    if (!head.bureau.n)
        head.bureau = paper->en ? S("Social Insurance Agency") : S("社会保险经办机构");
    if (head.code.n)
        head.number = str_format(arena, paper->en ? "Verification code: " STR_FMT : "验证码：" STR_FMT, STR_ARG(head.code));
    if (paper->site.n && *link)
        head.url = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(paper->site), link, STR_ARG(head.code));
    return head;
}

/* The QR code on the right of the title, with what it says below it. */
static int code_put(Flow *flow, Str url)
{
    int x = MARGIN + WIDTH - CODE, y = TOP;
    if (!url.n || !canvas_code(flow->canvas, url, x + QUIET, y, CODE - 2 * QUIET))
        return TOP;
    Block block = canvas_block(flow->canvas, FACE_SMALL, CODE + 2 * GAP, false, url);
    y += CODE - QUIET;
    canvas_begin(flow->canvas, "P");
    canvas_put(flow->canvas, &block, INK_QUIET, x - GAP, y);
    canvas_end(flow->canvas, "P");
    return y + block.height;
}

static void head_put(Flow *flow, const Head *head)
{
    PaperKind kind = head->paper->kind;
    const bool en = head->paper->en;
    int width = head->url.n ? WIDTH - CODE - 4 * GAP : WIDTH, below = code_put(flow, head->url);
    text_put(flow, "P", FACE_SMALL, INK_QUIET, width, head->bureau);
    text_put(flow, "H1", FACE_TITLE, INK_BRAND, width, str(paper_title(kind, en)));
    flow->y += GAP;
    text_put(flow, "P", FACE_TEXT, INK_TEXT, width, head->number);
    flow->y += GAP;
    text_put(flow, "P", FACE_TEXT, INK_QUIET, width, str(paper_lead(kind, en)));
    if (paper_cert(kind)) {
        flow->y += GAP;
        text_put(
            flow, "P", FACE_SMALL, INK_QUIET, width,
            en ? S("Genuine? Scan the code, or give it on the page for verification. What stands there counts, not this sheet.")
               : S("核验真伪：扫描二维码，或在核验页面输入验证码。以核验页面显示的内容为准。"));
    }
    flow->y = (flow->y > below ? flow->y : below) + 3 * GAP;
}

static CanvasSaid canvas_said(Arena *arena, const Head *head)
{
    const PaperWanted *paper = head->paper;
    return (CanvasSaid){ .title = str(paper_title(paper->kind, paper->en)),
                         .subject = head->number,
                         .author = head->bureau,
                         .foot = str_format(arena, STR_FMT " · " STR_FMT, STR_ARG(head->bureau),
                                            STR_ARG(time_text(arena, paper->made))),
                         .made = paper->made,
                         .en = paper->en };
}

Err paper_make(Arena *arena, const PaperWanted *paper, Str *bytes, Why *why)
{
    PaperTable *tables = NULL;
    size_t count = 0;
    TRY(paper_tables(arena, paper, &tables, &count, why));
    const Head head = head_make(arena, paper);
    const CanvasSaid said = canvas_said(arena, &head);
    Flow flow = { .canvas = canvas_open(arena, &said), .y = TOP };
    head_put(&flow, &head);
    for (size_t i = 0; i < count; i++)
        table_put(&flow, &tables[i]);
    return canvas_close(flow.canvas, bytes, why);
}
