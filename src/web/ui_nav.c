/* ui_nav.c - see ui.h: what leads from page to page. */
#include "web/ui.h"

static Str none;

void ui_breadcrumbs(Ui *ui, const UiBreadcrumbs *o)
{
    ui_put(ui, "<nav");
    ui_class(ui, S("govuk-breadcrumbs"), str(o->classes), o->collapse ? S("govuk-breadcrumbs--collapse-on-mobile") : none);
    ui_attrs(ui, o->attrs);
    ui_attr(ui, "aria-label", o->label.n ? o->label : word(ui->lang, W_BREADCRUMB));
    ui_put(ui, ">\n<ol class=\"govuk-breadcrumbs__list\">\n");
    for (size_t i = 0; i < o->count; i++) {
        const UiLink *item = &o->items[i];
        ui_put(ui, "<li class=\"govuk-breadcrumbs__list-item\"");
        if (item->href.n) {
            ui_put(ui, "><a class=\"govuk-breadcrumbs__link\"");
            ui_href(ui, item->href);
            ui_attrs(ui, item->attrs);
        } else {
            ui_attr(ui, "aria-current", S("page"));
        }
        ui_put(ui, ">");
        ui_either(ui, item->text, item->html);
        if (item->href.n)
            ui_put(ui, "</a>");
        ui_put(ui, "</li>\n");
    }
    ui_put(ui, "</ol>\n</nav>\n");
}

void ui_phase_banner(Ui *ui, const UiPhase *o)
{
    UiTag tag = o->tag;
    const char *own = tag.classes ? tag.classes : "";
    tag.classes = str_format(ui->buf.arena, "govuk-phase-banner__content__tag%s%s", *own ? " " : "", own).p;
    ui_put(ui, "<div");
    ui_class(ui, S("govuk-phase-banner"), S("govuk-width-container"), str(o->classes));
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">\n<p class=\"govuk-phase-banner__content\">");
    ui_tag(ui, &tag);
    ui_put(ui, "\n<span class=\"govuk-phase-banner__text\">");
    ui_either(ui, o->text, o->html);
    ui_put(ui, "</span>\n</p>\n</div>\n");
}

void ui_header(Ui *ui, const UiHeader *o)
{
    ui_put(ui, "<div");
    ui_class(ui, S("govuk-generic-header"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">\n<div class=\"govuk-generic-header__container {}\">\n<div class=\"govuk-generic-header__logo\">\n<a",
           o->container_classes ? str(o->container_classes) : S("govuk-width-container"));
    ui_href(ui, o->url.n ? o->url : S("/"));
    ui_put(ui, " class=\"govuk-generic-header__homepage-link\">");
    ui_either(ui, o->logo_text, o->logo_html);
    ui_put(ui, "</a>\n</div>\n</div>\n</div>\n");
}

static void language(Ui *ui, const UiLink *item)
{
    bool current = item->current || !item->href.n;
    ui_put(ui, "<li class=\"govuk-language-navigation__list-item\">");
    if (current) {
        ui_put(ui, "<span class=\"govuk-language-navigation__text\" aria-current=\"true\"");
        ui_attr_if(ui, "lang", str(item->lang));
    } else {
        ui_put(ui, "<a class=\"govuk-language-navigation__link\"");
        ui_href(ui, item->href);
        ui_attr(ui, "rel", S("alternate"));
        ui_attr_if(ui, "lang", str(item->lang));
        ui_attr_if(ui, "hreflang", str(item->lang));
    }
    ui_attrs(ui, item->attrs);
    ui_put(ui, ">");
    ui_either(ui, item->text, item->html);
    if (!current && item->described.n)
        ui_put(ui, "<span class=\"govuk-visually-hidden\"> {}</span>", item->described);
    if (current)
        ui_put(ui, "</span></li>\n");
    else
        ui_put(ui, "</a></li>\n");
}

void ui_languages(Ui *ui, const UiLanguages *o)
{
    ui_put(ui, "<nav");
    ui_class(ui, S("govuk-language-navigation"), str(o->classes), none);
    ui_attrs(ui, o->attrs);
    ui_attr(ui, "aria-label", o->label.n ? o->label : word(ui->lang, W_LANGUAGE));
    ui_put(ui, ">\n<ul class=\"govuk-language-navigation__list\">\n");
    for (size_t i = 0; i < o->count; i++)
        language(ui, &o->items[i]);
    ui_put(ui, "</ul>\n</nav>\n");
}

static void service_item(Ui *ui, const UiLink *item)
{
    ui_put(ui, "<li");
    ui_class(ui, S("govuk-service-navigation__item"), item->current ? S("govuk-service-navigation__item--active") : none, none);
    if (item->href.n) {
        ui_put(ui, "><a class=\"govuk-service-navigation__link\"");
        ui_href(ui, item->href);
    } else {
        ui_put(ui, "><span class=\"govuk-service-navigation__text\"");
    }
    ui_attr_if(ui, "aria-current", item->current ? S("page") : none);
    ui_attrs(ui, item->attrs);
    ui_put(ui, ">");
    if (item->current)
        ui_put(ui, "<strong class=\"govuk-service-navigation__active-fallback\">");
    ui_either(ui, item->text, item->html);
    if (item->current)
        ui_put(ui, "</strong>");
    if (item->href.n)
        ui_put(ui, "</a></li>\n");
    else
        ui_put(ui, "</span></li>\n");
}

static void service_items(Ui *ui, const UiServiceNav *o)
{
    Str menu = o->menu.n ? o->menu : word(ui->lang, W_MENU);
    ui_put(ui, "<nav aria-label=\"{}\" class=\"govuk-service-navigation__wrapper\">\n", o->label.n ? o->label : menu);
    if (o->count > 1)
        ui_put(ui,
               "<button type=\"button\" class=\"govuk-service-navigation__toggle govuk-js-service-navigation-toggle\" "
               "aria-controls=\"navigation\" hidden aria-hidden=\"true\">{}</button>\n",
               menu);
    ui_put(ui, "<ul class=\"govuk-service-navigation__list\" id=\"navigation\">\n");
    for (size_t i = 0; i < o->count; i++)
        service_item(ui, &o->items[i]);
    ui_put(ui, "</ul>\n</nav>\n");
}

static void service_name(Ui *ui, const UiServiceNav *o)
{
    ui_put(ui, "<span class=\"govuk-service-navigation__service-name\">");
    if (o->url.n) {
        ui_put(ui, "<a");
        ui_href(ui, o->url);
        ui_put(ui, " class=\"govuk-service-navigation__link\">{}</a>", o->name);
    } else {
        ui_put(ui, "<span class=\"govuk-service-navigation__text\">{}</span>", o->name);
    }
    ui_put(ui, "</span>\n");
}

void ui_service_nav(Ui *ui, const UiServiceNav *o)
{
    bool landmark = o->name.n || o->end.s.n; /* else the inner nav is landmark enough */
    Str tag = landmark ? S("section") : S("div");
    ui_put(ui, "<{}", tag);
    ui_attr_if(ui, "aria-label", landmark ? word(ui->lang, W_SERVICE_INFORMATION) : none);
    ui_class(ui, S("govuk-service-navigation"), str(o->classes), none);
    ui_attr(ui, "data-module", S("govuk-service-navigation"));
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">\n<div");
    ui_class(ui, S("govuk-width-container"), o->end.s.n ? S("govuk-service-navigation__inlining-container") : none, none);
    ui_put(ui, ">\n<div class=\"govuk-service-navigation__container\">\n");
    if (o->name.n)
        service_name(ui, o);
    if (o->count)
        service_items(ui, o);
    ui_put(ui, "</div>\n");
    ui_html(ui, o->end);
    ui_put(ui, "</div>\n</{}>\n", tag);
}

static void arrow(Ui *ui, bool forward)
{
    Str back = S("m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293"
                 "-1.414-1.414z");
    Str ahead = S("m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062"
                  "-6.7246-6.7266z");
    ui_put(ui, "<svg class=\"govuk-pagination__icon govuk-pagination__icon--{}\" xmlns=\"http://www.w3.org/2000/svg\" "
               "height=\"13\" width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\">"
               "<path d=\"{}\"></path></svg>\n",
           forward ? S("next") : S("prev"), forward ? ahead : back);
}

static void page_arrow(Ui *ui, const UiPagination *o, bool forward)
{
    Str text = forward ? o->next_text : o->previous_text, label = forward ? o->next_label : o->previous_label;
    Str rel = forward ? S("next") : S("prev");
    bool block = !o->count;
    ui_put(ui, "<div class=\"govuk-pagination__{}\">\n<a class=\"govuk-link govuk-pagination__link\"", rel);
    ui_href(ui, forward ? o->next : o->previous);
    ui_attr(ui, "rel", rel);
    ui_put(ui, ">\n");
    if (block || !forward)
        arrow(ui, forward);
    ui_put(ui, "<span");
    ui_class(ui, S("govuk-pagination__link-title"), block && !label.n ? S("govuk-pagination__link-title--decorated") : none, none);
    ui_put(ui, ">{}", text.n ? text : word(ui->lang, forward ? W_NEXT : W_PREVIOUS));
    if (!text.n && word(ui->lang, W_OF_PAGES).n)
        ui_put(ui, "<span class=\"govuk-visually-hidden\">{}</span>", word(ui->lang, W_OF_PAGES));
    ui_put(ui, "</span>\n");
    if (label.n && block)
        ui_put(ui, "<span class=\"govuk-visually-hidden\">:</span>\n<span class=\"govuk-pagination__link-label\">{}</span>\n",
               label);
    if (!block && forward)
        arrow(ui, forward);
    ui_put(ui, "</a>\n</div>\n");
}

static void page_link(Ui *ui, const UiPageLink *item)
{
    ui_put(ui, "<li");
    ui_class(ui, S("govuk-pagination__item"), item->current ? S("govuk-pagination__item--current") : none,
             item->gap ? S("govuk-pagination__item--ellipsis") : none);
    ui_put(ui, ">");
    if (item->gap) {
        ui_put(ui, "&ctdot;</li>\n");
        return;
    }
    ui_put(ui, "<a class=\"govuk-link govuk-pagination__link\"");
    ui_href(ui, item->href);
    ui_attr(ui, "aria-label",
            item->label.n ? item->label : word_format(ui->buf.arena, ui->lang, W_PAGE_NUMBER, STR_ARG(item->number)));
    ui_attr_if(ui, "aria-current", item->current ? S("page") : none);
    ui_attrs(ui, item->attrs);
    ui_put(ui, ">{}</a></li>\n", item->number);
}

void ui_pagination(Ui *ui, const UiPagination *o)
{
    bool block = !o->count && (o->next.n || o->previous.n);
    ui_put(ui, "<nav");
    ui_class(ui, S("govuk-pagination"), block ? S("govuk-pagination--block") : none, str(o->classes));
    ui_attr(ui, "aria-label", o->label.n ? o->label : word(ui->lang, W_PAGINATION));
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">\n");
    if (o->previous.n)
        page_arrow(ui, o, false);
    if (o->count)
        ui_put(ui, "<ul class=\"govuk-pagination__list\">\n");
    for (size_t i = 0; i < o->count; i++)
        page_link(ui, &o->items[i]);
    if (o->count)
        ui_put(ui, "</ul>\n");
    if (o->next.n)
        page_arrow(ui, o, true);
    ui_put(ui, "</nav>\n");
}
