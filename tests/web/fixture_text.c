/* fixture_text.c - options of the package's examples for ui_text.c and ui_nav.c. */
#include "fixture.h"

#define T(key) fix_text(fix, o, key)
#define Z(key) fix_z(fix, o, key)
#define H(key) fix_html(fix, o, key)
#define F(key) fix_flag(o, key)
#define NOTE .text = T("text"), .html = H("html"), .classes = Z("classes"), .attrs = fix_attrs(fix, o)

static void back_link(const Fix *fix, const JsonNode *o) { ui_back_link(fix->ui, &(UiBack){ NOTE, .href = T("href") }); }
static void skip_link(const Fix *fix, const JsonNode *o) { ui_skip_link(fix->ui, &(UiBack){ NOTE, .href = T("href") }); }
static void tag(const Fix *fix, const JsonNode *o) { ui_tag(fix->ui, &(UiTag){ NOTE }); }
static void inset(const Fix *fix, const JsonNode *o) { ui_inset(fix->ui, &(UiInset){ NOTE, .id = Z("id") }); }
static void warning(const Fix *fix, const JsonNode *o)
{
    ui_warning(fix->ui, &(UiWarning){ NOTE, .hidden = T("iconFallbackText") });
}

static void button(const Fix *fix, const JsonNode *o)
{
    ui_button(fix->ui,
              &(UiButton){ NOTE, .href = T("href"), .type = Z("type"), .name = Z("name"), .id = Z("id"), .value = T("value"),
                           .is_start = F("isStartButton"), .disabled = F("disabled"), .once = F("preventDoubleClick") });
}

static void panel(const Fix *fix, const JsonNode *o)
{
    ui_panel(fix->ui,
             &(UiPanel){ NOTE, .title = T("titleText"), .title_html = H("titleHtml"), .level = fix_int(fix, o, "headingLevel") });
}

static void notification(const Fix *fix, const JsonNode *o)
{
    ui_notification(fix->ui, &(UiBanner){ NOTE, .title = T("titleText"), .title_html = H("titleHtml"),
                                          .level = fix_int(fix, o, "titleHeadingLevel"), .success = str_is(T("type"), "success"),
                                          .role = Z("role"), .title_id = Z("titleId") });
}

static void details(const Fix *fix, const JsonNode *o)
{
    ui_details(fix->ui, &(UiDetails){ NOTE, .id = Z("id"), .summary = T("summaryText"), .summary_html = H("summaryHtml"),
                                      .open = F("open") });
}

static UiLink *links(const Fix *fix, const JsonNode *list)
{
    UiLink *items = arena_new(fix->arena, UiLink, fix_count(list) + 1);
    for (size_t i = 0; i < fix_count(list); i++) {
        const JsonNode *o = &list->items[i];
        items[i] = (UiLink){ .text = T("text"),
                             .html = H("html"),
                             .href = T("href"),
                             .lang = Z("lang"),
                             .current = F("current"),
                             .described = T("languageDescriptionText"),
                             .attrs = fix_attrs(fix, o) };
    }
    return items;
}

static void error_summary(const Fix *fix, const JsonNode *o)
{
    const JsonNode *list = json_member(o, "errorList");
    ui_error_summary(fix->ui, &(UiErrorSummary){ .title = T("titleText"),
                                                 .title_html = H("titleHtml"),
                                                 .description = T("descriptionText"),
                                                 .description_html = H("descriptionHtml"),
                                                 .items = links(fix, list),
                                                 .count = fix_count(list),
                                                 .classes = Z("classes"),
                                                 .attrs = fix_attrs(fix, o) });
}

static void breadcrumbs(const Fix *fix, const JsonNode *o)
{
    const JsonNode *list = json_member(o, "items");
    ui_breadcrumbs(fix->ui, &(UiBreadcrumbs){ .items = links(fix, list),
                                              .count = fix_count(list),
                                              .label = T("labelText"),
                                              .collapse = F("collapseOnMobile"),
                                              .classes = Z("classes"),
                                              .attrs = fix_attrs(fix, o) });
}

static void languages(const Fix *fix, const JsonNode *o)
{
    const JsonNode *list = json_member(o, "items");
    ui_languages(fix->ui, &(UiLanguages){ .items = links(fix, list),
                                          .count = fix_count(list),
                                          .label = T("ariaLabel"),
                                          .classes = Z("classes"),
                                          .attrs = fix_attrs(fix, o) });
}

static void phase_banner(const Fix *fix, const JsonNode *banner)
{
    const JsonNode *o = json_member(banner, "tag");
    UiTag own = { NOTE };
    o = banner;
    ui_phase_banner(fix->ui, &(UiPhase){ NOTE, .tag = own });
}

static void header(const Fix *fix, const JsonNode *o)
{
    ui_header(fix->ui, &(UiHeader){ .logo_text = T("logoText"),
                                    .logo_html = H("logoHtml"),
                                    .url = T("url"),
                                    .classes = Z("classes"),
                                    .container_classes = Z("containerClasses"),
                                    .attrs = fix_attrs(fix, o) });
}

static void service_navigation(const Fix *fix, const JsonNode *o)
{
    const JsonNode *list = json_member(o, "navigation"), *end = json_member(json_member(o, "slots"), "end");
    ui_service_nav(fix->ui, &(UiServiceNav){ .name = T("serviceName"),
                                             .url = T("serviceUrl"),
                                             .items = links(fix, list),
                                             .count = fix_count(list),
                                             .menu = T("menuButtonText"),
                                             .label = T("navigationLabel"),
                                             .end = fix_html(fix, end, "html"),
                                             .classes = Z("classes"),
                                             .attrs = fix_attrs(fix, o) });
}

static void pagination(const Fix *fix, const JsonNode *o)
{
    const JsonNode *list = json_member(o, "items"), *previous = json_member(o, "previous"), *next = json_member(o, "next");
    UiPagination pages = {
        .label = T("landmarkLabel"), .classes = Z("classes"), .attrs = fix_attrs(fix, o), .count = fix_count(list)
    };
    UiPageLink *items = arena_new(fix->arena, UiPageLink, fix_count(list) + 1);
    for (size_t i = 0; i < fix_count(list); i++) {
        o = &list->items[i];
        items[i] = (UiPageLink){ .number = T("number"),
                                 .href = T("href"),
                                 .label = T("visuallyHiddenText"),
                                 .current = F("current"),
                                 .gap = F("ellipsis"),
                                 .attrs = fix_attrs(fix, o) };
    }
    pages.items = items;
    o = previous;
    pages.previous = T("href"), pages.previous_text = T("text"), pages.previous_label = T("labelText");
    o = next;
    pages.next = T("href"), pages.next_text = T("text"), pages.next_label = T("labelText");
    ui_pagination(fix->ui, &pages);
}

const FixRow fix_text_rows[] = {
    { "back-link", back_link },
    { "breadcrumbs", breadcrumbs },
    { "button", button },
    { "details", details },
    { "error-summary", error_summary },
    { "generic-header", header },
    { "inset-text", inset },
    { "language-navigation", languages },
    { "notification-banner", notification },
    { "pagination", pagination },
    { "panel", panel },
    { "phase-banner", phase_banner },
    { "service-navigation", service_navigation },
    { "skip-link", skip_link },
    { "tag", tag },
    { "warning-text", warning },
    { NULL, NULL },
};
