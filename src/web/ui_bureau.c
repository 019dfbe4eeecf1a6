/* ui_bureau.c - see ui_bureau.h: who, what happened, why. */
#include "web/ui_bureau.h"
#include "base/require.h"

static Str none;

static void heading_open(Ui *ui, int level, const char *classes)
{
    ui_put(ui, "<h{} class=\"{}\">", str_format(ui->buf.arena, "%d", level), str(classes));
}

static void heading_close(Ui *ui, int level) { ui_put(ui, "</h{}>\n", str_format(ui->buf.arena, "%d", level)); }

void ui_identity(Ui *ui, const UiIdentity *o)
{
    ui_put(ui, "<div class=\"sb-identity\">\n<div class=\"sb-identity__who\"><span class=\"sb-identity__name\">{}</span> ",
           o->name);
    if (o->number.n)
        ui_put(ui, "<span class=\"sb-identity__number\">{}</span>", o->number);
    ui_put(ui, "</div>\n");
    if (o->tag_count) {
        ui_put(ui, "<div class=\"sb-identity__tags\">");
        for (size_t i = 0; i < o->tag_count; i++)
            ui_tag(ui, &o->tags[i]);
        ui_put(ui, "</div>\n");
    }
    if (o->action_count) {
        ui_put(ui, "<ul class=\"sb-identity__actions\">");
        for (size_t i = 0; i < o->action_count; i++) {
            ui_put(ui, "<li><a class=\"govuk-link\"");
            ui_href(ui, o->actions[i].href);
            ui_put(ui, ">{}</a></li>", o->actions[i].text);
        }
        ui_put(ui, "</ul>\n");
    }
    ui_put(ui, "</div>\n");
}

static const struct {
    const char *classes;
    Word said;
} point_kinds[] = {
    [UI_POINT_DONE] = { "sb-timeline__item", W_POINT_DONE },
    [UI_POINT_NOW] = { "sb-timeline__item sb-timeline__item--now", W_POINT_NOW },
    [UI_POINT_AHEAD] = { "sb-timeline__item sb-timeline__item--ahead", W_POINT_AHEAD },
    [UI_POINT_BAD] = { "sb-timeline__item sb-timeline__item--bad", W_POINT_BAD },
};

void ui_timeline(Ui *ui, const UiTimeline *o)
{
    int level = o->level ? o->level : 3;
    ui_put(ui, "<ol class=\"sb-timeline\">\n");
    for (size_t i = 0; i < o->count; i++) {
        const UiPoint *point = &o->items[i];
        ui_put(ui, "<li class=\"{}\">\n", str(point_kinds[point->kind].classes));
        heading_open(ui, level, "sb-timeline__title");
        ui_put(ui, "<span class=\"govuk-visually-hidden\">{} </span>{}", word(ui->lang, point_kinds[point->kind].said),
               point->title);
        heading_close(ui, level);
        if (point->when.n || point->who.n)
            ui_put(ui, "<p class=\"sb-timeline__when\">{}{}{}</p>\n", point->when, point->when.n && point->who.n ? S(" · ") : none,
                   point->who);
        if (point->text.n)
            ui_put(ui, "<p class=\"govuk-body sb-timeline__text\">{}</p>\n", point->text);
        ui_html(ui, point->html);
        ui_put(ui, "</li>\n");
    }
    ui_put(ui, "</ol>\n");
}

void ui_effects(Ui *ui, const UiEffects *o)
{
    ui_put(ui, "<ul class=\"sb-effects\">\n");
    for (size_t i = 0; i < o->count; i++) {
        const UiEffect *effect = &o->items[i];
        bool blocked = effect->state == 'b', limited = effect->state == 'c';
        ui_put(ui, "<li class=\"sb-effects__item sb-effects__item--{}\">",
               blocked   ? S("blocked")
               : limited ? S("limited")
                         : S("works"));
        ui_put(ui, "<span class=\"sb-effects__name\">{}</span><span class=\"sb-effects__state\">{}</span>", effect->name,
               word(ui->lang, blocked   ? W_EFFECT_BLOCKED
                              : limited ? W_EFFECT_LIMITED
                                        : W_EFFECT_WORKS));
        if (effect->note.n)
            ui_put(ui, "<span class=\"sb-effects__note\">{}</span>", effect->note);
        ui_put(ui, "</li>\n");
    }
    ui_put(ui, "</ul>\n");
}

static void fact(Ui *ui, Word name, Str value)
{
    if (value.n)
        ui_put(ui, "<div class=\"sb-facts__item\"><dt>{}</dt><dd>{}</dd></div>\n", word(ui->lang, name), value);
}

void ui_cause(Ui *ui, const UiCause *o)
{
    ui_put(ui, "<section class=\"sb-cause{}\">\n", o->ends_itself ? S(" sb-cause--itself") : none);
    if (o->number)
        ui_put(ui, "<p class=\"sb-cause__number\">{}</p>\n", word_format(ui->buf.arena, ui->lang, W_CAUSE_N, o->number));
    ui_put(ui, "<h3 class=\"sb-cause__title\">{}</h3>\n", o->title);
    ui_tag(ui, &(UiTag){ .text = word(ui->lang, o->ends_itself ? W_CAUSE_ENDS_ITSELF
                                                : o->reviewed  ? W_CAUSE_REVIEWED
                                                               : W_CAUSE_TO_DO),
                         .classes = o->ends_itself ? "govuk-tag--green"
                                    : o->reviewed  ? "govuk-tag--purple"
                                                   : "govuk-tag--blue" });
    if (o->why.n)
        ui_put(ui, "<p class=\"govuk-body sb-cause__why\">{}</p>\n", o->why);
    ui_put(ui, "<dl class=\"sb-facts\">\n");
    fact(ui, W_SINCE, o->since);
    fact(ui, W_PLACED_BY, o->by);
    fact(ui, W_LAW, o->law);
    ui_put(ui, "</dl>\n</section>\n");
}

static void place(Ui *ui, const UiPlace *o)
{
    if (!o->name.n)
        return;
    ui_put(ui, "<div class=\"sb-place\"><p class=\"sb-place__name\">{}</p>", o->name);
    if (o->address.n)
        ui_put(ui, "<p class=\"sb-place__line\">{}</p>", o->address);
    if (o->hours.n)
        ui_put(ui, "<p class=\"sb-place__line\">{}</p>", o->hours);
    if (o->phone.n)
        ui_put(ui, "<p class=\"sb-place__line\"><a class=\"govuk-link\" href=\"tel:{}\">{}</a></p>", o->phone, o->phone);
    ui_put(ui, "</div>\n");
}

static void step(Ui *ui, const UiStep *o)
{
    ui_put(ui, "<li class=\"sb-steps__item\">\n<h3 class=\"sb-steps__title\">{}</h3>\n", o->title);
    if (o->text.n)
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", o->text);
    if (o->paper_count) {
        ui_put(ui, "<p class=\"sb-steps__label\">{}</p>\n<ul class=\"sb-papers\">\n", word(ui->lang, W_BRING));
        for (size_t i = 0; i < o->paper_count; i++)
            ui_put(ui, "<li>{}</li>\n", o->papers[i]);
        ui_put(ui, "</ul>\n");
    }
    place(ui, &o->place);
    ui_put(ui, "<dl class=\"sb-facts\">\n");
    fact(ui, W_WHO_DOES_IT, o->who);
    fact(ui, W_COST, o->cost);
    fact(ui, W_TAKES, o->days);
    fact(ui, W_NOT_BEFORE, o->not_before);
    fact(ui, W_LAW, o->law);
    ui_put(ui, "</dl>\n");
    if (o->link.n)
        ui_button(ui, &(UiButton){ .text = o->link_text, .href = o->link });
    ui_put(ui, "</li>\n");
}

void ui_steps(Ui *ui, const UiStep *steps, size_t count)
{
    ui_put(ui, "<ol class=\"sb-steps\">\n");
    for (size_t i = 0; i < count; i++)
        step(ui, &steps[i]);
    ui_put(ui, "</ol>\n");
}

void ui_way(Ui *ui, const UiWay *o)
{
    ui_put(ui, "<details class=\"sb-way{}\"", o->best ? S(" sb-way--best") : none);
    if (o->best)
        ui_put(ui, " open");
    ui_put(ui, ">\n<summary class=\"sb-way__head\"><span class=\"sb-way__name\">{}</span>", o->name);
    if (o->summary.n)
        ui_put(ui, " <span class=\"sb-way__summary\">{}</span>", o->summary);
    ui_put(ui, "<span class=\"sb-way__sums\">");
    if (o->cost.n)
        ui_put(ui, "<span class=\"sb-way__sum\">{} <b>{}</b></span>", word(ui->lang, W_COST), o->cost);
    if (o->days.n)
        ui_put(ui, "<span class=\"sb-way__sum\">{} <b>{}</b></span>", word(ui->lang, W_TAKES), o->days);
    ui_put(ui, "</span></summary>\n");
    ui_steps(ui, o->steps, o->count);
    ui_put(ui, "</details>\n");
}

/* Drawn for this program; 24 by 24, strokes only. */
static const struct {
    const char *name, *path;
} icons[] = {
    { "card",
      "M3 7.5A2.5 2.5 0 0 1 5.5 5h13A2.5 2.5 0 0 1 21 7.5v9a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 16.5zM7 "
      "10h3.5v3H7zM14 10h3.5M14 13h3.5M7 16h4" },
    { "open", "M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 20c.4-3.6 3-6 6.5-6 1.3 0 2.5.3 3.5.9M17.5 14v6M14.5 17h6" },
    { "find", "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5l5 5" },
    { "book", "M5 4.5h9.5A2.5 2.5 0 0 1 17 7v12.5H7A2 2 0 0 1 5 17.5zM17 8h2v11.5h-2M8 8.5h6M8 12h6" },
    { "bank", "M4 10l8-5 8 5M5 10h14M6.5 10v7M10.5 10v7M13.5 10v7M17.5 10v7M4.5 19.5h15M5.5 17h13" },
    { "phone", "M6.5 4.5l3 .5 1 4-2 1.5a11 11 0 0 0 5 5l1.5-2 4 1 .5 3c0 1-1 2-2 2C10.5 19.5 4.5 13.5 4.5 6.5c0-1 1-2 2-2z" },
};

static void icon(Ui *ui, const char *name)
{
    for (size_t i = 0; i < sizeof icons / sizeof *icons; i++)
        if (!strcmp(icons[i].name, name)) {
            ui_put(
                ui,
                "<span class=\"sb-icon\"><svg viewBox=\"0 0 24 24\" width=\"26\" height=\"26\" fill=\"none\" "
                "stroke=\"currentColor\" "
                "stroke-width=\"1.7\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" "
                "focusable=\"false\">"
                "<path d=\"{}\"/></svg></span>\n",
                str(icons[i].path));
            return;
        }
    require(!"an icon of the table");
}

void ui_cards(Ui *ui, const UiCard *items, size_t count)
{
    ui_put(ui, "<ul class=\"sb-cards\">\n");
    for (size_t i = 0; i < count; i++) {
        ui_put(ui, "<li class=\"sb-card\">\n");
        icon(ui, items[i].icon);
        ui_put(ui, "<h2 class=\"sb-card__title\"><a class=\"sb-card__link\"");
        ui_href(ui, ui_path(ui, items[i].href));
        ui_put(ui, ">{}</a></h2>\n<p class=\"sb-card__text\">{}</p>\n", items[i].title, items[i].text);
        if (items[i].call.n)
            ui_put(ui, "<p class=\"sb-card__call\" aria-hidden=\"true\">{}</p>\n", items[i].call);
        ui_put(ui, "</li>\n");
    }
    ui_put(ui, "</ul>\n");
}

void ui_search(Ui *ui, const UiSearch *o)
{
    Str id = str(o->id ? o->id : "q");
    ui_put(ui, "<form class=\"sb-search{}\" method=\"get\" role=\"search\"", o->large ? S(" sb-search--large") : none);
    ui_attr(ui, "action", ui_path(ui, S("/search")));
    ui_put(ui, ">\n<label class=\"govuk-label{}\" for=\"{}\">{}</label>\n", o->label.n ? none : S(" govuk-visually-hidden"), id,
           o->label.n ? o->label : word(ui->lang, W_SEARCH_GUIDE));
    ui_put(
        ui,
        "<div class=\"sb-search__row\">"
        "<input class=\"govuk-input\" id=\"{}\" name=\"q\" type=\"search\" maxlength=\"100\" value=\"{}\" "
        "autocomplete=\"off\" placeholder=\"{}\">",
        id, o->value, o->hint);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button sb-search__button\">{}</button></div>\n</form>\n",
           word(ui->lang, W_SEARCH));
}
