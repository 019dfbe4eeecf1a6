/* page_timeline.c - what has happened to a person, newest first, an act a point: what was done and what it brought, when, by whom,
 * through which channel and by which law. On the record the newest of it; on a page of its own all of it, by kind. */
#include "web/record.h"
#include "web/routes.h"

enum { SHOWN_FEW = 12, SHOWN_PAGE = 40 };

static Str none;

/* Steps inside a larger one: people need not read them. */
static bool is_small(Str event)
{
    static const char *const small[] = { "person-value", "photo-filed", "card-placed" };
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (str_is(event, small[i]))
            return true;
    return false;
}

/* The words behind an event: the state that was reached, the cause, the channel ... */
static Str detail_said(const Ui *ui, Str event, const JsonNode *detail)
{
    static const struct {
        const char *event, *key;
        ChoiceSetId set;
    } rows[] = {
        { "card-production", "state", SET_PRODUCTION },
        { "card-application", "state", SET_APPLICATION },
        { "card-financial", "state", SET_FINANCIAL },
        { "card-pin", "state", SET_PIN },
        { "account-ended", "state", SET_ACCOUNT_STATE },
        { "case-moved", "state", SET_CASE_STATE },
        { "case-opened", "procedure", SET_PROCEDURE },
        { "legacy-state", "state", SET_LEGACY },
        { "hold-placed", "cause", SET_CAUSE },
        { "hold-released", "cause", SET_CAUSE },
        { "case-opened", "cause", SET_CAUSE },
        { "account-opened", "category", SET_CATEGORY },
        { "account-opened", "channel", SET_OPEN_CHANNEL },
        { "card-applied", "kind", SET_CARD_KIND },
        { "card-applied", "channel", SET_CHANNEL },
        { "card-activated", "channel", SET_CHANNEL },
        { "card-used", "function", SET_EFFECT },
        { "card-lost", "kind", SET_LOSS_KIND },
        { "case-paper", "kind", SET_EVIDENCE },
    };
    Buf out = { .arena = ui->buf.arena };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str code = node_text(detail, rows[i].key);
        if (code.n && str_is(event, rows[i].event) && choice_from(rows[i].set, code))
            buf_format(&out, "%s" STR_FMT, out.n ? (ui->lang == LANG_EN ? ", " : "，") : "",
                       STR_ARG(said_word(ui->lang, rows[i].set, code)));
    }
    return buf_str(&out);
}

/* Who did it: an institution by its code; of the bureau's own desks the role says enough, but to the bureau itself. */
static Str doer(const Ui *ui, const PageVisit *visit, const JsonNode *by)
{
    Str code = node_text(by, "role"), org = node_text(by, "org"), user = node_text(by, "user");
    Role role = (Role)choice_from(SET_ROLE, code);
    Buf out = { .arena = ui->buf.arena };
    buf_add(&out, said_head(ui->buf.arena, said_word(ui->lang, SET_ROLE, code)));
    if (org.n && role_in(R(BANK) | R(HOSPITAL) | R(PHARMACY) | R(AGENCY) | R(UNIT), role))
        buf_format(&out, " " STR_FMT, STR_ARG(org));
    if (user.n && role_in(R_USERS, role) && visit_role(visit, R_OFFICE))
        buf_format(&out, " " STR_FMT, STR_ARG(user));
    return buf_str(&out);
}

/* Changes of a state that another event of the same act brought with it. */
static bool is_consequence(Str event)
{
    static const char *const states[] = { "card-production", "card-application", "card-financial",
                                          "card-pin",        "legacy-state",     "case-paper" };
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (str_is(event, states[i]))
            return true;
    return false;
}

/* Why it could be done: the command and its law. */
static Html law_said(const Ui *ui, const JsonNode *command)
{
    Ui inside = ui_inside(ui);
    Str law = node_text(command, "law");
    if (law.n)
        ui_put(&inside, "<p class=\"sb-timeline__when\">{}{}{} · {}</p>\n", word(ui->lang, W_TIMELINE_WHY), said_colon(ui->lang),
               law, node_said(command, NULL, ui->lang));
    return ui_done(&inside);
}

/* One act - the events of one entry - is one point: its own name, and under it what it brought. */
static UiPoint point_of(const Ui *ui, const PageVisit *visit, const JsonNode *items, size_t count, bool law)
{
    Arena *arena = ui->buf.arena;
    const JsonNode *main = NULL;
    Buf text = { .arena = arena };
    for (size_t i = 0; i < count; i++)
        if (!is_small(node_text(&items[i], "event")) &&
            (!main || (is_consequence(node_text(main, "event")) && !is_consequence(node_text(&items[i], "event")))))
            main = &items[i];
    if (!main)
        main = items;
    Str said_main = detail_said(ui, node_text(main, "event"), json_member(main, "detail"));
    bool speaks = said_main.n && is_consequence(node_text(main, "event")); /* the state that was reached says it all */
    if (!speaks)
        buf_add(&text, said_head(arena, said_main));
    for (size_t i = 0; i < count; i++) {
        Str event = node_text(&items[i], "event"), said = detail_said(ui, event, json_member(&items[i], "detail"));
        if (is_small(event) || &items[i] == main)
            continue;
        buf_format(&text, "%s" STR_FMT "%s", text.n ? (ui->lang == LANG_EN ? "; " : "；") : "",
                   STR_ARG(said_head(arena, node_said(&items[i], NULL, ui->lang))),
                   said.n ? (ui->lang == LANG_EN ? ": " : "：") : "");
        buf_add(&text, said);
    }
    return (UiPoint){ .kind = UI_POINT_DONE,
                      .title = said_head(arena, speaks ? said_main : node_said(main, NULL, ui->lang)),
                      .when = said_time(arena, ui->lang, node_text(main, "at")),
                      .who = doer(ui, visit, json_member(main, "by")),
                      .text = buf_str(&text),
                      .html = law_said(ui, law ? json_member(main, "command") : NULL) };
}

/* ---- the list ---- */

static Err ask(PageVisit *visit, int64_t person, Str kind, Str after, int limit, const JsonNode **data, Why *why)
{
    Json args = visit_args(visit);
    if (person)
        json_put_int(&args, "person", person);
    else
        visit_self(visit, &args);
    json_put_bool(&args, "newest", true);
    json_put_int(&args, "limit", limit);
    if (kind.n)
        json_put(&args, "kind", kind);
    if (after.n)
        json_put(&args, "after", after);
    return visit_ask(visit, "person.timeline", &args, data, why);
}

/* The events of one act stand together. */
static void put_acts(Ui *ui, const PageVisit *visit, const JsonNode *data, int level, bool law)
{
    size_t count = 0, shown = 0;
    const JsonNode *items = node_list(data, "items", &count);
    UiPoint *points = arena_new(visit->arena, UiPoint, count);
    for (size_t from = 0, end = 0; from < count; from = end) {
        for (end = from + 1; end < count && node_int(&items[end], "entry") == node_int(&items[from], "entry");)
            end++;
        points[shown++] = point_of(ui, visit, &items[from], end - from, law);
    }
    ui_timeline(ui, &(UiTimeline){ .items = points, .count = shown, .level = level });
}

static Str timeline_path(const PageVisit *visit, int64_t person, Str kind, Str after)
{
    Buf out = { .arena = visit->arena };
    if (person == visit->self)
        buf_add(&out, S("/me/timeline"));
    else
        buf_format(&out, "/person/%lld/timeline", (long long)person);
    if (kind.n)
        buf_format(&out, "?kind=" STR_FMT, STR_ARG(kind));
    if (after.n)
        buf_format(&out, "%safter=" STR_FMT, kind.n ? "&" : "?", STR_ARG(after));
    return buf_str(&out);
}

void put_timeline(Ui *ui, PageVisit *visit, int64_t person)
{
    const JsonNode *data = NULL;
    Why why = { 0 };
    if (ask(visit, person, none, none, SHOWN_FEW, &data, &why) != OK)
        return; /* not for this visitor */
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_TIMELINE_TITLE));
    put_acts(ui, visit, data, 3, false);
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
           ui_path(ui, timeline_path(visit, person, none, none)), word(ui->lang, W_TIMELINE_ALL_LINK));
}

/* ---- the page ---- */

static void kind_link(Ui *ui, const PageVisit *visit, int64_t person, Str kind, Str open, Str text)
{
    if (str_eq(kind, open))
        ui_put(ui, "<li class=\"sb-filter__current\" aria-current=\"page\">{}</li>\n", text);
    else
        ui_put(ui, "<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>\n", ui_path(ui, timeline_path(visit, person, kind, none)),
               text);
}

static void put_kinds(Ui *ui, const PageVisit *visit, int64_t person, Str open)
{
    ui_put(ui, "<nav class=\"sb-filter\" aria-label=\"{}\">\n<ul>\n", word(ui->lang, W_TIMELINE_KINDS));
    kind_link(ui, visit, person, none, open, word(ui->lang, W_TIMELINE_ANY));
    for (int kind = 1; kind < Happening_END; kind++) {
        const Choice *choice = choice_of(SET_HAPPENING, kind);
        Str said = str(ui->lang == LANG_EN ? choice->en : choice->zh);
        kind_link(ui, visit, person, str(choice->code), open, said_head(visit->arena, said));
    }
    ui_put(ui, "</ul>\n</nav>\n");
}

static void write_timeline(PageVisit *visit, const JsonNode *status, const JsonNode *data, Str kind)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    int64_t person = node_int(status, "person");
    Str next = node_text(data, "next"), after = visit_field(visit, "after");
    size_t count = 0;
    node_list(data, "items", &count);
    page.not_indexed = true;
    page.back = person == visit->self ? S("/me") : str_format(visit->arena, "/person/%lld", (long long)person);
    page_begin(&page, word(ui->lang, W_TIMELINE_ALL_TITLE));
    record_identity(ui, visit, status, "/timeline");
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n",
           word(ui->lang, W_TIMELINE_ALL_TITLE), word(ui->lang, W_TIMELINE_TEXT));
    put_kinds(ui, visit, person, kind);
    if (count)
        put_acts(ui, visit, data, 2, true);
    else
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_TIMELINE_NONE));
    if (next.n || after.n)
        ui_pagination(ui, &(UiPagination){ .previous = after.n ? ui_path(ui, timeline_path(visit, person, kind, none)) : none,
                                           .previous_text = word(ui->lang, W_TIMELINE_NEWEST),
                                           .next = next.n ? ui_path(ui, timeline_path(visit, person, kind, next)) : none,
                                           .next_text = word(ui->lang, W_TIMELINE_OLDER) });
    visit_show(visit, &page, page_end(&page));
}

static void show(PageVisit *visit, Json *who)
{
    const JsonNode *status = NULL, *data = NULL;
    Why why = { .arena = visit->arena };
    Str kind = visit_field(visit, "kind");
    kind = choice_from(SET_HAPPENING, kind) ? kind : none;
    if (visit_ask(visit, "person.status", who, &status, &why) != OK ||
        ask(visit, node_int(status, "person"), kind, visit_field(visit, "after"), SHOWN_PAGE, &data, &why) != OK)
        visit_refused(visit, &why, none);
    else
        write_timeline(visit, status, data, kind);
}

void show_timeline(PageVisit *visit, Str name)
{
    Json who = visit_args(visit);
    json_put_int(&who, "person", record_person(name));
    show(visit, &who);
}

void show_my_timeline(PageVisit *visit, Str name)
{
    (void)name;
    Json who = visit_args(visit);
    visit_self(visit, &who);
    show(visit, &who);
}
