/* page_progress.c - how far long work is: the run that is open, asked again by a link or by the browser's own reload. It
 * goes on whoever looks; who comes back finds it here, and its result where such results lie. */
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"

static Str command_said(const Ui *ui, Str name)
{
    CommandId command = command_from(name);
    return command ? str(ui->lang == LANG_EN ? command_row(command)->en : command_row(command)->zh) : name;
}

static Str part_said(const Ui *ui, const JsonNode *open)
{
    int64_t done = node_int(open, "done"), of = node_int(open, "of");
    if (of <= 0)
        return word(ui->lang, W_PROGRESS_BEGINS);
    int64_t percent = done >= of ? 100 : done < INT64_MAX / 100 ? done * 100 / of : 99; /* 100 only when all of it is done */
    return str_format(ui->buf.arena, "%lld %% (%lld / %lld)", (long long)percent, (long long)done, (long long)of);
}

static void put_open(Ui *ui, const JsonNode *open)
{
    Arena *arena = ui->buf.arena;
    const JsonNode *args = json_member(open, "args");
    Str region = node_text(args, "region"), month = node_text(args, "month");
    const UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_PROGRESS_WORK), .value = command_said(ui, node_text(open, "command")) },
        { .key = entry_label(arena, ui->lang, F_REGION), .value = region.n ? region : S("—") },
        { .key = entry_label(arena, ui->lang, F_MONTH), .value = month.n ? month : S("—") },
        { .key = word(ui->lang, W_PROGRESS_FAR), .value = part_said(ui, open) },
    };
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", node_text(open, "run"));
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
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
        put_open(ui, &open[i]);
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, S("/desk/progress")),
           word(ui->lang, W_PROGRESS_AGAIN));
    visit_show(visit, &page, page_end(&page));
}
