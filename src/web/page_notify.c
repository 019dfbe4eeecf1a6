/* page_notify.c - by which way notices also reach a person, chosen by that person; and for the administrator, whether what was
 * sent has arrived. Law: Social Insurance Law 4; Personal Information Protection Law 13, 15. */
#include "web/form.h"
#include "web/record.h"
#include "web/routes.h"

static const char *const fields[] = { "channel", "email", "lang", NULL };

static Str none;

/* What stands on record, or what was just typed. */
static Str value_of(PageVisit *visit, const JsonNode *data, const char *sent, const char *known)
{
    Str typed = visit_field(visit, sent);
    return visit->http->method == HTTP_POST ? typed : node_text(data, known);
}

static void put_email(Ui *ui, PageVisit *visit, const JsonNode *data, const FormErrors *errors)
{
    ui_input(ui, &(UiInput){ .field = { .name = "email",
                                        .id = "email",
                                        .label = { .text = word(ui->lang, W_WAY_EMAIL), .classes = "govuk-label--s" },
                                        .hint = { .text = word(ui->lang, W_WAY_EMAIL_HINT) },
                                        .error = form_error(errors, "email") },
                             .type = "email",
                             .autocomplete = "email",
                             .spellcheck = "false",
                             .value = value_of(visit, data, "email", "email") });
}

static void put_channels(Ui *ui, PageVisit *visit, const JsonNode *data, const FormErrors *errors)
{
    enum { COUNT = NoticeChannel_END - 1 };
    UiChoice items[COUNT];
    Str mobile = node_text(data, "mobile"), chosen = value_of(visit, data, "channel", "notices");
    for (int i = 0; i < COUNT; i++) {
        const Choice *choice = choice_of(SET_NOTICE_CHANNEL, i + 1);
        items[i] = (UiChoice){ .value = str(choice->code), .text = str(ui->lang == LANG_EN ? choice->en : choice->zh) };
    }
    items[NOTICES_BY_SMS - 1].hint.text = mobile.n ? mobile : word(ui->lang, W_WAY_NO_MOBILE);
    ui_radios(ui, &(UiChoices){ .name = "channel",
                                .id_prefix = "channel",
                                .fieldset = &(UiFieldset){ .legend = word(ui->lang, W_WAY_CHANNEL),
                                                           .legend_classes = "govuk-fieldset__legend--s" },
                                .error = form_error(errors, "channel"),
                                .items = items,
                                .count = COUNT,
                                .value = chosen.n ? chosen : str(choice_code(SET_NOTICE_CHANNEL, NOTICES_STAY)) });
}

/* Each language by its own name, whatever the page is in. */
static void put_languages(Ui *ui, PageVisit *visit, const JsonNode *data, const FormErrors *errors)
{
    const UiChoice items[] = { { .value = S("zh"), .text = S("中文") }, { .value = S("en"), .text = S("English") } };
    Str lang = value_of(visit, data, "lang", "notices_lang");
    ui_radios(ui, &(UiChoices){ .name = "lang",
                                .id_prefix = "lang",
                                .fieldset = &(UiFieldset){ .legend = word(ui->lang, W_WAY_LANG),
                                                           .legend_classes = "govuk-fieldset__legend--s" },
                                .error = form_error(errors, "lang"),
                                .items = items,
                                .count = sizeof items / sizeof *items,
                                .value = lang.n                ? lang
                                         : ui->lang == LANG_EN ? S("en")
                                                               : S("zh") });
}

typedef struct {
    const JsonNode *data; /* person.identity, asked before the form was laid aside */
} Way;

static void write_way(PageVisit *visit, const JsonNode *data, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.back = S("/me/notices");
    form_page_begin(&page, W_WAY_TITLE, W_WAY_TEXT, errors, fields);
    if (str_is(visit_field(visit, "saved"), "1"))
        ui_notification(ui, &(UiBanner){ .success = true, .text = word(ui->lang, W_WAY_SAVED) });
    form_open(ui, visit, S("/me/notices/way"));
    put_channels(ui, visit, data, errors);
    put_email(ui, visit, data, errors);
    put_languages(ui, visit, data, errors);
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_WAY_WHAT));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_WAY_SAVE), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

static Err read_way(PageVisit *visit, Way *out, Why *why)
{
    Json args = visit_args(visit);
    visit_self(visit, &args);
    return visit_ask(visit, "person.identity", &args, &out->data, why);
}

void show_way(PageVisit *visit, Str name)
{
    (void)name;
    Way way = { 0 };
    Why why = { .arena = visit->arena };
    if (read_way(visit, &way, &why) != OK)
        visit_refused(visit, &why, S("/me/notices"));
    else
        write_way(visit, way.data, &(FormErrors){ 0 }, 200);
}

static void way_chosen(PageVisit *visit, void *context, const Done *done)
{
    const Way *way = context;
    FormErrors errors = { 0 };
    if (done->err == OK) {
        visit_go(visit, S("/me/notices/way?saved=1"));
        return;
    }
    form_refused(&errors, visit, &done->why);
    write_way(visit, way->data, &errors, err_http(done->err));
}

void do_way(PageVisit *visit, Str name)
{
    (void)name;
    Way *way = arena_new(visit->arena, Way, 1);
    Why why = { .arena = visit->arena };
    Str channel = visit_field(visit, "channel"), lang = visit_field(visit, "lang"), email = str_trim(visit_field(visit, "email"));
    if (read_way(visit, way, &why) != OK) {
        visit_refused(visit, &why, S("/me/notices"));
        return;
    }
    Json args = visit_args(visit);
    visit_self(visit, &args);
    json_put(&args, "channel", channel);
    if (lang.n)
        json_put(&args, "lang", lang);
    if (email.n && str_is(channel, choice_code(SET_NOTICE_CHANNEL, NOTICES_BY_EMAIL)) &&
        !str_eq(email, node_text(way->data, "email")))
        json_put(&args, "email", email);
    visit_do(visit, "notice.choose", form_id(visit, "way"), &args, way_chosen, way);
}

/* ---- what was sent ---- */

static void put_letters(Ui *ui, PageVisit *visit, const JsonNode *items, size_t count)
{
    static const Word heads[] = { W_LETTERS_NOTICE, W_LETTERS_AT, W_STATE, W_LETTERS_TRIES, W_LETTERS_ERROR, W_LETTERS_SENT };
    static const struct {
        const char *code;
        Word said;
        const char *classes;
    } states[] = { { "sent", W_LETTERS_IS_SENT, "govuk-tag--green" },
                   { "waiting", W_LETTERS_WAITS, "govuk-tag--blue" },
                   { "failing", W_LETTERS_FAILS, "govuk-tag--yellow" },
                   { "given-up", W_LETTERS_OVER, "govuk-tag--red" } };
    enum { WIDTH = sizeof heads / sizeof *heads, STATES = sizeof states / sizeof *states };
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        const JsonNode *item = &items[i];
        Str error = node_text(item, "last_error"), sent = node_text(item, "sent_at");
        Ui tag = ui_inside(ui);
        for (int k = 0; k < STATES; k++)
            if (str_is(node_text(item, "state"), states[k].code))
                ui_tag(&tag, &(UiTag){ .text = word(ui->lang, states[k].said), .classes = states[k].classes });
        row[0].text = node_text(item, "notice");
        row[1].text = said_time(visit->arena, ui->lang, node_text(item, "at"));
        row[2].html = ui_done(&tag);
        row[3].text = str_format(visit->arena, "%lld", (long long)node_int(item, "attempts"));
        row[4].text = error.n ? error : S("—");
        row[5].text = sent.n ? said_time(visit->arena, ui->lang, sent) : S("—");
    }
    record_table(ui, heads, WIDTH, cells, count);
}

void show_letters(PageVisit *visit, Str name)
{
    enum { SHOWN = 100 };
    (void)name;
    const JsonNode *data = NULL;
    size_t count = 0;
    Why why = { .arena = visit->arena };
    Str after = visit_field(visit, "after");
    Json args = visit_args(visit);
    json_put_int(&args, "limit", SHOWN);
    if (after.n)
        json_put(&args, "after", after);
    if (visit_ask(visit, "letter.list", &args, &data, &why) != OK) {
        visit_refused(visit, &why, none);
        return;
    }
    const JsonNode *items = node_list(data, "items", &count);
    Str next = node_text(data, "next");
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.back = S("/desk");
    page_begin(&page, word(ui->lang, W_LETTERS_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_LETTERS_TITLE),
           word(ui->lang, count ? W_LETTERS_TEXT : W_LETTERS_NONE));
    if (count)
        put_letters(ui, visit, items, count);
    if (next.n)
        ui_pagination(ui, &(UiPagination){ .next = ui_path(ui, str_format(visit->arena, "/letters?after=" STR_FMT, STR_ARG(next))),
                                           .next_text = word(ui->lang, W_TIMELINE_OLDER) });
    visit_show(visit, &page, page_end(&page));
}
