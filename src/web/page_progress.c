/* page_progress.c - how far long work is: the run that is open, asked again by a link or by the browser's own reload. It
 * goes on whoever looks; who comes back finds it here, and its result where such results lie. Where there is script it is told as
 * it changes (live.h). */
#include "core/query.h"
#include "web/entry.h"
#include "web/live.h"
#include "web/record.h"
#include "web/routes.h"

static Str command_said(const Ui *ui, Str name)
{
    CommandId command = command_from(name);
    return command ? str(ui->lang == LANG_EN ? command_row(command)->en : command_row(command)->zh) : name;
}

/* "45 % (9 / 20)", in either language; empty where it has just begun. */
static Str far_said(Arena *arena, const JsonNode *open)
{
    int64_t done = node_int(open, "done"), of = node_int(open, "of");
    if (of <= 0)
        return (Str){ 0 };
    int64_t percent = done >= of ? 100 : done < INT64_MAX / 100 ? done * 100 / of : 99; /* 100 only when all of it is done */
    return str_format(arena, "%lld %% (%lld / %lld)", (long long)percent, (long long)done, (long long)of);
}

/* How far it is: for the office, to whom all work is told, in a place that the script fills anew; a screen reader says so when it
 * is idle. */
static Html part_html(const Ui *ui, const PageVisit *visit, const JsonNode *open)
{
    Ui inside = ui_inside(ui);
    Str far = far_said(ui->buf.arena, open), said = far.n ? far : word(ui->lang, W_PROGRESS_BEGINS);
    if (visit_role(visit, R_OFFICE | R(ADMIN)))
        ui_put(&inside, "<span role=\"status\" data-run=\"{}\" data-live=\"{}\">{}</span>", node_text(open, "run"),
               ui_path(ui, S("/desk/progress/live")), said);
    else
        ui_text(&inside, said);
    return ui_done(&inside);
}

Err progress_look(Bureau *reader, Arena *arena, Str *id, Str *data)
{
    static const JsonNode nothing = { .type = JSON_MEMBERS };
    QueryRequest request = { .id = S("live"),
                             .query = S("batch.progress"),
                             .actor = { .role = ROLE_JOB, .user = S("live"), .org = S("server") },
                             .at = serve_now(),
                             .args = &nothing };
    QueryAnswer answer = { 0 };
    size_t count = 0;
    TRY(query_run(reader, arena, &request, &answer));
    const JsonNode *tree = answer.err == OK ? json_reread(arena, answer.json) : NULL;
    if (!tree)
        return ERR_BUSY;
    const JsonNode *open = node_list(json_member(tree, "data"), "open", &count);
    if (!count)
        return OK;
    Json json = json_make(arena);
    Str far = far_said(arena, open);
    json_open(&json, '{');
    json_put(&json, "run", node_text(open, "run"));
    json_put(&json, "text", far);
    json_close(&json, '}');
    *data = json_str(&json);
    *id = str_format(arena, STR_FMT "-%lld", STR_ARG(node_text(open, "run")), (long long)node_int(open, "done"));
    return OK;
}

void show_progress_live(PageVisit *visit, Str name)
{
    (void)name;
    visit->aside = true;
    live_watch(serve_live(visit->thread), visit->http,
               str_format(visit->arena, STR_FMT "@" STR_FMT, STR_ARG(visit->actor.user), STR_ARG(visit->actor.org)));
}

/* What a field of the work says; empty for a file, which is a hash, and for what is not one value. */
static Str about(const Ui *ui, const FieldRow *row, const JsonNode *value)
{
    Str text = json_text_of(value);
    if (row->type == TYPE_BYTES)
        return (Str){ 0 };
    if (value && value->type == JSON_INT)
        return str_format(ui->buf.arena, "%lld", (long long)value->number);
    return text.n && row->set && choice_from(row->set, text) ? said_head(ui->buf.arena, said_word(ui->lang, row->set, text)) : text;
}

static void put_open(Ui *ui, const PageVisit *visit, const JsonNode *open)
{
    Arena *arena = ui->buf.arena;
    enum { ABOUT_MAX = 12 };
    const JsonNode *args = json_member(open, "args");
    CommandId command = command_from(node_text(open, "command"));
    UiSummaryRow rows[ABOUT_MAX + 2];
    size_t count = 0;
    rows[count++] = (UiSummaryRow){ .key = word(ui->lang, W_PROGRESS_WORK), .value = command_said(ui, node_text(open, "command")) };
    for (int i = 0; command && i < command_row(command)->count && count <= ABOUT_MAX; i++) {
        const FieldRow *row = field_row(command_row(command)->fields[i]);
        Str text = about(ui, row, json_member(args, row->name));
        if (text.n)
            rows[count++] = (UiSummaryRow){ .key = entry_label(arena, ui->lang, command_row(command)->fields[i]), .value = text };
    }
    rows[count++] = (UiSummaryRow){ .key = word(ui->lang, W_PROGRESS_FAR), .value_html = part_html(ui, visit, open) };
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", node_text(open, "run"));
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = count });
}

void show_progress(PageVisit *visit, Str name)
{
    (void)name;
    const JsonNode *data = NULL;
    size_t count = 0;
    Why why = { .arena = visit->arena };
    Json args = visit_args(visit);
    if (visit_ask(visit, "batch.progress", &args, &data, &why) != OK) {
        visit_refused(visit, &why, S("/desk"));
        return;
    }
    const JsonNode *open = node_list(data, "open", &count);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.back = S("/desk");
    page_begin(&page, word(ui->lang, W_PROGRESS_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n",
           word(ui->lang, W_PROGRESS_TITLE), word(ui->lang, count ? W_PROGRESS_TEXT : W_PROGRESS_NONE));
    for (size_t i = 0; i < count; i++)
        put_open(ui, visit, &open[i]);
    declare_last(ui, visit);
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, S("/desk/progress")),
           word(ui->lang, W_PROGRESS_AGAIN));
    visit_show(visit, &page, page_end(&page));
}
