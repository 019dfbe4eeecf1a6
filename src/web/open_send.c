/* open_send.c - see open.h: what was answered becomes three commands, one after the other - register, open, apply - and
 * the page that says what was done and what comes next. Sent again, the same form does nothing twice. */
#include "web/open.h"
#include "web/sign.h"

typedef struct {
    void (*refused)(PageVisit *visit, const FormErrors *errors, int status);
    int64_t person;
    Str account, application, expected, bank, photo;
    const JsonNode *next;
    bool known;  /* the person was on record already */
    Why no_card; /* why no card was applied for, though it was asked */
} Opening;

static Str channel_of(const PageVisit *visit)
{
    switch (visit->actor.role) {
    case ROLE_ONLINE:
        return S("online");
    case ROLE_UNIT:
        return S("unit");
    case ROLE_AGENCY:
        return S("agency");
    default:
        return S("counter");
    }
}

static void put_if(Json *args, const PageVisit *visit, const char *key, const char *field)
{
    Str value = visit_field(visit, field);
    if (value.n)
        json_put(args, key, value);
}

static void put_evidence(Json *args, const PageVisit *visit)
{
    json_key(args, "evidence");
    json_open(args, '[');
    for (size_t i = 0; i < visit->request.count; i++) {
        const struct PageField *field = &visit->request.fields[i];
        if (!str_is(field->name, "evidence") || !choice_from(SET_EVIDENCE, field->value))
            continue;
        json_open(args, '{');
        json_put(args, "kind", field->value);
        json_close(args, '}');
    }
    json_close(args, ']');
}

static void give_up(PageVisit *visit, const Opening *opening, const Done *done)
{
    static const struct {
        const char *wire, *field;
    } names[] = { { "ssn", "number" }, { "id_no", "number" }, { "credit_code", "payer" }, { "person", "number" } };
    FormErrors errors = { 0 };
    Why why = done->why;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(why.field, names[i].wire))
            why.field = str(names[i].field);
    form_refused(&errors, visit, &why);
    opening->refused(visit, &errors, err_http(done->err));
}

/* ---- what was done ---- */

static void put_next(Ui *ui, const PageVisit *visit, const Opening *opening)
{
    size_t count = opening->next && opening->next->type == JSON_LIST ? opening->next->count : 0;
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<ol class=\"govuk-list govuk-list--number\">\n",
           word(ui->lang, W_NEXT_TITLE));
    if (opening->application.n)
        ui_put(
            ui, "<li>{}</li>\n",
            word_format(visit->arena, ui->lang, W_OPEN_NEXT_CARD_N, STR_ARG(said_day(visit->arena, ui->lang, opening->expected))));
    for (size_t i = 0; i < count; i++) {
        const JsonNode *item = &opening->next->items[i];
        bool card = str_is(node_text(item, "command"), "card.apply");
        if (!card || !opening->application.n)
            ui_put(ui, "<li>{}</li>\n", node_said(item, NULL, ui->lang));
    }
    if (opening->application.n)
        ui_put(ui, "<li>{} <a class=\"govuk-link\" href=\"{}\">{}</a></li>\n", word(ui->lang, W_OPEN_NEXT_TRACK),
               ui_path(ui, S("/track")), word(ui->lang, W_TRACK_TITLE));
    ui_put(ui, "</ol>\n");
}

static void write_done(PageVisit *visit, const Opening *opening)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str numbers = opening->application.n
                      ? str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(opening->account), STR_ARG(opening->application))
                      : opening->account;
    page.nav = NAV_OPEN;
    page.not_indexed = true;
    page_begin(&page, word(ui->lang, W_OPEN_DONE));
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    ui_panel(ui, &(UiPanel){ .title = word(ui->lang, W_OPEN_DONE),
                             .text = str_format(visit->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(word(ui->lang, W_OPEN_NUMBERS)),
                                                STR_ARG(said_colon(ui->lang)), STR_ARG(numbers)) });
    UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_OPEN_PERSON_NUMBER), .value = str_format(visit->arena, "%lld", (long long)opening->person) },
        { .key = word(ui->lang, W_OPEN_ACCOUNT_NUMBER), .value = opening->account },
        { .key = word(ui->lang, W_TRACK_NUMBER), .value = opening->application },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = opening->application.n ? 3 : 2 });
    if (opening->known)
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_OPEN_KNOWN) });
    if (opening->no_card.code)
        ui_warning(ui, &(UiWarning){ .text = str_format(visit->arena, STR_FMT STR_FMT, STR_ARG(word(ui->lang, W_OPEN_CARD_REFUSED)),
                                                        STR_ARG(visit_said(visit, &opening->no_card))) });
    put_next(ui, visit, opening);
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n</div>\n",
           ui_path(ui, str_format(visit->arena, "/person/%lld", (long long)opening->person)), word(ui->lang, W_OPEN_RECORD));
    kept_drop(visit, S("/open"));
    visit_show(visit, &page, page_end(&page));
}

/* ---- one command after the other ---- */

static void applied(PageVisit *visit, void *context, const Done *done)
{
    Opening *opening = context;
    if (done->err == OK) {
        opening->application = node_text(done->data, "application");
        opening->expected = node_text(done->data, "expected");
    } else {
        opening->no_card = done->why; /* The account stands; the card can be asked for again. */
        opening->no_card.code = done->err;
    }
    write_done(visit, opening);
}

static void opened(PageVisit *visit, void *context, const Done *done)
{
    Opening *opening = context;
    if (done->err != OK) {
        give_up(visit, opening, done);
        return;
    }
    opening->account = node_text(done->data, "account");
    opening->next = json_member(done->data, "next");
    if (!opening->bank.n) {
        write_done(visit, opening);
        return;
    }
    Json args = visit_args(visit);
    json_put_int(&args, "person", opening->person);
    json_put(&args, "region", visit_field(visit, "region"));
    json_put(&args, "bank", opening->bank);
    json_put(&args, "kind", S("first"));
    json_put(&args, "channel", channel_of(visit));
    if (opening->photo.n)
        json_put(&args, "photo", opening->photo);
    put_evidence(&args, visit);
    visit_do(visit, "card.apply", form_id(visit, "apply"), &args, applied, opening);
}

static void put_payer(Json *args, const PageVisit *visit)
{
    Str payer = visit_field(visit, "payer");
    if (visit->actor.role == ROLE_UNIT)
        payer = visit->actor.org;
    else if (visit->actor.role != ROLE_AGENCY && open_category(visit) != CATEGORY_EMPLOYEE)
        payer = S("self");
    json_put(args, "payer", payer);
}

static void put_who(Json *args, const PageVisit *visit)
{
    bool citizen = str_is(visit_field(visit, "id_type"), "id-card");
    json_put(args, "name", visit_field(visit, "name"));
    json_put(args, citizen ? "ssn" : "id_no", visit_field(visit, "number"));
    if (!citizen)
        json_put(args, "id_type", visit_field(visit, "id_type"));
}

/* On record with another telephone or address: that stays as it is, who it is is known, and the account can be opened. */
static bool on_record(PageVisit *visit, Opening *opening, const Done *done, VisitNext *next)
{
    if (done->err != ERR_CONFLICT || !str_is(done->why.field, "ssn") || opening->known)
        return false;
    Json args = visit_args(visit);
    opening->known = true;
    put_who(&args, visit);
    visit_do(visit, "person.register", form_id(visit, "known"), &args, next, opening);
    return true;
}

static void registered(PageVisit *visit, void *context, const Done *done)
{
    Opening *opening = context;
    if (done->err != OK) {
        if (!on_record(visit, opening, done, registered))
            give_up(visit, opening, done);
        return;
    }
    opening->person = node_int(done->data, "person");
    opening->known |= done->already;
    Json args = visit_args(visit);
    json_put_int(&args, "person", opening->person);
    json_put(&args, "region", visit_field(visit, "region"));
    json_put(&args, "category", visit_field(visit, "category"));
    if (open_category(visit) == CATEGORY_FLEXIBLE)
        put_if(&args, visit, "flexible_kind", "flexible_kind");
    put_payer(&args, visit);
    json_key(&args, "insurances");
    json_open(&args, '[');
    for (size_t i = 0; i < visit->request.count; i++)
        if (str_is(visit->request.fields[i].name, "insurances"))
            json_text(&args, visit->request.fields[i].value);
    json_close(&args, ']');
    json_put(&args, "from", month_text(visit->arena, day_month(time_day(visit->now))));
    json_put(&args, "channel", channel_of(visit));
    put_evidence(&args, visit);
    visit_do(visit, "account.open", form_id(visit, "open"), &args, opened, opening);
}

void open_send(PageVisit *visit, Str jpeg, void (*refused)(PageVisit *visit, const FormErrors *errors, int status))
{
    Opening *opening = arena_new(visit->arena, Opening, 1);
    *opening = (Opening){ .refused = refused, .bank = open_wants_card(visit) ? visit_field(visit, "bank") : (Str){ 0 } };
    open_lists(visit); /* for the page of a refusal, which may ask no more */
    if (jpeg.n)
        opening->photo = str_base64(visit->arena, jpeg);
    Json args = visit_args(visit);
    put_who(&args, visit);
    if (!str_is(visit_field(visit, "id_type"), "id-card")) {
        put_if(&args, visit, "birth", "birth");
        put_if(&args, visit, "sex", "sex");
    }
    put_if(&args, visit, "mobile", "mobile");
    put_if(&args, visit, "hukou_region", "hukou_region");
    put_if(&args, visit, "residence_region", "residence_region");
    put_evidence(&args, visit);
    visit_do(visit, "person.register", form_id(visit, "register"), &args, registered, opening);
}
