/* page_inbox.c - what the bureau has told a person, newest first: each notice with its day, what to do next, and whether it has
 * been read. Reading is a command like any other, so the record says when. Law: Social Insurance Law 4. */
#include "web/form.h"
#include "web/record.h"
#include "web/routes.h"

enum { SHOWN_MAX = 50, PAGE_ROWS = 1000 };

typedef struct {
    const JsonNode *items[SHOWN_MAX]; /* newest first */
    size_t count, unread;
} Inbox;

/* Lists go forward, people read backward: all pages, of which the newest rows are kept. */
static Err inbox_read(PageVisit *visit, int64_t person, Inbox *out, Why *why)
{
    const JsonNode *all[SHOWN_MAX];
    size_t seen = 0;
    Str after = { 0 };
    *out = (Inbox){ 0 };
    do {
        const JsonNode *data = NULL;
        size_t count = 0;
        Json args = visit_args(visit);
        if (person)
            json_put_int(&args, "person", person);
        else
            visit_self(visit, &args);
        json_put_int(&args, "limit", PAGE_ROWS);
        if (after.n)
            json_put(&args, "after", after);
        TRY(visit_ask(visit, "notice.list", &args, &data, why));
        const JsonNode *items = node_list(data, "items", &count);
        for (size_t i = 0; i < count; i++)
            all[seen++ % SHOWN_MAX] = &items[i];
        after = node_text(data, "next");
    } while (after.n);
    for (; out->count < SHOWN_MAX && out->count < seen; out->count++) {
        const JsonNode *item = all[(seen - 1 - out->count) % SHOWN_MAX];
        out->items[out->count] = item;
        out->unread += !node_truth(item, "read");
    }
    return OK;
}

static void put_notice(Ui *ui, PageVisit *visit, const JsonNode *item, bool own)
{
    bool read = node_truth(item, "read");
    ui_put(ui, "<li class=\"sb-part\">\n<p class=\"govuk-body\">{} ", said_time(visit->arena, ui->lang, node_text(item, "at")));
    if (!read)
        ui_tag(ui, &(UiTag){ .text = word(ui->lang, W_INBOX_NEW), .classes = "govuk-tag--blue" });
    ui_put(ui, "</p>\n<p class=\"govuk-body\">{}</p>\n", node_said(item, NULL, ui->lang));
    if (!read && own) {
        form_open(ui, visit, S("/me/notices"));
        form_hidden(ui, "notice", node_text(item, "notice"));
        ui_put(ui,
               "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}"
               "<span class=\"govuk-visually-hidden\"> {}</span></button>\n",
               word(ui->lang, W_INBOX_READ), node_text(item, "notice"));
        form_close(ui);
    }
    ui_put(ui, "</li>\n");
}

static void write_inbox(PageVisit *visit, const Inbox *inbox, bool own)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.back = own ? S("/me") : S("/desk");
    page_begin(&page, word(ui->lang, W_INBOX_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_INBOX_TITLE),
           word(ui->lang, inbox->count ? W_INBOX_TEXT : W_INBOX_NONE));
    if (own)
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, S("/me/seen-by")),
               word(ui->lang, W_SEEN_TITLE));
    if (own)
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, S("/me/notices/way")),
               word(ui->lang, W_WAY_TITLE));
    if (own && inbox->unread > 1) {
        form_open(ui, visit, S("/me/notices"));
        ui_button(ui, &(UiButton){ .text = word(ui->lang, W_INBOX_READ_ALL), .once = true });
        form_close(ui);
    }
    if (inbox->count) {
        ui_put(ui, "<ul class=\"govuk-list\">\n");
        for (size_t i = 0; i < inbox->count; i++)
            put_notice(ui, visit, inbox->items[i], own);
        ui_put(ui, "</ul>\n");
    }
    visit_show(visit, &page, page_end(&page));
}

static void show(PageVisit *visit, int64_t person)
{
    Inbox inbox;
    Why why = { .arena = visit->arena };
    if (inbox_read(visit, person, &inbox, &why) != OK)
        visit_refused(visit, &why, S("/"));
    else
        write_inbox(visit, &inbox, !person || person == visit->self);
}

void show_inbox(PageVisit *visit, Str name) { show(visit, record_person(name)); }

void show_my_inbox(PageVisit *visit, Str name)
{
    (void)name;
    show(visit, 0);
}

/* The notices that are still to be marked, one command after the other. */
typedef struct {
    Str numbers[SHOWN_MAX];
    size_t count, at;
} Marking;

static void mark_next(PageVisit *visit, void *context, const Done *done)
{
    Marking *marking = context;
    if (done && done->err != OK) {
        visit_refused(visit, &done->why, S("/me/notices"));
        return;
    }
    if (marking->at == marking->count) {
        visit_go(visit, S("/me/notices"));
        return;
    }
    Json args = visit_args(visit);
    Str number = marking->numbers[marking->at++];
    json_put(&args, "notice", number);
    visit_do(visit, "notice.read", form_id(visit, str_z(visit->arena, number)), &args, mark_next, marking);
}

/* One notice, or every one that the page showed as new. */
void do_my_inbox(PageVisit *visit, Str name)
{
    (void)name;
    Inbox inbox = { 0 };
    Why why = { .arena = visit->arena };
    Str one = visit_field(visit, "notice");
    Marking *marking = arena_new(visit->arena, Marking, 1);
    if (!one.n && inbox_read(visit, 0, &inbox, &why) != OK) {
        visit_refused(visit, &why, S("/me/notices"));
        return;
    }
    if (one.n)
        marking->numbers[marking->count++] = one;
    for (size_t i = 0; i < inbox.count; i++)
        if (!node_truth(inbox.items[i], "read"))
            marking->numbers[marking->count++] = node_text(inbox.items[i], "notice");
    mark_next(visit, marking, NULL);
}
