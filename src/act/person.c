/* person.c - person.register and person.police-check. Law: Social Insurance Law 57 and 58 (the citizen number is the
 * social security number), Regulations on the Handling of Social Insurance. */
#include "act/inside.h"
#include "ident/ident.h"
#include "ident/region.h"

/* What a registration says, read and made to fit together. */
typedef struct {
    Str number, id_no, mobile;
    bool is_ssn; /* the number has the form of a social security number */
    IdType id_type;
    Day born;
    int sex, ethnicity, category;
} Registration;

static IdType type_of_form(IdentForm form)
{
    switch (form) {
    case FORM_HONG_KONG:
    case FORM_MACAO:
    case FORM_TAIWAN:
        return ID_RESIDENCE_PERMIT;
    case FORM_FOREIGN:
    case FORM_FOREIGN_OLD:
        return ID_PERMANENT;
    case FORM_FOREIGN_SSN:
        return ID_PASSPORT;
    default:
        return ID_CITIZEN;
    }
}

static Err region_known(const Command *command, Field field, Decision *out)
{
    if (!arg_is(command, field) || region_find((int)arg_int(command, field), NULL))
        return OK;
    return REFUSE(out, ERR_BAD_FIELD, field_row(field)->name, "没有这个行政区划代码。", "There is no region of this code.");
}

static Err shape_of(const View *view, const Command *command, Registration *r, Decision *out)
{
    if (!view->ssn.n)
        return REFUSE(out, ERR_BAD_FIELD, "ssn", "请填写社会保障号码，或证件类型和证件号码。", "Give ssn, or id_type and id_no.");
    TRY(region_known(command, F_HUKOU_REGION, out));
    TRY(region_known(command, F_RESIDENCE_REGION, out));
    if (arg_is(command, F_MOBILE)) {
        Change mobile;
        TRY(change_read(view, S("mobile"), arg_str(command, F_MOBILE), &mobile, out->arena, &out->why));
        r->mobile = mobile.normal;
    }
    r->ethnicity = ethnicity_read(arg_str(command, F_ETHNICITY));
    if (arg_is(command, F_ETHNICITY) && !r->ethnicity)
        return REFUSE(out, ERR_BAD_FIELD, "ethnicity", "没有这个民族，请填写名称或两位代码。",
                      "There is no such ethnic group; give its name or two digits.");
    if (arg_is(command, F_BIRTH) && arg_int(command, F_BIRTH) > view_today(view).n)
        return REFUSE(out, ERR_BAD_FIELD, "birth", "出生日期还没有到。", "The day of birth is still to come.");
    return OK;
}

/* Birth and sex stand in a citizen's number; what is said besides must agree with it. */
static Err fit_together(const View *view, const Command *command, Registration *r, Decision *out)
{
    IdentResult ident = ident_check(IDENT_SSN, view->ssn, view_today(view));
    r->number = view->ssn;
    r->is_ssn = ident.valid;
    r->id_type = arg_is(command, F_ID_TYPE) ? (IdType)arg_int(command, F_ID_TYPE)
                 : ident.valid              ? type_of_form(ident.form)
                                            : ID_OTHER;
    bool second = arg_is(command, F_ID_NO) && arg_is(command, F_SSN);
    r->id_no = second ? arg_str(command, F_ID_NO) : r->is_ssn ? (Str){ 0 } : view->ssn;
    r->born = arg_is(command, F_BIRTH) ? (Day){ (int32_t)arg_int(command, F_BIRTH) } : DAY_NONE;
    if (day_is(view->match.birth))
        r->born = view->match.birth;
    r->sex = view->match.sex ? view->match.sex : (int)arg_int(command, F_SEX);
    if (arg_is(command, F_BIRTH) && arg_int(command, F_BIRTH) != r->born.n)
        return REFUSE(out, ERR_MISMATCH, "birth", "出生日期与号码中的不一致，请对照证件。",
                      "The day of birth differs from the one in the number; compare the document.");
    if (arg_is(command, F_SEX) && arg_int(command, F_SEX) != r->sex)
        return REFUSE(out, ERR_MISMATCH, "sex", "性别与号码中的不一致，请对照证件。",
                      "The sex differs from the one in the number; compare the document.");
    r->category = arg_is(command, F_RETIRE_CATEGORY) ? (int)arg_int(command, F_RETIRE_CATEGORY)
                  : r->sex == SEX_IS_MALE            ? RETIRE_M60
                  : r->sex == SEX_IS_FEMALE          ? RETIRE_F50
                                                     : 0;
    bool man = r->category == RETIRE_M60;
    if (r->category && r->sex && man != (r->sex == SEX_IS_MALE))
        return REFUSE(out, ERR_MISMATCH, "retire_category", "退休类别与性别不符。",
                      "The retirement category does not go with the sex.");
    return OK;
}

/* The number is on record already: the same person again, or somebody else. */
static Err taken(const View *view, Decision *out)
{
    if (!view->match.name)
        return REFUSE(out, ERR_DUPLICATE_PERSON, "name", NULL, NULL);
    if (!view->match.same)
        return REFUSE(out, ERR_CONFLICT, "ssn", "此人已登记，内容不同；请办理更正（person.correct）。",
                      "This person is registered with other content; use person.correct to change it.");
    answer_int(out, "person", view->match.taken);
    answer_text(out, "ssn", view->ssn);
    return act_already(out);
}

static void registered(const View *view, const Command *command, const Registration *r, int64_t person, Decision *out)
{
    Event *event = emit(out, view, EVENT_PERSON_REGISTERED, person);
    event->person_registered = (Event_person_registered){ .id_type = r->id_type,
                                                          .sex = r->sex,
                                                          .born = r->born.n,
                                                          .hukou_region = arg_int(command, F_HUKOU_REGION),
                                                          .hukou_type = arg_int(command, F_HUKOU_TYPE),
                                                          .residence_region = arg_int(command, F_RESIDENCE_REGION),
                                                          .retire_category = r->category,
                                                          .ethnicity = r->ethnicity };
    const struct {
        PersonalField field;
        Str value;
    } values[] = {
        { PF_SSN, r->is_ssn ? r->number : (Str){ 0 } }, { PF_ID_NO, r->id_no },
        { PF_NAME, arg_str(command, F_NAME) },          { PF_MOBILE, r->mobile },
        { PF_ADDRESS, arg_str(command, F_ADDRESS) },    { PF_BIRTH_PLACE, arg_str(command, F_BIRTH_PLACE) },
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        bool known = values[i].field == PF_SSN && view->person && view->person->cell[PF_SSN]; /* from a password grant */
        if (values[i].value.n && !known)
            put_value(view, person, values[i].field, values[i].value, out);
    }
}

Err act_person_register(const View *view, const Command *command, Decision *out)
{
    Registration r = { 0 };
    TRY(shape_of(view, command, &r, out));
    TRY(fit_together(view, command, &r, out));
    if (view->match.taken)
        return taken(view, out);
    int region = (int)arg_int(command, arg_is(command, F_RESIDENCE_REGION) ? F_RESIDENCE_REGION : F_HUKOU_REGION);
    const RegionPolicy *rules = policy_or_national(view->policy, region);
    if (command->actor.role != ROLE_ONLINE) /* the tax officer saw the identity card when the password was granted */
        TRY(act_papers(view, command, rules, "person.register", "", 0, out));
    int64_t person = view->person ? view->person->id : view->bureau->persons + 1;
    registered(view, command, &r, person, out);
    answer_int(out, "person", person);
    answer_text(out, "ssn", view->ssn);
    return OK;
}

static Str joined(Arena *arena, const Arg *list)
{
    Buf text = { .arena = arena };
    for (size_t i = 0; i < list->n; i++) {
        if (i)
            buf_char(&text, ' ');
        buf_add(&text, list->items[i].s);
    }
    return buf_str(&text);
}

/* A record that the police see otherwise is held until somebody has corrected it and the police see it so too. */
Err act_police_check(const View *view, const Command *command, Decision *out)
{
    TRY(act_need_person(view, out));
    const PersonFacts *person = view->person;
    bool match = arg_int(command, F_MATCH), held = person_hold(person, CAUSE_DATA_MISMATCH);
    if (match ? person->police == POLICE_MATCH && !held : person->police == POLICE_DIFFERS && held)
        return act_already(out);
    if (match && held && person->police == POLICE_DIFFERS)
        return REFUSE(out, ERR_WRONG_STATE, "match", "请先办理个人信息更正（person.correct）并经复核，再比对。",
                      "First have the record corrected (person.correct) and approved, then compare again.");
    Event *event = emit(out, view, EVENT_POLICE_CHECKED, person->id);
    event->police_checked.match = match;
    event->police_checked.differs = joined(out->arena, arg(command, F_DIFFERS));
    Str by = actor_label(out->arena, command);
    if (match)
        hold_release_if(out, view, CAUSE_DATA_MISMATCH, by);
    else if (!held)
        hold_place(out, view, CAUSE_DATA_MISMATCH, (Time){ 0 }, 0, by);
    return OK;
}
