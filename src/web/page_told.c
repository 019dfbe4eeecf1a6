/* page_told.c - what the bureau has told an employer or an agency, newest first, and that somebody of theirs has read it. Law:
 * Social Insurance Law 4, 63. */
#include "web/form.h"
#include "web/record.h"
#include "web/routes.h"

enum { SHOWN_MAX = 50 };

/* Whose inbox a page shows. */
typedef struct {
    const char *path, *query, *back;
    unsigned own; /* the role that reads its own, and marks it */
    Word title, lead;
} Whose;
static const Whose of_unit = { "/unit/notices", "unit.notices", "/unit", R(UNIT), W_UNIT_INBOX_TITLE, W_UNIT_INBOX_DUE };
static const Whose of_agency = {
    "/agency/notices", "agency.notices", "/desk", R(AGENCY), W_AGENCY_INBOX_TITLE, W_AGENCY_INBOX_TEXT
};

static Err ask(PageVisit *visit, const Whose *whose, const JsonNode **data, Why *why)
{
    Str after = visit_field(visit, "after");
    Json args = visit_args(visit);
    if (whose == &of_unit)
        json_put(&args, "credit_code", unit_code(visit));
    json_put_int(&args, "limit", SHOWN_MAX);
    if (after.n)
        json_put(&args, "after", after);
    return visit_ask(visit, whose->query, &args, data, why);
}

/* The page of this inbox, of whoever it is. */
static Str own_path(const PageVisit *visit, const Whose *whose, const char *path)
{
    return whose == &of_unit ? unit_path(visit, path, (Str){ 0 }) : str(path);
}

static void put_told(Ui *ui, PageVisit *visit, const Whose *whose, const JsonNode *item)
{
    bool read = node_truth(item, "read");
    Str number = node_text(item, "notice");
    ui_put(ui, "<li class=\"sb-part\">\n<p class=\"govuk-body\">{} ", said_time(visit->arena, ui->lang, node_text(item, "at")));
    if (!read)
        ui_tag(ui, &(UiTag){ .text = word(ui->lang, W_INBOX_NEW), .classes = "govuk-tag--blue" });
    ui_put(ui, "</p>\n<p class=\"govuk-body\">{}</p>\n", node_said(item, NULL, ui->lang));
    if (!read && visit_role(visit, whose->own)) {
        form_open(ui, visit, str(whose->path));
        form_hidden(ui, "notice", number);
        ui_put(ui,
               "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}"
               "<span class=\"govuk-visually-hidden\"> {}</span></button>\n",
               word(ui->lang, W_INBOX_READ), number);
        form_close(ui);
    }
    ui_put(ui, "</li>\n");
}

static void put_all(Ui *ui, PageVisit *visit, const Whose *whose, const JsonNode *items, size_t count)
{
    size_t unread = 0;
    for (size_t i = 0; i < count; i++)
        unread += !node_truth(&items[i], "read");
    if (unread > 1 && visit_role(visit, whose->own)) {
        form_open(ui, visit, str(whose->path));
        ui_button(ui, &(UiButton){ .text = word(ui->lang, W_INBOX_READ_ALL), .once = true });
        form_close(ui);
    }
    if (!count)
        return;
    ui_put(ui, "<ul class=\"govuk-list\">\n");
    for (size_t i = 0; i < count; i++)
        put_told(ui, visit, whose, &items[i]);
    ui_put(ui, "</ul>\n");
}

static void show(PageVisit *visit, const Whose *whose)
{
    const JsonNode *data = NULL;
    size_t count = 0;
    Why why = { .arena = visit->arena };
    if (ask(visit, whose, &data, &why) != OK) {
        visit_refused(visit, &why, str(whose->back));
        return;
    }
    const JsonNode *items = node_list(data, "items", &count);
    Str next = node_text(data, "next"), own = own_path(visit, whose, whose->path);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.back = own_path(visit, whose, whose->back);
    page_begin(&page, word(ui->lang, whose->title));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, whose->title),
           word(ui->lang, count ? whose->lead : W_UNIT_INBOX_NONE));
    put_all(ui, visit, whose, items, count);
    if (next.n)
        ui_pagination(ui, &(UiPagination){ .next = ui_path(ui, str_format(visit->arena, STR_FMT "%safter=" STR_FMT, STR_ARG(own),
                                                                          str_find(own, S("?")) < 0 ? "?" : "&", STR_ARG(next))),
                                           .next_text = word(ui->lang, W_TIMELINE_OLDER) });
    visit_show(visit, &page, page_end(&page));
}

void show_unit_inbox(PageVisit *visit, Str name)
{
    (void)name;
    show(visit, &of_unit);
}

void show_agency_inbox(PageVisit *visit, Str name)
{
    (void)name;
    show(visit, &of_agency);
}

/* ---- reading ---- */

/* What is still to be marked, one command after the other. */
typedef struct {
    const Whose *whose;
    Str notices[SHOWN_MAX];
    size_t count, at;
} Marking;

static void mark_next(PageVisit *visit, void *context, const Done *done)
{
    Marking *marking = context;
    Str back = str(marking->whose->path);
    if (done && done->err != OK) {
        visit_refused(visit, &done->why, back);
        return;
    }
    if (marking->at == marking->count) {
        visit_go(visit, back);
        return;
    }
    Json args = visit_args(visit);
    Str notice = marking->notices[marking->at++];
    json_put(&args, "notice", notice);
    visit_do(visit, "inbox.read", form_id(visit, str_z(visit->arena, notice)), &args, mark_next, marking);
}

/* One notice, or every one that the first page shows as new. */
static void mark(PageVisit *visit, const Whose *whose)
{
    const JsonNode *data = NULL;
    size_t count = 0;
    Why why = { .arena = visit->arena };
    Str one = visit_field(visit, "notice");
    Marking *marking = arena_new(visit->arena, Marking, 1);
    marking->whose = whose;
    if (one.n)
        marking->notices[marking->count++] = one;
    else if (ask(visit, whose, &data, &why) != OK) {
        visit_refused(visit, &why, str(whose->path));
        return;
    }
    const JsonNode *items = node_list(data, "items", &count);
    for (size_t i = 0; i < count && marking->count < SHOWN_MAX; i++)
        if (!node_truth(&items[i], "read"))
            marking->notices[marking->count++] = node_text(&items[i], "notice");
    mark_next(visit, marking, NULL);
}

void do_unit_inbox(PageVisit *visit, Str name)
{
    (void)name;
    mark(visit, &of_unit);
}

void do_agency_inbox(PageVisit *visit, Str name)
{
    (void)name;
    mark(visit, &of_agency);
}
