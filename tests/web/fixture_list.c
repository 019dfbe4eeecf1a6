/* fixture_list.c - options of the package's examples for ui_list.c. */
#include "fixture.h"

#define T(key) fix_text(fix, o, key)
#define Z(key) fix_z(fix, o, key)
#define H(key) fix_html(fix, o, key)
#define F(key) fix_flag(o, key)

static UiAction *actions(const Fix *fix, const JsonNode *list)
{
    UiAction *items = arena_new(fix->arena, UiAction, fix_count(list) + 1);
    for (size_t i = 0; i < fix_count(list); i++) {
        const JsonNode *o = &list->items[i];
        items[i] = (UiAction){ .text = T("text"),
                               .html = H("html"),
                               .href = T("href"),
                               .hidden = T("visuallyHiddenText"),
                               .classes = Z("classes"),
                               .attrs = fix_attrs(fix, o) };
    }
    return items;
}

static void summary_list(const Fix *fix, const JsonNode *list)
{
    const JsonNode *o = list, *rows = json_member(list, "rows"), *card = json_member(list, "card");
    const JsonNode *title = json_member(card, "title"), *of_card = json_member(json_member(card, "actions"), "items");
    UiSummary own = { .classes = Z("classes"),
                      .attrs = fix_attrs(fix, o),
                      .count = fix_count(rows),
                      .card = card != NULL,
                      .card_title = fix_text(fix, title, "text"),
                      .card_title_html = fix_html(fix, title, "html"),
                      .card_level = fix_int(fix, title, "headingLevel"),
                      .card_actions = actions(fix, of_card),
                      .card_count = fix_count(of_card),
                      .card_classes = fix_z(fix, card, "classes"),
                      .card_attrs = fix_attrs(fix, card) };
    UiSummaryRow *items = arena_new(fix->arena, UiSummaryRow, fix_count(rows) + 1);
    for (size_t i = 0; i < fix_count(rows); i++) {
        o = &rows->items[i];
        const JsonNode *key = json_member(o, "key"), *value = json_member(o, "value"), *act = json_member(o, "actions");
        items[i] = (UiSummaryRow){ .key = fix_text(fix, key, "text"),
                                   .key_html = fix_html(fix, key, "html"),
                                   .key_classes = fix_z(fix, key, "classes"),
                                   .value = fix_text(fix, value, "text"),
                                   .value_html = fix_html(fix, value, "html"),
                                   .value_classes = fix_z(fix, value, "classes"),
                                   .action_classes = fix_z(fix, act, "classes"),
                                   .classes = Z("classes"),
                                   .actions = actions(fix, json_member(act, "items")),
                                   .count = fix_count(json_member(act, "items")) };
    }
    own.rows = items;
    ui_summary_list(fix->ui, &own);
}

static void put_cells(const Fix *fix, const JsonNode *list, UiCell *cells)
{
    for (size_t i = 0; i < fix_count(list); i++) {
        const JsonNode *o = &list->items[i];
        cells[i] = (UiCell){ .text = T("text"),
                             .html = H("html"),
                             .numeric = str_is(T("format"), "numeric"),
                             .classes = Z("classes"),
                             .columns = fix_int(fix, o, "colspan"),
                             .lines = fix_int(fix, o, "rowspan"),
                             .attrs = fix_attrs(fix, o) };
    }
}

static void table(const Fix *fix, const JsonNode *o)
{
    const JsonNode *head = json_member(o, "head"), *rows = json_member(o, "rows");
    size_t width = fix_count(rows) ? rows->items[0].count : 0;
    UiCell *heads = arena_new(fix->arena, UiCell, fix_count(head) + 1),
           *cells = arena_new(fix->arena, UiCell, width * fix_count(rows) + 1);
    put_cells(fix, head, heads);
    for (size_t i = 0; i < fix_count(rows); i++)
        put_cells(fix, &rows->items[i], cells + i * width);
    ui_table(fix->ui, &(UiTable){ .caption = T("caption"),
                                  .caption_classes = Z("captionClasses"),
                                  .head = heads,
                                  .head_width = fix_count(head),
                                  .cells = cells,
                                  .width = width,
                                  .count = fix_count(rows),
                                  .first_is_header = F("firstCellIsHeader"),
                                  .classes = Z("classes"),
                                  .attrs = fix_attrs(fix, o) });
}

static const UiTag *tag_of(const Fix *fix, const JsonNode *o)
{
    if (!o)
        return NULL;
    UiTag *tag = arena_new(fix->arena, UiTag, 1);
    *tag = (UiTag){ .text = T("text"), .html = H("html"), .classes = Z("classes"), .attrs = fix_attrs(fix, o) };
    return tag;
}

static void task_list(const Fix *fix, const JsonNode *o)
{
    const JsonNode *list = json_member(o, "items");
    UiTaskList own = { .id_prefix = Z("idPrefix"), .classes = Z("classes"), .attrs = fix_attrs(fix, o), .count = fix_count(list) };
    UiTask *items = arena_new(fix->arena, UiTask, fix_count(list) + 1);
    for (size_t i = 0; i < fix_count(list); i++) {
        o = &list->items[i];
        const JsonNode *title = json_member(o, "title"), *hint = json_member(o, "hint"), *status = json_member(o, "status");
        items[i] = (UiTask){ .href = T("href"),
                             .classes = Z("classes"),
                             .title = fix_text(fix, title, "text"),
                             .title_html = fix_html(fix, title, "html"),
                             .title_classes = fix_z(fix, title, "classes"),
                             .hint = fix_text(fix, hint, "text"),
                             .hint_html = fix_html(fix, hint, "html"),
                             .status = fix_text(fix, status, "text"),
                             .status_html = fix_html(fix, status, "html"),
                             .status_classes = fix_z(fix, status, "classes"),
                             .tag = tag_of(fix, json_member(status, "tag")) };
    }
    own.items = items;
    ui_task_list(fix->ui, &own);
}

static void tabs(const Fix *fix, const JsonNode *o)
{
    const JsonNode *list = json_member(o, "items");
    UiTabs own = { .id = Z("id"),
                   .id_prefix = Z("idPrefix"),
                   .title = T("title"),
                   .classes = Z("classes"),
                   .attrs = fix_attrs(fix, o),
                   .count = fix_count(list) };
    UiTab *items = arena_new(fix->arena, UiTab, fix_count(list) + 1);
    for (size_t i = 0; i < fix_count(list); i++) {
        o = &list->items[i];
        const JsonNode *panel = json_member(o, "panel");
        items[i] = (UiTab){ .id = Z("id"),
                            .label = T("label"),
                            .attrs = fix_attrs(fix, o),
                            .text = fix_text(fix, panel, "text"),
                            .html = fix_html(fix, panel, "html"),
                            .panel_attrs = fix_attrs(fix, panel) };
    }
    own.items = items;
    ui_tabs(fix->ui, &own);
}

const FixRow fix_list_rows[] = {
    { "summary-list", summary_list }, { "table", table }, { "tabs", tabs }, { "task-list", task_list }, { NULL, NULL },
};
