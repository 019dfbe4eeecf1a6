/* html.h - writing HTML so that forgetting to escape is not possible: markup comes only from string literals
 * of the program, everything else goes through {} and is escaped. The one way around it, html_trusted(), is
 * for the Markdown renderer and its tests; a test lists the files that name it. */
#pragma once
#include "base/str.h"
#include "web/words.h"

/* Finished HTML: only what ui_done() or html_trusted() gave. */
typedef struct {
    Str s;
} Html;

/* An extra attribute; lists end with name == NULL. Names come from the program, values are escaped. */
typedef struct {
    const char *name;
    Str value;
} Attr;

/* What is being written, and in which language. */
typedef struct {
    Buf buf;
    Language lang;
} Ui;

static inline Ui ui_make(Arena *arena, Language lang) { return (Ui){ .buf = { .arena = arena }, .lang = lang }; }
/* A fresh writer for a piece that a component takes as `html`, and the finished piece. */
static inline Ui ui_inside(const Ui *ui) { return ui_make(ui->buf.arena, ui->lang); }
static inline Html ui_done(const Ui *ui) { return (Html){ buf_str(&ui->buf) }; }
Html html_trusted(Str html);

/* Writes a literal with each {} replaced by the next Str, escaped for text and for quoted attributes:
 * ui_put(ui, "<a href=\"{}\">{}</a>", link, name). A wrong number of Str is a bug. */
#define ui_put(ui, literal, ...) \
    ui_put_((ui), S(literal), (Str[]){ __VA_ARGS__ }, sizeof((Str[]){ __VA_ARGS__ }) / sizeof(Str))
void ui_put_(Ui *ui, Str literal, const Str *values, size_t count);
/* Escaped text; finished HTML; the HTML if there is any, else the text. */
void ui_text(Ui *ui, Str text);
void ui_html(Ui *ui, Html html);
void ui_either(Ui *ui, Str text, Html html);
void ui_number(Ui *ui, int64_t number);

/* ` name="value"`; the second kind writes nothing when the value is empty. */
void ui_attr(Ui *ui, const char *name, Str value);
void ui_attr_if(Ui *ui, const char *name, Str value);
void ui_attrs(Ui *ui, const Attr *attrs);
/* ` class="…"` from up to three parts; empty parts are left out. */
void ui_class(Ui *ui, Str first, Str second, Str third);
/* ` href="…"` of a safe address (html_safe_link), else "#". */
void ui_href(Ui *ui, Str link);
/* Whether an address is https, http, tel, mailto or within this site: no other scheme, no other host by
 * "//", no control characters, no backslash. */
bool html_safe_link(Str link);
/* The address of a page in the language of `ui`: "/guide" is "/en/guide" in English. */
Str ui_path(const Ui *ui, Str path);
