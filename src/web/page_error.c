/* page_error.c - see pages.h: what is shown when something goes wrong. Never only what, always what to do next. */
#include "web/pages.h"

static void next_steps(Page *page, Word text)
{
    Ui *ui = &page->ui;
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, text));
    ui_search(ui, &(UiSearch){ .hint = word(ui->lang, W_SEARCH_HINT) });
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, S("/")),
           word(ui->lang, W_NAV_HOME));
}

Str page_missing(Page *page)
{
    Ui *ui = &page->ui;
    page->status = 404;
    page->not_indexed = true;
    page_begin(page, word(ui->lang, W_MISSING_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-l\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_MISSING_TITLE),
           word(ui->lang, W_MISSING_TEXT));
    next_steps(page, W_MISSING_NEXT);
    return page_end(page);
}

Str page_failed(Page *page, Str reference)
{
    Ui *ui = &page->ui;
    page->status = 500;
    page->not_indexed = true;
    page_begin(page, word(ui->lang, W_FAILED_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-l\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n<p class=\"govuk-body\">{}</p>\n",
           word(ui->lang, W_FAILED_TITLE), word(ui->lang, W_FAILED_TEXT), word(ui->lang, W_FAILED_NEXT));
    if (reference.n)
        ui_inset(ui, &(UiInset){ .text = reference });
    return page_end(page);
}

Str page_refused(Page *page, const Why *why, Str back)
{
    Ui *ui = &page->ui;
    page->status = err_http(why->code);
    page->wrong = true;
    page->not_indexed = true;
    page->back = back;
    page_begin(page, word(ui->lang, W_REFUSED_TITLE));
    Str said = ui->lang == LANG_EN ? why->en : why->zh;
    Str field = why->field.n ? str_format(ui->buf.arena, "#" STR_FMT, STR_ARG(why->field)) : (Str){ 0 };
    UiLink link = { .text = said.n ? said : str(err_sentence(why->code, ui->lang == LANG_EN)), .href = field };
    ui_put(ui, "<h1 class=\"govuk-visually-hidden\">{}</h1>\n", word(ui->lang, W_REFUSED_TITLE));
    ui_error_summary(ui, &(UiErrorSummary){ .title = word(ui->lang, W_REFUSED_TITLE), .items = &link, .count = 1 });
    if (why->law)
        ui_put(ui, "<p class=\"govuk-body sb-law\">{}{}</p>\n", word(ui->lang, W_LAW),
               str_format(ui->buf.arena, "%s%s", ui->lang == LANG_EN ? ": " : "：", why->law));
    return page_end(page);
}
