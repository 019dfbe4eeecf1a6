/* markdown.c - see markdown.h. md4c finds the structure; every byte of the text goes through the escaping writer. */
#include "web/markdown.h"
#include <md4c.h>

enum { DEPTH_MAX = 64, COLUMNS = 8 };

typedef struct {
    Ui *ui;
    Str whole; /* the text, as md4c sees it */
    int level;
    bool open[DEPTH_MAX]; /* links under way that were let through */
    size_t links;
    int images;         /* inside a picture's description */
    Buf heads[COLUMNS]; /* what stands over each column: narrow screens show it beside the cell */
    size_t column;
    bool in_head;
} Writer;

static Str heading_class(int level)
{
    switch (level) {
    case 1:
        return S("govuk-heading-xl");
    case 2:
        return S("govuk-heading-l");
    case 3:
        return S("govuk-heading-m");
    default:
        return S("govuk-heading-s");
    }
}

static int level_of(const Writer *w, unsigned level)
{
    int shifted = (int)level + w->level - 1;
    return shifted < 6 ? shifted : 6;
}

static void heading_tag(const Writer *w, unsigned of_text, bool opens)
{
    Str level = str_format(w->ui->buf.arena, "%d", level_of(w, of_text));
    if (opens)
        ui_put(w->ui, "<h{} class=\"{}\">", level, heading_class(level_of(w, of_text)));
    else
        ui_put(w->ui, "</h{}>\n", level);
}

static void cell_tag(Writer *w, bool header, bool opens, const MD_BLOCK_TD_DETAIL *detail)
{
    w->in_head = header && opens;
    Str numeric = opens && detail->align == MD_ALIGN_RIGHT
                      ? header ? S(" govuk-table__header--numeric") : S(" govuk-table__cell--numeric")
                      : (Str){ 0 };
    if (!opens)
        ui_put(w->ui, "</{}>\n", header ? S("th") : S("td"));
    else if (header)
        ui_put(w->ui, "<th scope=\"col\" role=\"columnheader\" class=\"govuk-table__header{}\">", numeric);
    else
        ui_put(w->ui, "<td role=\"cell\" class=\"govuk-table__cell{}\"", numeric);
    if (opens && !header) {
        if (w->column < COLUMNS)
            ui_attr_if(w->ui, "data-label", buf_str(&w->heads[w->column]));
        ui_put(w->ui, ">");
    }
    w->column += !opens;
}

static void numbered(const Writer *w, const MD_BLOCK_OL_DETAIL *detail)
{
    ui_put(w->ui, "<ol class=\"govuk-list govuk-list--number\"");
    if (detail->start != 1)
        ui_attr(w->ui, "start", str_format(w->ui->buf.arena, "%u", detail->start));
    ui_put(w->ui, ">\n");
}

/* Blocks that look alike every time; headings, numbered lists and cells have more to say. The roles say what the
 * tags say already: narrow screens lay tables out as lists, and browsers then forget that they are tables. */
static const struct {
    const char *open, *close;
} blocks[] = {
    [MD_BLOCK_P] = { "<p class=\"govuk-body\">", "</p>\n" },
    [MD_BLOCK_UL] = { "<ul class=\"govuk-list govuk-list--bullet\">\n", "</ul>\n" },
    [MD_BLOCK_OL] = { NULL, "</ol>\n" },
    [MD_BLOCK_LI] = { "<li>", "</li>\n" },
    [MD_BLOCK_QUOTE] = { "<blockquote class=\"govuk-inset-text\">\n", "</blockquote>\n" },
    [MD_BLOCK_HR] = { "<hr class=\"govuk-section-break govuk-section-break--l govuk-section-break--visible\">\n", NULL },
    [MD_BLOCK_CODE] = { "<pre class=\"sb-code\"><code>", "</code></pre>\n" },
    [MD_BLOCK_TABLE] = { "<div class=\"sb-scroll\" tabindex=\"0\"><table role=\"table\" class=\"govuk-table\">\n",
                         "</table></div>\n" },
    [MD_BLOCK_THEAD] = { "<thead role=\"rowgroup\" class=\"govuk-table__head\">\n", "</thead>\n" },
    [MD_BLOCK_TBODY] = { "<tbody role=\"rowgroup\" class=\"govuk-table__body\">\n", "</tbody>\n" },
    [MD_BLOCK_TR] = { "<tr role=\"row\" class=\"govuk-table__row\">\n", "</tr>\n" },
    [MD_BLOCK_TD] = { NULL, NULL },
};

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    Writer *w = context;
    if (type == MD_BLOCK_H)
        heading_tag(w, ((MD_BLOCK_H_DETAIL *)detail)->level, true);
    else if (type == MD_BLOCK_OL)
        numbered(w, detail);
    else if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
        cell_tag(w, type == MD_BLOCK_TH, true, detail);
    else if (type == MD_BLOCK_TABLE)
        for (size_t i = 0; i < COLUMNS; i++)
            w->heads[i] = (Buf){ .arena = w->ui->buf.arena };
    else if (type == MD_BLOCK_TR)
        w->column = 0;
    ui_html(w->ui, html_trusted(str(blocks[type].open)));
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    Writer *w = context;
    if (type == MD_BLOCK_H)
        heading_tag(w, ((MD_BLOCK_H_DETAIL *)detail)->level, false);
    else if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
        cell_tag(w, type == MD_BLOCK_TH, false, detail);
    ui_html(w->ui, html_trusted(str(blocks[type].close)));
    return 0;
}

/* The address of a link, or nothing if it holds an entity: what a browser makes of it we could not check. */
static Str address_of(const Writer *w, const MD_ATTRIBUTE *href)
{
    for (size_t i = 0; href->substr_offsets[i] < href->size; i++)
        if (href->substr_types[i] != MD_TEXT_NORMAL)
            return (Str){ 0 };
    Str link = { href->text, href->size };
    return html_safe_link(link) ? ui_path(w->ui, link) : (Str){ 0 };
}

static void link_open(Writer *w, const MD_SPAN_A_DETAIL *detail)
{
    Str link = address_of(w, &detail->href);
    bool opened = link.n && w->links < DEPTH_MAX && !w->images;
    if (w->links < DEPTH_MAX)
        w->open[w->links] = opened;
    w->links++;
    if (!opened)
        return;
    ui_put(w->ui, "<a class=\"govuk-link\"");
    ui_href(w->ui, link);
    ui_put(w->ui, ">");
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    Writer *w = context;
    if (type == MD_SPAN_A)
        link_open(w, detail);
    if (type == MD_SPAN_IMG)
        w->images++;
    if (w->images)
        return 0;
    if (type == MD_SPAN_EM)
        ui_put(w->ui, "<em>");
    if (type == MD_SPAN_STRONG)
        ui_put(w->ui, "<strong>");
    if (type == MD_SPAN_CODE)
        ui_put(w->ui, "<code>");
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    Writer *w = context;
    (void)detail;
    if (type == MD_SPAN_A) {
        w->links--;
        if (w->links < DEPTH_MAX && w->open[w->links])
            ui_put(w->ui, "</a>");
    }
    if (type == MD_SPAN_IMG) {
        w->images--;
        return 0;
    }
    if (w->images)
        return 0;
    if (type == MD_SPAN_EM)
        ui_put(w->ui, "</em>");
    if (type == MD_SPAN_STRONG)
        ui_put(w->ui, "</strong>");
    if (type == MD_SPAN_CODE)
        ui_put(w->ui, "</code>");
    return 0;
}

/* "&amp;", "&#38;", "&#x26;": letters and digits between & and ; only, so it can never be a tag. */
static bool is_entity(Str text)
{
    if (text.n < 3 || text.p[0] != '&' || text.p[text.n - 1] != ';')
        return false;
    for (size_t i = text.p[1] == '#' ? 2 : 1; i + 1 < text.n; i++) {
        char c = text.p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
            return false;
    }
    return true;
}

/* md4c 0.4.8 sometimes names more of the text than there is (an open bracket near the end: found by fuzzing). */
static Str within(const Writer *w, const char *bytes, size_t size)
{
    const char *end = w->whole.p + w->whole.n;
    if (bytes < w->whole.p || bytes > end)
        return (Str){ bytes, size }; /* a constant of md4c */
    return (Str){ bytes, size < (size_t)(end - bytes) ? size : (size_t)(end - bytes) };
}

static int text(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE size, void *context)
{
    Writer *w = context;
    Str piece = within(w, bytes, size);
    if (w->in_head && w->column < COLUMNS && (type == MD_TEXT_NORMAL || type == MD_TEXT_CODE))
        buf_add(&w->heads[w->column], piece);
    if (type == MD_TEXT_NULLCHAR)
        ui_put(w->ui, "\xEF\xBF\xBD");
    else if (type == MD_TEXT_BR && !w->images)
        ui_put(w->ui, "<br>\n");
    else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
        ui_put(w->ui, "\n");
    else if (type == MD_TEXT_ENTITY && is_entity(piece))
        ui_html(w->ui, html_trusted(piece));
    else
        ui_text(w->ui, piece);
    return 0;
}

bool markdown_write(Ui *ui, Str markdown, int level)
{
    if (markdown.n > MARKDOWN_MAX || !str_utf8(markdown))
        return false;
    enum { PAST_END = 64 };
    char *copy = arena_new(ui->buf.arena, char, markdown.n + PAST_END); /* zeros behind it, for what md4c reads too far */
    if (markdown.n)
        memcpy(copy, markdown.p, markdown.n);
    Writer writer = { .ui = ui, .level = level, .whole = { copy, markdown.n } };
    MD_PARSER parser = { .flags = MD_FLAG_NOHTML | MD_FLAG_TABLES,
                         .enter_block = enter_block,
                         .leave_block = leave_block,
                         .enter_span = enter_span,
                         .leave_span = leave_span,
                         .text = text };
    return md_parse(copy, (MD_SIZE)markdown.n, &parser, &writer) == 0;
}
