/* ui_text.c - see ui.h: buttons, links and blocks of text. */
#include "web/ui.h"

static Str none;

static void heading(Ui *ui, int level, const char *classes, const char *id, Str text, Html html)
{
    Str tag = str_format(ui->buf.arena, "h%d", level);
    ui_put(ui, "<{} class=\"{}\"", tag, str(classes));
    ui_attr_if(ui, "id", str(id));
    ui_put(ui, ">");
    ui_either(ui, text, html);
    ui_put(ui, "</{}>\n", tag);
}

static void button_common(Ui *ui, const UiButton *o)
{
    ui_class(ui, S("govuk-button"), str(o->classes), o->is_start ? S("govuk-button--start") : none);
    ui_attr(ui, "data-module", S("govuk-button"));
    ui_attrs(ui, o->attrs);
    ui_attr_if(ui, "id", str(o->id));
    ui_put(ui, ">");
    if (o->is_start && o->html.s.n)
        ui_put(ui, "<span>");
    ui_either(ui, o->text, o->html);
    if (o->is_start && o->html.s.n)
        ui_put(ui, "</span>");
    if (o->is_start)
        ui_put(ui, "<svg class=\"govuk-button__start-icon\" xmlns=\"http://www.w3.org/2000/svg\" width=\"17.5\" height=\"19\" "
                   "viewBox=\"0 0 33 40\" aria-hidden=\"true\" focusable=\"false\">"
                   "<path fill=\"currentColor\" d=\"M0 0h13l20 20-20 20H0l20-20z\"/></svg>");
}

void ui_button(Ui *ui, const UiButton *o)
{
    if (o->href.n) {
        ui_put(ui, "<a");
        ui_href(ui, o->href);
        ui_put(ui, " role=\"button\" draggable=\"false\"");
        button_common(ui, o);
        ui_put(ui, "</a>\n");
        return;
    }
    ui_put(ui, "<button");
    ui_attr(ui, "type", o->type ? str(o->type) : S("submit"));
    ui_attr_if(ui, "value", o->value);
    ui_attr_if(ui, "name", str(o->name));
    if (o->disabled)
        ui_put(ui, " disabled aria-disabled=\"true\"");
    if (o->once)
        ui_attr(ui, "data-prevent-double-click", S("true"));
    button_common(ui, o);
    ui_put(ui, "</button>\n");
}

void ui_back_link(Ui *ui, const UiBack *o)
{
    ui_put(ui, "<a");
    ui_href(ui, o->href);
    ui_class(ui, S("govuk-back-link"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">");
    ui_either(ui, o->text.n ? o->text : word(ui->lang, W_BACK), o->html);
    ui_put(ui, "</a>\n");
}

void ui_skip_link(Ui *ui, const UiBack *o)
{
    ui_put(ui, "<a");
    ui_href(ui, o->href.n ? o->href : S("#content"));
    ui_class(ui, S("govuk-skip-link"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_put(ui, " data-module=\"govuk-skip-link\">");
    ui_either(ui, o->text, o->html);
    ui_put(ui, "</a>\n");
}

void ui_tag(Ui *ui, const UiTag *o)
{
    ui_put(ui, "<strong");
    ui_class(ui, S("govuk-tag"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">");
    ui_either(ui, o->text, o->html);
    ui_put(ui, "</strong>");
}

void ui_panel(Ui *ui, const UiPanel *o)
{
    ui_put(ui, "<div");
    ui_class(ui, S("govuk-panel"), S("govuk-panel--confirmation"), str(o->classes));
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">\n");
    heading(ui, o->level ? o->level : 1, "govuk-panel__title", NULL, o->title, o->title_html);
    if (o->text.n || o->html.s.n) {
        ui_put(ui, "<div class=\"govuk-panel__body\">");
        ui_either(ui, o->text, o->html);
        ui_put(ui, "</div>\n");
    }
    ui_put(ui, "</div>\n");
}

void ui_notification(Ui *ui, const UiBanner *o)
{
    const char *id = o->title_id ? o->title_id : "govuk-notification-banner-title";
    ui_put(ui, "<div");
    ui_class(ui, S("govuk-notification-banner"), o->success ? S("govuk-notification-banner--success") : none, str(o->classes));
    ui_attr(ui, "role", o->role ? str(o->role) : o->success ? S("alert") : S("region"));
    ui_attr(ui, "aria-labelledby", str(id));
    ui_attr(ui, "data-module", S("govuk-notification-banner"));
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">\n<div class=\"govuk-notification-banner__header\">");
    Str title = o->title.n ? o->title : word(ui->lang, o->success ? W_SUCCESS : W_IMPORTANT);
    heading(ui, o->level ? o->level : 2, "govuk-notification-banner__title", id, title, o->title_html);
    ui_put(ui, "</div>\n<div class=\"govuk-notification-banner__content\">");
    if (o->html.s.n)
        ui_html(ui, o->html);
    else if (o->text.n)
        ui_put(ui, "<p class=\"govuk-notification-banner__heading\">{}</p>", o->text);
    ui_put(ui, "</div>\n</div>\n");
}

void ui_inset(Ui *ui, const UiInset *o)
{
    ui_put(ui, "<div");
    ui_attr_if(ui, "id", str(o->id));
    ui_class(ui, S("govuk-inset-text"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">");
    ui_either(ui, o->text, o->html);
    ui_put(ui, "</div>\n");
}

void ui_warning(Ui *ui, const UiWarning *o)
{
    ui_put(ui, "<div");
    ui_class(ui, S("govuk-warning-text"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">\n<span class=\"govuk-warning-text__icon\" aria-hidden=\"true\">!</span>\n"
               "<strong class=\"govuk-warning-text__text\"><span class=\"govuk-visually-hidden\">{}</span> ",
           o->hidden.n ? o->hidden : word(ui->lang, W_WARNING));
    ui_either(ui, o->text, o->html);
    ui_put(ui, "</strong>\n</div>\n");
}

void ui_details(Ui *ui, const UiDetails *o)
{
    ui_put(ui, "<details");
    ui_attr_if(ui, "id", str(o->id));
    ui_class(ui, S("govuk-details"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    if (o->open)
        ui_put(ui, " open");
    ui_put(ui, ">\n<summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">");
    ui_either(ui, o->summary, o->summary_html);
    ui_put(ui, "</span></summary>\n<div class=\"govuk-details__text\">");
    ui_either(ui, o->text, o->html);
    ui_put(ui, "</div>\n</details>\n");
}

static void error_item(Ui *ui, const UiLink *item)
{
    ui_put(ui, "<li>");
    if (item->href.n) {
        ui_put(ui, "<a");
        ui_href(ui, item->href);
        ui_attrs(ui, item->attrs);
        ui_put(ui, ">");
    }
    ui_either(ui, item->text, item->html);
    if (item->href.n)
        ui_put(ui, "</a>");
    ui_put(ui, "</li>\n");
}

void ui_error_summary(Ui *ui, const UiErrorSummary *o)
{
    ui_put(ui, "<div");
    ui_class(ui, S("govuk-error-summary"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_put(ui, " data-module=\"govuk-error-summary\">\n<div role=\"alert\">\n");
    heading(ui, 2, "govuk-error-summary__title", NULL, o->title, o->title_html);
    ui_put(ui, "<div class=\"govuk-error-summary__body\">\n");
    if (o->description.n || o->description_html.s.n) {
        ui_put(ui, "<p>");
        ui_either(ui, o->description, o->description_html);
        ui_put(ui, "</p>\n");
    }
    if (o->count)
        ui_put(ui, "<ul class=\"govuk-list govuk-error-summary__list\">\n");
    for (size_t i = 0; i < o->count; i++)
        error_item(ui, &o->items[i]);
    if (o->count)
        ui_put(ui, "</ul>\n");
    ui_put(ui, "</div>\n</div>\n</div>\n");
}
