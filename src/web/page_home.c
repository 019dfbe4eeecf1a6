/* page_home.c - see pages.h: the two questions people come with, the search, and the guide; in large type the two questions
 * alone. */
#include "web/pages.h"

static void hero(Page *page)
{
    Ui *ui = &page->ui;
    ui_put(ui,
           "<div class=\"sb-hero\">\n<div class=\"govuk-width-container\">\n<h1 class=\"sb-hero__title\">{}</h1>\n"
           "<p class=\"sb-hero__lead\">{}</p>\n",
           word(ui->lang, W_HOME_TITLE), word(ui->lang, W_HOME_LEAD));
    if (!page->large)
        ui_search(ui, &(UiSearch){ .large = true, .hint = word(ui->lang, W_SEARCH_HINT) });
    const UiCard cards[] = {
        { .icon = "find",
          .href = S("/why-sealed"),
          .title = word(ui->lang, W_HOME_CARD_WHY),
          .text = word(ui->lang, W_HOME_CARD_WHY_TEXT),
          .call = word(ui->lang, W_HOME_CARD_WHY_CALL) },
        { .icon = "open",
          .href = S("/open"),
          .title = word(ui->lang, W_HOME_CARD_OPEN),
          .text = word(ui->lang, W_HOME_CARD_OPEN_TEXT),
          .call = word(ui->lang, W_HOME_CARD_OPEN_CALL) },
    };
    ui_cards(ui, cards, sizeof cards / sizeof *cards);
    ui_put(ui, "</div>\n</div>\n");
}

static const Word group_words[GUIDE_GROUPS] = {
    [GUIDE_OPEN] = W_GROUP_OPEN, [GUIDE_CARD] = W_GROUP_CARD, [GUIDE_TROUBLE] = W_GROUP_TROUBLE
};

/* One column: the group's name and the titles of its first articles. */
static void column(Page *page, int group, const GuideEntry *entries, size_t count, size_t most)
{
    Ui *ui = &page->ui;
    ui_put(ui, "<section class=\"sb-columns__item\">\n<h3 class=\"sb-columns__title\">{}</h3>\n<ul class=\"sb-links\">\n",
           word(ui->lang, group_words[group]));
    for (size_t i = 0; i < count && most; i++) {
        if (entries[i].group != group)
            continue;
        Str path = str_format(ui->buf.arena, "/guide/" STR_FMT, STR_ARG(entries[i].slug));
        ui_put(ui, "<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>\n", ui_path(ui, path), entries[i].title);
        most--;
    }
    ui_put(ui, "</ul>\n</section>\n");
}

Str page_home(Page *page, const GuideEntry *entries, size_t count)
{
    enum { MOST = 6 };
    Ui *ui = &page->ui;
    page->nav = NAV_HOME;
    page->bare = true;
    page_begin(page, (Str){ 0 });
    hero(page);
    if (page->large) /* fewer choices: the two questions, and the button to call on top */
        return page_end(page);
    ui_put(
        ui,
        "<div class=\"govuk-width-container sb-section\">\n<h2 class=\"sb-section__title\">{}</h2>\n<div class=\"sb-columns\">\n",
        word(ui->lang, W_HOME_GUIDES));
    for (int group = GUIDE_OPEN; group < GUIDE_GROUPS; group++)
        column(page, group, entries, count, MOST);
    ui_put(ui,
           "</div>\n<p class=\"govuk-body sb-more\"><a class=\"govuk-link\" href=\"{}\">{}</a>"
           "</p>\n",
           ui_path(ui, S("/guide")), word(ui->lang, W_HOME_ALL_GUIDES));
    ui_put(ui,
           "<div class=\"sb-call\">\n<div><h2 class=\"sb-call__title\">{}</h2>\n<p class=\"sb-call__text\">{}</p></div>\n"
           "<p class=\"sb-call__number\"><a href=\"tel:{}\">{}</a></p>\n</div>\n</div>\n",
           word(ui->lang, W_HOME_CALL_TITLE), word(ui->lang, W_HOME_CALL_TEXT), page->site->hotline, page->site->hotline);
    return page_end(page);
}

static void group_of_guide(Page *page, int group, const GuideEntry *entries, size_t count)
{
    Ui *ui = &page->ui;
    ui_put(ui, "<section class=\"sb-group\">\n<h2 class=\"sb-group__title\">{}</h2>\n<ul class=\"sb-entries\">\n",
           word(ui->lang, group_words[group]));
    for (size_t i = 0; i < count; i++) {
        if (entries[i].group != group)
            continue;
        Str path = str_format(ui->buf.arena, "/guide/" STR_FMT, STR_ARG(entries[i].slug));
        ui_put(ui,
               "<li class=\"sb-entry\"><h3 class=\"sb-entry__title\"><a class=\"govuk-link\" href=\"{}\">{}</a></h3>"
               "<p class=\"sb-entry__text\">{}</p></li>\n",
               ui_path(ui, path), entries[i].title, entries[i].summary);
    }
    ui_put(ui, "</ul>\n</section>\n");
}

Str page_guide(Page *page, const GuideEntry *entries, size_t count)
{
    Ui *ui = &page->ui;
    UiLink crumbs[] = { { .text = word(ui->lang, W_NAV_HOME), .href = ui_path(ui, S("/")) },
                        { .text = word(ui->lang, W_GUIDE_TITLE) } };
    page->nav = NAV_GUIDE;
    page->crumbs = crumbs;
    page->crumb_count = 2;
    page_begin(page, word(ui->lang, W_GUIDE_TITLE));
    ui_put(ui,
           "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n"
           "<p class=\"govuk-body-l\">{}</p>\n",
           word(ui->lang, W_GUIDE_TITLE), word(ui->lang, W_GUIDE_LEAD));
    ui_search(ui, &(UiSearch){ .hint = word(ui->lang, W_SEARCH_HINT) });
    for (int group = GUIDE_OPEN; group < GUIDE_GROUPS; group++)
        group_of_guide(page, group, entries, count);
    return page_end(page);
}
