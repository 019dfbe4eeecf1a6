/* ui_list.c - see ui.h: lists of facts, tables, tasks and tabs. */
#include "web/ui.h"

static Str none;

static void action(Ui *ui, const UiAction *o, const UiSummary *list)
{
    bool titled = list->card && (list->card_title.n || list->card_title_html.s.n);
    ui_put(ui, "<a");
    ui_class(ui, S("govuk-link"), str(o->classes), none);
    ui_href(ui, o->href);
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">");
    ui_either(ui, o->text, o->html);
    if (o->hidden.n || titled)
        ui_put(ui, "<span class=\"govuk-visually-hidden\">");
    if (o->hidden.n)
        ui_put(ui, " {}", o->hidden);
    if (titled) {
        ui_put(ui, " (");
        ui_either(ui, list->card_title, list->card_title_html);
        ui_put(ui, ")");
    }
    if (o->hidden.n || titled)
        ui_put(ui, "</span>");
    ui_put(ui, "</a>\n");
}

static void summary_actions(Ui *ui, const UiSummary *list, const UiSummaryRow *row)
{
    ui_put(ui, "<dd");
    ui_class(ui, S("govuk-summary-list__actions"), str(row->action_classes), none);
    ui_put(ui, ">");
    if (row->count == 1) {
        action(ui, row->actions, list);
    } else {
        ui_put(ui, "<ul class=\"govuk-summary-list__actions-list\">\n");
        for (size_t i = 0; i < row->count; i++) {
            ui_put(ui, "<li class=\"govuk-summary-list__actions-list-item\">");
            action(ui, &row->actions[i], list);
            ui_put(ui, "</li>\n");
        }
        ui_put(ui, "</ul>");
    }
    ui_put(ui, "</dd>\n");
}

static void summary_row(Ui *ui, const UiSummary *list, const UiSummaryRow *row, bool any_actions)
{
    ui_put(ui, "<div");
    ui_class(ui, S("govuk-summary-list__row"), any_actions && !row->count ? S("govuk-summary-list__row--no-actions") : none,
             str(row->classes));
    ui_put(ui, ">\n<dt");
    ui_class(ui, S("govuk-summary-list__key"), str(row->key_classes), none);
    ui_put(ui, ">");
    ui_either(ui, row->key, row->key_html);
    ui_put(ui, "</dt>\n<dd");
    ui_class(ui, S("govuk-summary-list__value"), str(row->value_classes), none);
    ui_put(ui, ">");
    ui_either(ui, row->value, row->value_html);
    ui_put(ui, "</dd>\n");
    if (row->count)
        summary_actions(ui, list, row);
    ui_put(ui, "</div>\n");
}

static void summary_rows(Ui *ui, const UiSummary *o)
{
    bool any_actions = false;
    for (size_t i = 0; i < o->count; i++)
        any_actions = any_actions || o->rows[i].count;
    ui_put(ui, "<dl");
    ui_class(ui, S("govuk-summary-list"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">\n");
    for (size_t i = 0; i < o->count; i++)
        summary_row(ui, o, &o->rows[i], any_actions);
    ui_put(ui, "</dl>\n");
}

static void card_actions(Ui *ui, const UiSummary *o)
{
    Str tag = o->card_count == 1 ? S("div") : S("ul");
    ui_put(ui, "<{} class=\"govuk-summary-card__actions\">\n", tag);
    for (size_t i = 0; i < o->card_count; i++) {
        if (o->card_count > 1)
            ui_put(ui, "<li class=\"govuk-summary-card__action\">");
        action(ui, &o->card_actions[i], o);
        if (o->card_count > 1)
            ui_put(ui, "</li>\n");
    }
    ui_put(ui, "</{}>\n", tag);
}

void ui_summary_list(Ui *ui, const UiSummary *o)
{
    if (!o->card) {
        summary_rows(ui, o);
        return;
    }
    Str tag = str_format(ui->buf.arena, "h%d", o->card_level ? o->card_level : 2);
    ui_put(ui, "<div");
    ui_class(ui, S("govuk-summary-card"), str(o->card_classes), none);
    ui_attrs(ui, o->card_attrs);
    ui_put(ui, ">\n<div class=\"govuk-summary-card__title-wrapper\">\n");
    if (o->card_title.n || o->card_title_html.s.n) {
        ui_put(ui, "<{} class=\"govuk-summary-card__title\">", tag);
        ui_either(ui, o->card_title, o->card_title_html);
        ui_put(ui, "</{}>\n", tag);
    }
    if (o->card_count)
        card_actions(ui, o);
    ui_put(ui, "</div>\n<div class=\"govuk-summary-card__content\">\n");
    summary_rows(ui, o);
    ui_put(ui, "</div>\n</div>\n");
}

static void spans(Ui *ui, const UiCell *cell)
{
    if (cell->columns)
        ui_attr(ui, "colspan", str_format(ui->buf.arena, "%d", cell->columns));
    if (cell->lines)
        ui_attr(ui, "rowspan", str_format(ui->buf.arena, "%d", cell->lines));
    ui_attrs(ui, cell->attrs);
}

static void table_cell(Ui *ui, const UiCell *cell, bool header, bool column)
{
    if (header)
        ui_put(ui, "<th scope=\"{}\"", column ? S("col") : S("row"));
    else
        ui_put(ui, "<td");
    Str numeric = !cell->numeric || (header && !column) ? none
                  : header                              ? S("govuk-table__header--numeric")
                                                        : S("govuk-table__cell--numeric");
    ui_class(ui, header ? S("govuk-table__header") : S("govuk-table__cell"), numeric, str(cell->classes));
    spans(ui, cell);
    ui_put(ui, ">");
    ui_either(ui, cell->text, cell->html);
    if (header)
        ui_put(ui, "</th>\n");
    else
        ui_put(ui, "</td>\n");
}

void ui_table(Ui *ui, const UiTable *o)
{
    ui_put(ui, "<table");
    ui_class(ui, S("govuk-table"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">\n");
    if (o->caption.n) {
        ui_put(ui, "<caption");
        ui_class(ui, S("govuk-table__caption"), str(o->caption_classes), none);
        ui_put(ui, ">{}</caption>\n", o->caption);
    }
    if (o->head_width) {
        ui_put(ui, "<thead class=\"govuk-table__head\">\n<tr class=\"govuk-table__row\">\n");
        for (size_t i = 0; i < o->head_width; i++)
            table_cell(ui, &o->head[i], true, true);
        ui_put(ui, "</tr>\n</thead>\n");
    }
    ui_put(ui, "<tbody class=\"govuk-table__body\">\n");
    for (size_t row = 0; row < o->count; row++) {
        ui_put(ui, "<tr class=\"govuk-table__row\">\n");
        for (size_t i = 0; i < o->width; i++)
            table_cell(ui, &o->cells[row * o->width + i], !i && o->first_is_header, false);
        ui_put(ui, "</tr>\n");
    }
    ui_put(ui, "</tbody>\n</table>\n");
}

static void task_name(Ui *ui, const UiTask *task, Str hint_id, Str status_id)
{
    bool hinted = task->hint.n || task->hint_html.s.n;
    ui_put(ui, "<div class=\"govuk-task-list__name-and-hint\">\n");
    if (task->href.n) {
        ui_put(ui, "<a");
        ui_class(ui, S("govuk-link"), S("govuk-task-list__link"), str(task->title_classes));
        ui_href(ui, task->href);
        if (hinted)
            ui_put(ui, " aria-describedby=\"{} {}\">", hint_id, status_id);
        else
            ui_put(ui, " aria-describedby=\"{}\">", status_id);
    } else {
        ui_put(ui, "<div");
        ui_attr_if(ui, "class", str(task->title_classes));
        ui_put(ui, ">");
    }
    ui_either(ui, task->title, task->title_html);
    if (task->href.n)
        ui_put(ui, "</a>\n");
    else
        ui_put(ui, "</div>\n");
    if (hinted) {
        ui_put(ui, "<div id=\"{}\" class=\"govuk-task-list__hint\">", hint_id);
        ui_either(ui, task->hint, task->hint_html);
        ui_put(ui, "</div>\n");
    }
    ui_put(ui, "</div>\n");
}

void ui_task_list(Ui *ui, const UiTaskList *o)
{
    const char *prefix = o->id_prefix ? o->id_prefix : "task-list";
    ui_put(ui, "<ul");
    ui_class(ui, S("govuk-task-list"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">\n");
    for (size_t i = 0; i < o->count; i++) {
        const UiTask *task = &o->items[i];
        Str status_id = str_format(ui->buf.arena, "%s-%zu-status", prefix, i + 1);
        ui_put(ui, "<li");
        ui_class(ui, S("govuk-task-list__item"), task->href.n ? S("govuk-task-list__item--with-link") : none, str(task->classes));
        ui_put(ui, ">\n");
        task_name(ui, task, str_format(ui->buf.arena, "%s-%zu-hint", prefix, i + 1), status_id);
        ui_put(ui, "<div");
        ui_class(ui, S("govuk-task-list__status"), str(task->status_classes), none);
        ui_put(ui, " id=\"{}\">", status_id);
        if (task->tag)
            ui_tag(ui, task->tag);
        else
            ui_either(ui, task->status, task->status_html);
        ui_put(ui, "</div>\n</li>\n");
    }
    ui_put(ui, "</ul>\n");
}

static Str tab_id(const Ui *ui, const UiTabs *o, size_t i)
{
    return o->items[i].id ? str(o->items[i].id) : str_format(ui->buf.arena, "%s-%zu", o->id_prefix ? o->id_prefix : "", i + 1);
}

void ui_tabs(Ui *ui, const UiTabs *o)
{
    ui_put(ui, "<div");
    ui_attr_if(ui, "id", str(o->id));
    ui_class(ui, S("govuk-tabs"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_put(ui, " data-module=\"govuk-tabs\">\n<h2 class=\"govuk-tabs__title\">{}</h2>\n",
           o->title.n ? o->title : word(ui->lang, W_CONTENTS));
    if (o->count)
        ui_put(ui, "<ul class=\"govuk-tabs__list\">\n");
    for (size_t i = 0; i < o->count; i++) {
        ui_put(ui, "<li");
        ui_class(ui, S("govuk-tabs__list-item"), i ? none : S("govuk-tabs__list-item--selected"), none);
        ui_put(ui, "><a class=\"govuk-tabs__tab\" href=\"#{}\"", tab_id(ui, o, i));
        ui_attrs(ui, o->items[i].attrs);
        ui_put(ui, ">{}</a></li>\n", o->items[i].label);
    }
    if (o->count)
        ui_put(ui, "</ul>\n");
    for (size_t i = 0; i < o->count; i++) {
        ui_put(ui, "<div");
        ui_class(ui, S("govuk-tabs__panel"), i ? S("govuk-tabs__panel--hidden") : none, none);
        ui_attr(ui, "id", tab_id(ui, o, i));
        ui_attrs(ui, o->items[i].panel_attrs);
        ui_put(ui, ">");
        if (o->items[i].html.s.n)
            ui_html(ui, o->items[i].html);
        else if (o->items[i].text.n)
            ui_put(ui, "<p class=\"govuk-body\">{}</p>", o->items[i].text);
        ui_put(ui, "</div>\n");
    }
    ui_put(ui, "</div>\n");
}
