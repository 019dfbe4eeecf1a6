/* open_questions.c - see open.h: what is asked of somebody who opens an account, and how it looks when filled in. */
#include "core/places.h"
#include "web/open.h"

static Str none;

bool open_may_send(const PageVisit *visit) { return visit_role(visit, R_OPEN); }
Category open_category(const PageVisit *visit) { return (Category)choice_from(SET_CATEGORY, visit_field(visit, "category")); }
bool open_wants_card(const PageVisit *visit)
{
    Str bank = visit_field(visit, "bank");
    return bank.n && !str_is(bank, "none");
}

bool open_ticked(const PageVisit *visit, const char *name, Str value)
{
    for (size_t i = 0; i < visit->request.count; i++)
        if (str_is(visit->request.fields[i].name, name) && str_eq(visit->request.fields[i].value, value))
            return true;
    return false;
}

static bool is_citizen(const PageVisit *visit) { return str_is(visit_field(visit, "id_type"), "id-card"); }
static bool is_other(const PageVisit *visit) { return !is_citizen(visit); }
static bool is_self(const PageVisit *visit) { return open_category(visit) != CATEGORY_EMPLOYEE; }

/* ---- lists ---- */

static void read_regions(PageVisit *visit, const Bureau *bureau, OpenLists *lists)
{
    RegionName *names = NULL;
    lists->region_count = places_regions(bureau, visit->arena, &names);
    lists->regions = arena_new(visit->arena, OpenChoice, lists->region_count);
    for (size_t i = 0; i < lists->region_count; i++)
        lists->regions[i] =
            (OpenChoice){ .code = names[i].code, .name = visit_en(visit) && names[i].en.n ? names[i].en : names[i].zh };
}

static void read_banks(PageVisit *visit, Bureau *bureau, OpenLists *lists)
{
    enum { SHOWN = 12 };
    InstitutionFacts *places = NULL;
    size_t count = 0;
    int64_t region = 0;
    if (!str_int(visit_field(visit, "region"), &region) || places_all(bureau, visit->arena, &places, &count) != OK)
        return;
    lists->banks = arena_new(visit->arena, OpenChoice, SHOWN);
    for (size_t i = 0; i < count && lists->bank_count < SHOWN; i++)
        if (places[i].kind == INSTITUTION_BANK && places[i].region / 100 == region / 100)
            lists->banks[lists->bank_count++] =
                (OpenChoice){ str_copy(visit->arena, FACT_STR(places[i].code)), str_copy(visit->arena, FACT_STR(places[i].name)),
                              str_copy(visit->arena, FACT_STR(places[i].address)) };
}

const OpenLists *open_lists(PageVisit *visit)
{
    Bureau *bureau = NULL;
    if (visit->lists)
        return visit->lists;
    OpenLists *lists = arena_new(visit->arena, OpenLists, 1);
    if (visit->aside || serve_reader(visit->thread, visit->arena, &bureau) != OK)
        return lists;
    read_regions(visit, bureau, lists);
    read_banks(visit, bureau, lists);
    visit->lists = lists;
    return lists;
}

static Str kinds_of(PageVisit *visit, const JsonNode *item)
{
    size_t count = 0;
    const JsonNode *any = node_list(item, "any", &count);
    Buf out = { .arena = visit->arena };
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_char(&out, ' ');
        buf_add(&out, any[i].text);
    }
    return buf_str(&out);
}

/* Papers of one procedure of the region's list, lines that are there already left out. */
static size_t add_papers(PageVisit *visit, const JsonNode *list, OpenPaper *papers, size_t found, size_t max)
{
    size_t count = 0;
    const JsonNode *items = node_list(list, "items", &count);
    for (size_t i = 0; i < count && found < max; i++) {
        Str kinds = kinds_of(visit, &items[i]);
        /* Who stands here acts alone or through the house: papers of guardians and proxies are asked at a counter. */
        bool again = node_truth(&items[i], "of_other") || str_is(kinds, "power-of-attorney");
        for (size_t k = 0; k < found; k++)
            again |= str_eq(str_head(papers[k].kinds, 7), str_head(kinds, 7));
        if (!again)
            papers[found++] = (OpenPaper){ kinds, node_said(&items[i], "when", visit->request.lang) };
    }
    return found;
}

size_t open_papers(PageVisit *visit, OpenPaper **out)
{
    enum { PAPERS_MAX = 12 };
    Json args = visit_args(visit);
    const JsonNode *data = NULL;
    Why why = { .arena = visit->arena };
    size_t count = 0, found = 0;
    json_put(&args, "region", visit_field(visit, "region"));
    json_put(&args, "month", month_text(visit->arena, day_month(time_day(visit->now))));
    *out = arena_new(visit->arena, OpenPaper, PAPERS_MAX);
    if (visit_ask(visit, "policy.at", &args, &data, &why) != OK)
        return 0;
    const JsonNode *lists = node_list(data, "papers", &count);
    Str category = visit_field(visit, "category");
    for (size_t i = 0; i < count; i++)
        if (str_is(node_text(&lists[i], "procedure"), "open-account") && str_eq(node_text(&lists[i], "of"), category))
            found = add_papers(visit, &lists[i], *out, found, PAPERS_MAX);
    for (size_t i = 0; i < count && open_wants_card(visit); i++)
        if (str_is(node_text(&lists[i], "procedure"), "card.apply") && str_is(node_text(&lists[i], "of"), "first"))
            found = add_papers(visit, &lists[i], *out, found, PAPERS_MAX);
    return found;
}

/* ---- fields ---- */

static void put_radios_at(Ui *ui, const char *name, Word title, const UiChoice *items, size_t count, Str value,
                          const FormErrors *errors)
{
    ui_radios(ui, &(UiChoices){ .name = name,
                                .id_prefix = name,
                                .fieldset = &(UiFieldset){ .legend = word(ui->lang, title),
                                                           .legend_classes = "govuk-fieldset__legend--l",
                                                           .is_heading = true },
                                .error = form_error(errors, name),
                                .items = items,
                                .count = count,
                                .value = value });
}

static void put_radios(Ui *ui, const PageVisit *visit, const char *name, Word title, const UiChoice *items, size_t count,
                       const FormErrors *errors)
{
    put_radios_at(ui, name, title, items, count, visit_field(visit, name), errors);
}

static void put_title(Ui *ui, Word title) { ui_put(ui, "<h1 class=\"govuk-heading-l\">{}</h1>\n", word(ui->lang, title)); }

static void want(PageVisit *visit, FormErrors *errors, const char *field, Word sentence)
{
    if (!visit_field(visit, field).n)
        form_wrong(errors, str(field), word(visit->request.lang, sentence));
}

static void want_choice(PageVisit *visit, FormErrors *errors, const char *field, ChoiceSetId set, Word sentence)
{
    if (!choice_from(set, visit_field(visit, field)))
        form_wrong(errors, str(field), word(visit->request.lang, sentence));
}

/* ---- the questions ---- */

static void write_category(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    const UiChoice items[] = {
        { .value = S("employee"),
          .text = word(ui->lang, W_OPEN_EMPLOYEE),
          .hint = { .text = word(ui->lang, W_OPEN_EMPLOYEE_HINT) } },
        { .value = S("flexible"),
          .text = word(ui->lang, W_OPEN_FLEXIBLE),
          .hint = { .text = word(ui->lang, W_OPEN_FLEXIBLE_HINT) } },
        { .value = S("resident"),
          .text = word(ui->lang, W_OPEN_RESIDENT),
          .hint = { .text = word(ui->lang, W_OPEN_RESIDENT_HINT) } },
    };
    put_radios(ui, visit, "category", W_OPEN_CATEGORY, items, sizeof items / sizeof *items, errors);
}

static void check_category(PageVisit *visit, FormErrors *errors)
{
    want_choice(visit, errors, "category", SET_CATEGORY, W_OPEN_CATEGORY_EMPTY);
}

static void write_region(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    const OpenChoice *regions = open_lists(visit)->regions;
    size_t count = open_lists(visit)->region_count;
    UiChoice *items = arena_new(visit->arena, UiChoice, count);
    for (size_t i = 0; i < count; i++)
        items[i] = (UiChoice){ .value = regions[i].code, .text = regions[i].name };
    put_radios_at(ui, "region", W_OPEN_REGION, items, count, visit_region(visit, "region"), errors);
}

static void check_region(PageVisit *visit, FormErrors *errors)
{
    const OpenChoice *regions = open_lists(visit)->regions;
    size_t count = open_lists(visit)->region_count;
    for (size_t i = 0; i < count; i++)
        if (str_eq(regions[i].code, visit_field(visit, "region")))
            return;
    form_wrong(errors, S("region"), word(visit->request.lang, W_OPEN_REGION_EMPTY));
}

/* What one may join: employees all five, others pension and medical. */
static bool offered(const PageVisit *visit, Insurance insurance)
{
    return open_category(visit) == CATEGORY_EMPLOYEE || insurance == INSURANCE_PENSION || insurance == INSURANCE_MEDICAL;
}

static void write_insurances(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    UiChoice items[Insurance_END];
    size_t count = 0;
    bool first = !visit_field(visit, "insurances").n;
    for (Insurance insurance = 1; insurance < Insurance_END; insurance++) {
        const Choice *choice = choice_of(SET_INSURANCE, insurance);
        Str code = str(choice->code);
        if (offered(visit, insurance))
            items[count++] = (UiChoice){ .value = code,
                                         .text = said_head(ui->buf.arena, str(ui->lang == LANG_EN ? choice->en : choice->zh)),
                                         .checked = first || open_ticked(visit, "insurances", code) };
    }
    ui_checkboxes(
        ui, &(UiChoices){ .name = "insurances",
                          .id_prefix = "insurances",
                          .fieldset = &(UiFieldset){ .legend = word(ui->lang, W_OPEN_INSURANCES),
                                                     .legend_classes = "govuk-fieldset__legend--l",
                                                     .is_heading = true },
                          .hint = { .text = word(ui->lang, open_category(visit) == CATEGORY_EMPLOYEE ? W_OPEN_INSURANCES_ALL
                                                                                                     : W_OPEN_INSURANCES_SOME) },
                          .error = form_error(errors, "insurances"),
                          .items = items,
                          .count = count });
}

static void check_insurances(PageVisit *visit, FormErrors *errors) { want(visit, errors, "insurances", W_OPEN_INSURANCES_EMPTY); }

static void write_document(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    static const IdType types[] = { ID_CITIZEN, ID_RESIDENCE_PERMIT, ID_HM_PERMIT, ID_TW_PERMIT, ID_PERMANENT, ID_PASSPORT };
    enum { COUNT = sizeof types / sizeof *types };
    UiChoice items[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        const Choice *choice = choice_of(SET_ID_TYPE, types[i]);
        items[i] = (UiChoice){ .value = str(choice->code),
                               .text = said_head(ui->buf.arena, str(ui->lang == LANG_EN ? choice->en : choice->zh)) };
    }
    put_radios(ui, visit, "id_type", W_OPEN_DOCUMENT, items, COUNT, errors);
}

static void check_document(PageVisit *visit, FormErrors *errors)
{
    want_choice(visit, errors, "id_type", SET_ID_TYPE, W_OPEN_DOCUMENT_EMPTY);
}

/* Whoever is signed in as a citizen need not type what is on record, or what their number says. */
static void usual_own(PageVisit *visit)
{
    const JsonNode *data = NULL;
    Why why = { 0 };
    Json args = visit_args(visit);
    if (!visit_role(visit, R(ONLINE)))
        return;
    visit_self(visit, &args);
    if (visit_ask(visit, "person.identity", &args, &data, &why) != OK)
        return;
    visit_usual(visit, "name", node_text(data, "name"));
    visit_usual(visit, "mobile", node_text(data, "mobile"));
    if (is_citizen(visit))
        visit_usual(visit, "number", node_text(data, "ssn"));
}

static void write_identity(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    usual_own(visit);
    put_title(ui, W_OPEN_IDENTITY);
    form_input(ui, visit, "name", W_NAME_LABEL, W_OPEN_NAME_HINT, "govuk-input--width-20", errors);
    form_input(ui, visit, "number", is_citizen(visit) ? W_OPEN_CITIZEN_NUMBER : W_OPEN_DOCUMENT_NUMBER,
               is_citizen(visit) ? W_OPEN_CITIZEN_HINT : W_OPEN_DOCUMENT_HINT, "govuk-input--width-20", errors);
}

static void check_identity(PageVisit *visit, FormErrors *errors)
{
    want(visit, errors, "name", W_OPEN_NAME_EMPTY);
    want(visit, errors, "number", is_citizen(visit) ? W_NUMBER_EMPTY : W_OPEN_DOCUMENT_NUMBER_EMPTY);
}

/* A citizen's number says both; other documents do not. */
static void write_birth(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    put_title(ui, W_OPEN_BIRTH_TITLE);
    form_input(ui, visit, "birth", W_OPEN_BIRTH, W_OPEN_BIRTH_HINT, "govuk-input--width-10", errors);
    const Choice *male = choice_of(SET_SEX, SEX_IS_MALE), *female = choice_of(SET_SEX, SEX_IS_FEMALE);
    bool en = ui->lang == LANG_EN;
    const UiChoice items[] = { { .value = str(male->code), .text = said_head(ui->buf.arena, str(en ? male->en : male->zh)) },
                               { .value = str(female->code),
                                 .text = said_head(ui->buf.arena, str(en ? female->en : female->zh)) } };
    ui_radios(ui, &(UiChoices){ .name = "sex",
                                .id_prefix = "sex",
                                .classes = "govuk-radios--inline",
                                .fieldset = &(UiFieldset){ .legend = word(ui->lang, W_OPEN_SEX),
                                                           .legend_classes = "govuk-fieldset__legend--s" },
                                .error = form_error(errors, "sex"),
                                .items = items,
                                .count = 2,
                                .value = visit_field(visit, "sex") });
}

static void check_birth(PageVisit *visit, FormErrors *errors)
{
    Day day;
    if (!day_read(visit_field(visit, "birth"), &day))
        form_wrong(errors, S("birth"), word(visit->request.lang, W_OPEN_BIRTH_EMPTY));
    want_choice(visit, errors, "sex", SET_SEX, W_OPEN_SEX_EMPTY);
}

static void write_contact(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    enum { REGION_DIGITS = 6 };
    usual_own(visit);
    if (is_citizen(visit))
        visit_usual(visit, "hukou_region", str_head(visit_field(visit, "number"), REGION_DIGITS));
    put_title(ui, W_OPEN_CONTACT);
    form_input(ui, visit, "mobile", W_ANSWER_MOBILE, W_OPEN_MOBILE_HINT, "govuk-input--width-10", errors);
    if (!is_self(visit))
        return;
    form_input(ui, visit, "hukou_region", W_OPEN_HUKOU, W_OPEN_HUKOU_HINT, "govuk-input--width-5", errors);
    form_input(ui, visit, "residence_region", W_OPEN_RESIDENCE, W_OPEN_RESIDENCE_HINT, "govuk-input--width-5", errors);
}

static void check_contact(PageVisit *visit, FormErrors *errors)
{
    static const char *const regions[] = { "hukou_region", "residence_region" };
    int64_t code = 0;
    want(visit, errors, "mobile", W_OPEN_MOBILE_EMPTY);
    for (size_t i = 0; i < 2; i++) {
        Str given = visit_field(visit, regions[i]);
        if (given.n && (given.n != 6 || !str_int(given, &code)))
            form_wrong(errors, str(regions[i]), word(visit->request.lang, W_OPEN_REGION_WRONG));
    }
}

static bool payer_asked(const PageVisit *visit)
{
    return open_category(visit) != CATEGORY_RESIDENT && visit->actor.role != ROLE_UNIT;
}

static void write_payer(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    if (visit->actor.role == ROLE_AGENCY || open_category(visit) == CATEGORY_EMPLOYEE) {
        bool agency = visit->actor.role == ROLE_AGENCY;
        put_title(ui, W_OPEN_PAYER);
        form_input(ui, visit, "payer", agency ? W_OPEN_CONTRACT : W_OPEN_CREDIT_CODE,
                   agency ? W_OPEN_CONTRACT_HINT : W_OPEN_CREDIT_HINT, "govuk-input--width-20", errors);
        return;
    }
    UiChoice items[FlexibleKind_END];
    size_t count = 0;
    for (FlexibleKind kind = 1; kind < FlexibleKind_END; kind++) {
        const Choice *choice = choice_of(SET_FLEXIBLE_KIND, kind);
        items[count++] = (UiChoice){ .value = str(choice->code),
                                     .text = said_head(ui->buf.arena, str(ui->lang == LANG_EN ? choice->en : choice->zh)) };
    }
    put_radios(ui, visit, "flexible_kind", W_OPEN_FLEXIBLE_KIND, items, count, errors);
}

static void check_payer(PageVisit *visit, FormErrors *errors)
{
    if (visit->actor.role == ROLE_AGENCY || open_category(visit) == CATEGORY_EMPLOYEE)
        want(visit, errors, "payer", W_OPEN_PAYER_EMPTY);
    else
        want_choice(visit, errors, "flexible_kind", SET_FLEXIBLE_KIND, W_OPEN_FLEXIBLE_KIND_EMPTY);
}

static void write_bank(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    const OpenChoice *banks = open_lists(visit)->banks;
    size_t count = open_lists(visit)->bank_count;
    UiChoice *items = arena_new(visit->arena, UiChoice, count + 2);
    for (size_t i = 0; i < count; i++)
        items[i] = (UiChoice){ .value = banks[i].code, .text = banks[i].name, .hint = { .text = banks[i].place } };
    if (count)
        items[count++] = (UiChoice){ .divider = word(ui->lang, W_OR) };
    items[count++] = (UiChoice){ .value = S("none"),
                                 .text = word(ui->lang, W_OPEN_NO_CARD),
                                 .hint = { .text = word(ui->lang, W_OPEN_NO_CARD_HINT) } };
    put_radios(ui, visit, "bank", W_OPEN_BANK, items, count, errors);
}

static void check_bank(PageVisit *visit, FormErrors *errors) { want(visit, errors, "bank", W_OPEN_BANK_EMPTY); }

static bool has_kind(const UiChoice *items, size_t count, Str kind)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(items[i].value, kind))
            return true;
    return false;
}

/* The kinds of one line that no line before it has named, behind a word that parts the lines. */
static size_t add_kinds(Ui *ui, const PageVisit *visit, const OpenPaper *paper, UiChoice *items, size_t count, size_t max)
{
    Str hint = paper->when.n ? str_format(visit->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(word(ui->lang, W_PAPER_IF)),
                                          STR_ARG(said_colon(ui->lang)), STR_ARG(paper->when))
                             : none;
    bool first = true;
    for (Str rest = paper->kinds; rest.n && count + 1 < max;) {
        Str kind = str_cut(&rest, ' ');
        if (has_kind(items, count, kind))
            continue;
        if (first && count)
            items[count++] = (UiChoice){ .divider = word(ui->lang, W_AND) };
        first = false;
        items[count++] = (UiChoice){ .value = kind,
                                     .text = said_head(visit->arena, said_word(ui->lang, SET_EVIDENCE, kind)),
                                     .checked = open_ticked(visit, "evidence", kind),
                                     .hint = { .text = hint } };
    }
    return count;
}

static void write_papers(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    enum { ITEMS_MAX = 40 };
    OpenPaper *papers = NULL;
    size_t count = open_papers(visit, &papers), items_count = 0;
    UiChoice items[ITEMS_MAX];
    for (size_t i = 0; i < count; i++)
        items_count = add_kinds(ui, visit, &papers[i], items, items_count, ITEMS_MAX);
    bool own = visit_role(visit, R_SELF | R(ONLINE));
    ui_checkboxes(ui, &(UiChoices){ .name = "evidence",
                                    .id_prefix = "evidence",
                                    .fieldset = &(UiFieldset){ .legend = word(ui->lang, own ? W_PAPERS_HAVE : W_PAPERS_SEEN),
                                                               .legend_classes = "govuk-fieldset__legend--l",
                                                               .is_heading = true },
                                    .hint = { .text = word(ui->lang, W_OPEN_PAPERS_HINT) },
                                    .error = form_error(errors, "evidence"),
                                    .items = items,
                                    .count = items_count });
}

static void check_papers(PageVisit *visit, FormErrors *errors) { want(visit, errors, "evidence", W_OPEN_PAPERS_EMPTY); }

const OpenQuestion open_questions[] = {
    { "category", W_OPEN_CATEGORY, { "category" }, NULL, false, write_category, check_category },
    { "region", W_OPEN_REGION, { "region" }, NULL, false, write_region, check_region },
    { "insurances", W_OPEN_INSURANCES, { "insurances" }, NULL, false, write_insurances, check_insurances },
    { "document", W_OPEN_DOCUMENT, { "id_type" }, NULL, true, write_document, check_document },
    { "identity", W_OPEN_IDENTITY, { "name", "number" }, NULL, true, write_identity, check_identity },
    { "birth", W_OPEN_BIRTH_TITLE, { "birth", "sex" }, is_other, true, write_birth, check_birth },
    { "contact", W_OPEN_CONTACT, { "mobile", "hukou_region", "residence_region" }, NULL, true, write_contact, check_contact },
    { "payer", W_OPEN_PAYER, { "payer", "flexible_kind" }, payer_asked, true, write_payer, check_payer },
    { "bank", W_OPEN_BANK, { "bank" }, NULL, true, write_bank, check_bank },
    { "papers", W_PAPERS_HAVE, { "evidence" }, NULL, true, write_papers, check_papers },
};
const size_t open_question_count = sizeof open_questions / sizeof *open_questions;

/* ---- said again ---- */

static Str several(PageVisit *visit, const char *name, ChoiceSetId set)
{
    Str *codes = arena_new(visit->arena, Str, visit->request.count);
    size_t count = 0;
    for (size_t i = 0; i < visit->request.count; i++)
        if (str_is(visit->request.fields[i].name, name))
            codes[count++] = visit->request.fields[i].value;
    return said_head(visit->arena, said_words(visit->arena, visit->request.lang, set, codes, count));
}

static Str from_list(Str code, const OpenChoice *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(list[i].code, code))
            return list[i].name;
    return code;
}

Str open_said(PageVisit *visit, const char *field)
{
    static const struct {
        const char *field;
        ChoiceSetId set;
    } words[] = {
        { "category", SET_CATEGORY }, { "id_type", SET_ID_TYPE }, { "sex", SET_SEX }, { "flexible_kind", SET_FLEXIBLE_KIND }
    };
    Str value = visit_field(visit, field);
    const OpenLists *lists = open_lists(visit);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(field, words[i].field))
            return value.n ? said_head(visit->arena, said_word(visit->request.lang, words[i].set, value)) : none;
    if (!strcmp(field, "insurances"))
        return several(visit, field, SET_INSURANCE);
    if (!strcmp(field, "evidence"))
        return several(visit, field, SET_EVIDENCE);
    if (!strcmp(field, "region"))
        return from_list(value, lists->regions, lists->region_count);
    if (!strcmp(field, "bank"))
        return str_is(value, "none") ? word(visit->request.lang, W_OPEN_NO_CARD)
                                     : from_list(value, lists->banks, lists->bank_count);
    return !strcmp(field, "birth") ? said_day(visit->arena, visit->request.lang, value) : value;
}
