/* office.c - see office.h. */
#include "desk/office.h"
#include "base/require.h"
#include "support/json.h"

static void unit(UnitFacts *facts, int64_t id, int region, const char *code)
{
    *facts = (UnitFacts){ .id = id, .region = region, .injury_class = 1, .injury_float = 100, .registered = day_make(2020, 1, 2) };
    FACT_SET(facts->credit_code, str(code));
    FACT_SET(facts->name, S("Invented Works"));
}

Office *office_make(Arena *arena, DecideFn *decide)
{
    Office *o = arena_new(arena, Office, 1);
    o->arena = arena;
    o->decide = decide;
    o->person = (PersonFacts){ .id = HOLDER,
                               .id_type = ID_CITIZEN,
                               .sex = SEX_IS_MALE,
                               .born = day_make(1980, 5, 17),
                               .registered = day_make(2020, 1, 2),
                               .hukou_region = 110105,
                               .residence_region = 110105,
                               .retire_category = RETIRE_M60,
                               .cells = 5,
                               .granted = 1,
                               .next_grant = 1 };
    o->other = (PersonFacts){
        .id = OTHER, .id_type = ID_CITIZEN, .sex = SEX_IS_FEMALE, .born = day_make(1978, 3, 4), .registered = day_make(2020, 1, 2)
    };
    unit(&o->unit, UNIT, 110000, CODE_UNIT);
    unit(&o->other_unit, OTHER_UNIT, 310000, CODE_OTHER_UNIT);
    place_make(&o->agency, AGENCY, INSTITUTION_AGENCY, 110000, "AG1", NULL);
    o->contract = (ContractFacts){ .id = 5,
                                   .person = HOLDER,
                                   .agency = AGENCY,
                                   .basis = BASIS_FLEXIBLE_PROXY,
                                   .region = 110000,
                                   .insurances = 6,
                                   .base_fen = 800000,
                                   .from = day_start(day_make(2024, 1, 1)) };
    o->bureau = (BureauFacts){ .persons = 8, .units = 4, .institutions = 21, .contracts = 5 };
    o->with.match = (Match){ .birth = DAY_NONE, .ssn = true, .serial = true, .name = true, .own_client = true };
    office_clock(o, 2025, 1, 10);
    return o;
}

void office_clock(Office *o, int year, int month, int day) { o->view.now = hour_of(year, month, day, 9); }

void office_employ(Office *o)
{
    PersonFacts *p = &o->person;
    p->accounts[p->account_count++] = (AccountFacts){ .n = ++p->next_account,
                                                      .region = 110000,
                                                      .category = CATEGORY_EMPLOYEE,
                                                      .payer_kind = PAYER_UNIT,
                                                      .payer = UNIT,
                                                      .insurances = 30,
                                                      .state = ACCOUNT_OPEN,
                                                      .since = day_make(2020, 1, 1),
                                                      .opened = day_make(2020, 1, 2) };
}

/* ---- words into arguments ---- */

static void list_read(Office *o, const FieldRow *row, Str text, Arg *out)
{
    Arg *items = arena_new(o->arena, Arg, 20);
    Paper *papers = arena_new(o->arena, Paper, 24);
    while (text.p && text.n) {
        Str item = str_cut(&text, ',');
        if (row->type == TYPE_EVIDENCE) { /* kind, or kind@valid-until */
            Str kind = str_cut(&item, '@');
            papers[out->n].kind = (EvidenceKind)choice_from(SET_EVIDENCE, kind);
            require(papers[out->n].kind != 0);
            if (item.n)
                require(day_read(item, &papers[out->n].valid_until));
        } else if (row->type == TYPE_PAIRS) { /* key:value */
            items[out->n].key = str_cut(&item, ':');
            items[out->n].s = item;
        } else if (row->type == TYPE_CHOICES) {
            items[out->n].i = choice_from(row->set, item);
            require(items[out->n].i != 0);
        } else {
            items[out->n].s = item;
        }
        items[out->n++].given = true;
    }
    if (row->type == TYPE_EVIDENCE)
        out->papers = papers;
    else
        out->items = items;
}

static int64_t span_read(Str text, bool end)
{
    Month month;
    Day day;
    if (month_read(text, &month))
        return end ? day_start(month_first((Month){ month.n + 1 })).s - 1 : day_start(month_first(month)).s;
    require(day_read(text, &day));
    return end ? day_end(day).s : day_start(day).s;
}

static void value_read(Office *o, const FieldRow *row, Str text, Arg *out)
{
    Day day = { 0 };
    Month month = { 0 };
    out->given = true;
    switch (row->type) {
    case TYPE_TEXT:
    case TYPE_BYTES:
        out->s = text;
        break;
    case TYPE_DAY:
        require(day_read(text, &day));
        out->i = day.n;
        break;
    case TYPE_MONTH:
        require(month_read(text, &month));
        out->i = month.n;
        break;
    case TYPE_START:
    case TYPE_END:
        out->i = span_read(text, row->type == TYPE_END);
        break;
    case TYPE_BOOL:
        out->i = str_is(text, "true");
        break;
    case TYPE_CHOICE:
        out->i = choice_from(row->set, text);
        require(out->i != 0);
        break;
    case TYPE_PERSON:
    case TYPE_INT:
    case TYPE_FEN:
    case TYPE_REGION:
        require(str_int(text, &out->i));
        break;
    default:
        list_read(o, row, text, out);
        break;
    }
}

static Field field_of(const CatalogueRow *row, Str name)
{
    for (int i = 0; i < row->count; i++)
        if (str_is(name, field_row(row->fields[i])->name))
            return row->fields[i];
    test_fail(__FILE__, __LINE__, "%s has no field %.*s", row->name, STR_ARG(name));
    return F_NONE;
}

static void args_read(Office *o, Str args)
{
    const CatalogueRow *row = command_row(o->command.id);
    while (args.p && args.n) {
        Str word = str_cut(&args, ' '), name = str_cut(&word, '=');
        Field field = field_of(row, name);
        if (field)
            value_read(o, field_row(field), word, arg_set(&o->command, field));
    }
}

/* ---- what load would fill in ---- */

static const UnitFacts *unit_named(const Office *o, Str code)
{
    return str_is(code, CODE_UNIT) ? &o->unit : str_is(code, CODE_OTHER_UNIT) ? &o->other_unit : NULL;
}

static int number_named(const Command *command, Field field, char letter)
{
    int64_t person = 0, n = 0;
    return arg_is(command, field) && number_read_person(arg_str(command, field), letter, &person, &n) ? (int)n : 0;
}

static void view_fill(Office *o)
{
    Time now = o->view.now;
    View *v = &o->view;
    const Command *c = &o->command;
    *v = o->with;
    v->now = now;
    v->policy = policy_shipped();
    v->bureau = &o->bureau;
    v->photo_findings = -1;
    bool nobody = c->id == CMD_UNIT_REGISTER || c->id == CMD_INSTITUTION_REGISTER || c->id == CMD_SYSTEM_WINDOW;
    bool other = arg_int(c, F_SSN) == OTHER;
    bool unknown = arg_is(c, F_SSN) && arg_int(c, F_SSN) != HOLDER && !other;
    v->person = nobody || unknown ? NULL : other ? &o->other : &o->person;
    if (c->id == CMD_PERSON_REGISTER)
        v->person = o->with.person;
    v->other = arg_int(c, F_OTHER_SSN) == OTHER ? &o->other : arg_int(c, F_OTHER_SSN) == HOLDER ? &o->person : NULL;
    v->unit = unit_named(o, arg_str(c, F_CREDIT_CODE));
    v->employer = unit_named(o, arg_str(c, F_EMPLOYER));
    v->payer_unit = unit_named(o, arg_str(c, F_PAYER));
    v->payer_contract = str_is(arg_str(c, F_PAYER), "X5") ? &o->contract : NULL;
    v->contract = str_is(arg_str(c, F_CONTRACT), "X5") ? &o->contract : NULL;
    v->org = c->actor.role == ROLE_AGENCY || str_is(c->actor.org, "AG1") ? &o->agency : NULL;
    v->org_unit = c->actor.role == ROLE_UNIT ? unit_named(o, c->actor.org) : NULL;
    v->institution = str_is(arg_str(c, F_INSTITUTION), "AG1")                 ? &o->agency
                     : str_is(arg_str(c, F_INSTITUTION), "NEW") && o->bank.id ? &o->bank
                                                                              : NULL;
    v->case_n = number_named(c, F_CASE, 'C');
    v->transfer_n = number_named(c, F_TRANSFER, 'T');
    v->relation_n = number_named(c, F_RELATION, 'R');
    v->notice_n = number_named(c, F_NOTICE, 'N');
    v->card = number_named(c, F_APPLICATION, 'K');
    if (arg_is(c, F_CARD_NO))
        v->card = 1;
    static Command waiting;
    if (v->case_n > 0 && v->case_n < PENDING_MAX && o->pending[v->case_n].n &&
        command_from_bytes(o->arena, o->pending[v->case_n], &waiting))
        v->waiting = &waiting;
}

static void actor_read(Office *o, Str actor)
{
    Str role = str_cut(&actor, ' '), org = actor;
    Str user = str_cut(&org, '@');
    Actor *a = &o->command.actor;
    a->role = (Role)choice_from(SET_ROLE, role);
    require(a->role != 0);
    a->user = user.n ? user : S("u1");
    a->org = org.n ? org : a->role == ROLE_UNIT ? S(CODE_UNIT) : a->role == ROLE_AGENCY ? S("AG1") : S("B01");
    if (role_in(R_SELF | R(ONLINE), a->role))
        a->person = user.n ? OTHER : HOLDER;
}

Err office_try(Office *o, const char *actor, const char *command, const char *args)
{
    o->command = (Command){ .id = command_from(str(command)), .at = o->view.now };
    require(o->command.id != CMD_NONE);
    actor_read(o, str(actor));
    args_read(o, str(args));
    view_fill(o);
    return decide_once(o->decide, o->arena, &o->view, &o->command, &o->out, &o->data);
}

static void fold(Office *o, const Event *event)
{
    bureau_fold(&o->bureau, event);
    switch (event_row(event->kind)->subject) {
    case SUBJECT_PERSON:
        person_fold(event->subject == OTHER ? &o->other : &o->person, event);
        if (event->kind == EVENT_PERSON_CELL && event->person_cell.field == PF_PENDING && event->person_cell.card < PENDING_MAX)
            o->pending[event->person_cell.card] = event->person_cell.value;
        break;
    case SUBJECT_CONTRACT:
        if (event->subject == 5)
            contract_fold(&o->contract, event);
        break;
    case SUBJECT_UNIT:
        unit_fold(&o->unit, event);
        break;
    case SUBJECT_INSTITUTION:
        institution_fold(&o->bank, event);
        break;
    default:
        break;
    }
}

Err office_do(Office *o, const char *actor, const char *command, const char *args)
{
    Err err = office_try(o, actor, command, args);
    if (err != OK)
        test_fail(__FILE__, __LINE__, "%s %s: %s at \"%.*s\": %.*s", command, args, err_code(err), STR_ARG(o->out.why.field),
                  STR_ARG(o->out.why.en));
    for (size_t i = 0; err == OK && i < o->out.count; i++)
        fold(o, &o->out.events[i]);
    return err;
}

Str office_answer(const Office *o, const char *name) { return text_at(json_tree(o->arena, o->data), name); }

int office_list(const Office *o, const char *name) { return count_at(json_tree(o->arena, o->data), name); }
