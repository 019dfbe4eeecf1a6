/* page_view.c - how this browser shows the pages: large type with fewer choices (GB/T 37668-2019, the form for the elderly), and
 * the region with which questions begin. Both stand in a cookie that holds nothing of a person; a link on each page changes the
 * type, as another changes the language. */
#include "web/form.h"
#include "web/open.h"
#include "web/routes.h"

/* /view/large and /view/normal, and back to where somebody was. */
void show_view_switch(PageVisit *visit, Str name)
{
    Str back = visit_back(visit, visit_field(visit, "back"));
    if (!str_is(name, "large") && !str_is(name, "normal")) {
        routes_missing(visit);
        return;
    }
    visit->large = str_is(name, "large");
    visit->kiosk = false;
    visit_remember(visit);
    visit_go(visit, back.n ? back : S("/"));
}

static void put_size(Ui *ui, const PageVisit *visit)
{
    const UiChoice items[] = { { .value = S("normal"), .text = word(ui->lang, W_VIEW_SIZE_NORMAL) },
                               { .value = S("large"), .text = word(ui->lang, W_VIEW_SIZE_LARGE) } };
    ui_radios(ui, &(UiChoices){ .name = "size",
                                .id_prefix = "size",
                                .fieldset = &(UiFieldset){ .legend = word(ui->lang, W_VIEW_SIZE),
                                                           .legend_classes = "govuk-fieldset__legend--s" },
                                .items = items,
                                .count = sizeof items / sizeof *items,
                                .value = visit->large ? S("large") : S("normal") });
}

static void put_region(Ui *ui, PageVisit *visit)
{
    const OpenLists *lists = open_lists(visit);
    UiOption *items = arena_new(visit->arena, UiOption, lists->region_count + 1);
    items[0] = (UiOption){ .text = word(ui->lang, W_VIEW_REGION_NONE) };
    for (size_t i = 0; i < lists->region_count; i++)
        items[i + 1] = (UiOption){ .value = lists->regions[i].code, .text = lists->regions[i].name };
    ui_select(ui, &(UiSelect){ .field = { .name = "region",
                                          .id = "region",
                                          .label = { .text = word(ui->lang, W_VIEW_REGION), .classes = "govuk-label--s" },
                                          .hint = { .text = word(ui->lang, W_VIEW_REGION_HINT) } },
                               .items = items,
                               .count = lists->region_count + 1,
                               .value = visit->region });
}

void show_view(PageVisit *visit, Str name)
{
    (void)name;
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    form_page_begin(&page, W_VIEW_TITLE, W_VIEW_TEXT, &(FormErrors){ 0 }, NULL);
    if (str_is(visit_field(visit, "saved"), "1"))
        ui_notification(ui, &(UiBanner){ .success = true, .text = word(ui->lang, W_VIEW_SAVED) });
    form_open(ui, visit, S("/view"));
    put_size(ui, visit);
    put_region(ui, visit);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_VIEW_SAVE) });
    form_close(ui);
    form_page_end(visit, &page);
}

/* A region that is not on the list is none: the list is what the page offered. */
void do_view(PageVisit *visit, Str name)
{
    (void)name;
    const OpenLists *lists = open_lists(visit);
    Str region = visit_field(visit, "region");
    visit->large = str_is(visit_field(visit, "size"), "large");
    visit->kiosk = false;
    visit->region = (Str){ 0 };
    for (size_t i = 0; i < lists->region_count; i++)
        if (str_eq(lists->regions[i].code, region))
            visit->region = region;
    visit_remember(visit);
    visit_go(visit, S("/view?saved=1"));
}
