/* page.c - see page.h. No inline script and no inline style: the pages are served under a policy that refuses
 * both. The script only improves what works without it. */
#include "web/page.h"
#include "web/asset.h"
#include "web/said.h"

static Str none;

Language page_split(Str whole, Str *path)
{
    bool english = str_is(whole, "/en") || str_starts(whole, S("/en/"));
    Str rest = english ? str_from(whole, strlen("/en")) : whole;
    *path = rest.n ? rest : S("/");
    return english ? LANG_EN : LANG_ZH;
}

Str page_field(const PageRequest *request, const char *name)
{
    for (size_t i = 0; i < request->count; i++)
        if (str_is(request->fields[i].name, name))
            return request->fields[i].value;
    return none;
}

Str page_encoded(Arena *arena, Str text)
{
    Buf out = { .arena = arena };
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '-';
        buf_format(&out, plain ? "%c" : "%%%02X", (unsigned char)c);
    }
    return buf_str(&out);
}

Page page_make(Arena *arena, const Site *site, const PageRequest *request)
{
    return (Page){ .ui = ui_make(arena, request->lang), .site = site, .path = request->path, .status = 200 };
}

static Str site_name(const Page *page, Language lang) { return lang == LANG_EN ? page->site->name_en : page->site->name_zh; }

static void head(Page *page, Str title)
{
    Ui *ui = &page->ui;
    Arena *arena = ui->buf.arena;
    ui_put(ui,
           "<!DOCTYPE html>\n<html lang=\"{}\" class=\"govuk-template{}\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<title>{}{}{}{}</title>\n",
           lang_tag(ui->lang), page->large ? S(" sb-large") : none, page->wrong ? word(ui->lang, W_ERROR_PREFIX) : none, title,
           title.n ? S(" - ") : none, site_name(page, ui->lang));
    ui_put(ui, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n"
               "<meta name=\"theme-color\" content=\"#0c4a83\">\n");
    if (page->kiosk) /* with script the seconds count from the last key or touch (bureau.js) */
        ui_put(ui, "<noscript><meta http-equiv=\"refresh\" content=\"60; url=/kiosk\"></noscript>\n");
    if (page->not_indexed)
        ui_put(ui, "<meta name=\"robots\" content=\"noindex\">\n");
    ui_put(ui, "<link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\">\n<link rel=\"stylesheet\" href=\"{}\">\n",
           asset_path(arena, "icon.svg"), asset_path(arena, "pages.css"));
    ui_put(ui, "<script type=\"module\" src=\"{}\"></script>\n</head>\n<body class=\"govuk-template__body\"",
           asset_path(arena, "pages.js"));
    if (page->kiosk)
        ui_put(ui, " data-idle-seconds=\"60\" data-idle-to=\"/kiosk\"");
    ui_put(ui, ">\n");
}

/* The page in another language. */
static Str in_language(const Page *page, Language lang)
{
    Ui other = ui_make(page->ui.buf.arena, lang);
    return ui_path(&other, page->path);
}

static Html languages(const Page *page)
{
    Ui ui = ui_inside(&page->ui);
    UiLink items[] = {
        { .text = S("中文"), .lang = "zh-CN", .href = in_language(page, LANG_ZH), .current = ui.lang != LANG_EN },
        { .text = S("English"), .lang = "en", .href = in_language(page, LANG_EN), .current = ui.lang == LANG_EN },
    };
    ui_languages(&ui, &(UiLanguages){ .items = items, .count = 2 });
    ui_html(&ui, page->view);
    return ui_done(&ui);
}

static Html logo(const Page *page)
{
    Ui ui = ui_inside(&page->ui);
    bool english = ui.lang == LANG_EN;
    ui_put(&ui,
           "<img class=\"sb-logo\" src=\"{}\" alt=\"\" width=\"44\" height=\"44\"><span class=\"sb-bureau\">"
           "<span class=\"sb-bureau__name\">{}</span>"
           "<span class=\"sb-bureau__other\" lang=\"{}\" aria-hidden=\"true\">{}</span></span>",
           asset_path(ui.buf.arena, "logo.svg"), site_name(page, ui.lang), english ? S("zh-CN") : S("en"),
           site_name(page, english ? LANG_ZH : LANG_EN));
    return ui_done(&ui);
}

static void menu(Page *page)
{
    Ui *ui = &page->ui;
    static const struct {
        NavItem item;
        Word text;
        const char *path;
    } rows[] = {
        { NAV_HOME, W_NAV_HOME, "/" },        { NAV_WHY, W_NAV_WHY, "/why-sealed" }, { NAV_OPEN, W_NAV_OPEN, "/open" },
        { NAV_GUIDE, W_NAV_GUIDE, "/guide" }, { NAV_SIGN, W_SIGN_IN, "/sign-in" },
    };
    enum { COUNT = sizeof rows / sizeof *rows };
    UiLink items[COUNT];
    const UiLink again = { .text = word(ui->lang, W_KIOSK_AGAIN), .href = ui_path(ui, S("/kiosk")) };
    if (page->kiosk) {
        ui_service_nav(ui, &(UiServiceNav){ .items = &again, .count = 1, .end = languages(page) });
        return;
    }
    size_t count = 0;
    for (size_t i = 0; i < COUNT; i++) {
        /* In large type there are fewer choices; who is signed in has the band below. */
        if (rows[i].item == NAV_GUIDE ? page->large : rows[i].item == NAV_SIGN && page->account.s.n)
            continue;
        items[count++] = (UiLink){ .text = word(ui->lang, rows[i].text),
                                   .href = ui_path(ui, str(rows[i].path)),
                                   .current = page->nav == rows[i].item };
    }
    ui_service_nav(ui, &(UiServiceNav){ .items = items, .count = count, .end = languages(page) });
}

/* The one call button of a page in large type. */
static void call_button(Page *page)
{
    Ui *ui = &page->ui;
    ui_put(ui, "<aside class=\"sb-bigcall\" aria-label=\"{}\">\n<div class=\"govuk-width-container\">\n",
           word(ui->lang, W_FOOT_HOTLINE));
    ui_button(ui, &(UiButton){ .text = word_format(ui->buf.arena, ui->lang, W_VIEW_CALL_N, STR_ARG(page->site->hotline)),
                               .href = str_format(ui->buf.arena, "tel:" STR_FMT, STR_ARG(page->site->hotline)),
                               .classes = "sb-bigcall__button" });
    ui_put(ui, "</div>\n</aside>\n");
}

static void before_main(Page *page)
{
    Ui *ui = &page->ui;
    if (page->large && !page->kiosk)
        call_button(page);
    if (!page->back.n && !page->crumb_count)
        return;
    ui_put(ui, "<div class=\"govuk-width-container\">\n");
    if (!page->crumb_count)
        ui_put(ui, "<nav aria-label=\"{}\">\n", word(ui->lang, W_BACK));
    if (page->crumb_count)
        ui_breadcrumbs(ui, &(UiBreadcrumbs){ .items = page->crumbs, .count = page->crumb_count, .collapse = true });
    else
        ui_back_link(ui, &(UiBack){ .href = ui_path(ui, page->back) });
    if (!page->crumb_count)
        ui_put(ui, "</nav>\n");
    ui_put(ui, "</div>\n");
}

/* A trial that does not run by the machine's time says by which it runs. */
static Str demo_text(const Page *page)
{
    Str text = word(page->ui.lang, W_DEMO_TEXT);
    Arena *arena = page->ui.buf.arena;
    if (!page->site->clock.s)
        return text;
    return str_format(arena, STR_FMT "%s" STR_FMT STR_FMT, STR_ARG(text), page->ui.lang == LANG_EN ? " " : "",
                      STR_ARG(word(page->ui.lang, W_DEMO_CLOCK)),
                      STR_ARG(said_time(arena, page->ui.lang, time_text(arena, page->site->clock))));
}

void page_begin(Page *page, Str title)
{
    Ui *ui = &page->ui;
    head(page, title);
    ui_skip_link(ui, &(UiBack){ .href = S("#main-content"), .text = word(ui->lang, W_SKIP) });
    ui_put(ui, "<header class=\"govuk-template__header\">\n");
    ui_header(ui, &(UiHeader){ .logo_html = logo(page), .url = ui_path(ui, page->kiosk ? S("/kiosk") : S("/")) });
    menu(page);
    ui_html(ui, page->account);
    ui_put(ui, "</header>\n");
    if (page->site->demo) {
        ui_put(ui, "<aside class=\"sb-phase\" aria-label=\"{}\">\n", word(ui->lang, W_DEMO));
        ui_phase_banner(ui, &(UiPhase){ .tag = { .text = word(ui->lang, W_DEMO) }, .text = demo_text(page) });
        ui_put(ui, "</aside>\n");
    }
    before_main(page);
    if (page->bare)
        ui_put(ui, "<main id=\"main-content\">\n");
    else
        ui_put(ui, "<div class=\"govuk-width-container\">\n<main class=\"govuk-main-wrapper\" id=\"main-content\">\n");
}

/* In large type the name alone: everything else was said, and the number to call stands on top. */
static void footer_short(Page *page)
{
    ui_put(&page->ui,
           "<footer class=\"govuk-template__footer\">\n<div class=\"govuk-footer\">\n<div class=\"govuk-width-container\">\n"
           "<p class=\"sb-foot__name\">{}</p>\n</div>\n</div>\n</footer>\n",
           site_name(page, page->ui.lang));
}

static void footer(Page *page)
{
    Ui *ui = &page->ui;
    static const struct {
        Word text;
        const char *path;
    } rows[] = {
        { W_NAV_WHY, "/why-sealed" },
        { W_NAV_OPEN, "/open" },
        { W_NAV_GUIDE, "/guide" },
        { W_SEARCH_TITLE, "/search" },
        { W_CALC_TITLE, "/calc" },
        { W_POLICY_TITLE, "/policy" },
        { W_OUTLETS_TITLE, "/outlets" },
        { W_APPOINT_TITLE, "/appoint" },
        { W_FOOT_PRIVACY, "/guide/privacy" },
        { W_FOOT_ACCESSIBLE, "/guide/accessible" },
    };
    ui_put(
        ui,
        "<footer class=\"govuk-template__footer\">\n<div class=\"govuk-footer\">\n<div class=\"govuk-width-container sb-foot\">\n"
        "<div class=\"sb-foot__call\"><p class=\"sb-foot__label\">{}</p><p class=\"sb-foot__number\">"
        "<a class=\"govuk-footer__link\" href=\"tel:{}\">{}</a></p>"
        "<p class=\"sb-foot__hours\">{}</p></div>\n",
        word(ui->lang, W_FOOT_HOTLINE), page->site->hotline, page->site->hotline, word(ui->lang, W_FOOT_HOURS));
    ui_put(ui, "<div class=\"sb-foot__links\">\n<ul class=\"govuk-footer__inline-list\">\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ui_put(ui, "<li class=\"govuk-footer__inline-list-item\"><a class=\"govuk-footer__link\" href=\"{}\">{}</a></li>\n",
               ui_path(ui, str(rows[i].path)), word(ui->lang, rows[i].text));
    ui_put(ui,
           "<li class=\"govuk-footer__inline-list-item\">"
           "<a class=\"govuk-footer__link\" href=\"/api/v1/openapi.json\">{}</a></li>\n</ul>\n",
           word(ui->lang, W_FOOT_API));
    ui_put(ui, "<p class=\"sb-foot__about\">{}</p>\n<p class=\"sb-foot__name\">{}</p>\n</div>\n</div>\n</div>\n</footer>\n",
           word(ui->lang, W_FOOT_ABOUT), site_name(page, ui->lang));
}

Str page_end(Page *page)
{
    Ui *ui = &page->ui;
    ui_put(ui, "</main>\n");
    if (!page->bare)
        ui_put(ui, "</div>\n");
    (page->large ? footer_short : footer)(page);
    ui_put(ui, "</body>\n</html>\n");
    return ui_done(ui).s;
}
