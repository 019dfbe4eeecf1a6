/* correct.c - what of a record can be corrected, and person.correct itself. A new address or telephone holds at
 * once; everything else waits for a second person. Law: Social Insurance Law 57, Personal Information Protection
 * Law 46 (right to correction). */
#include "act/inside.h"
#include "desk/desk.h"
#include "ident/ident.h"
#include "ident/region.h"

typedef struct {
    const char *key;
    PersonalField cell; /* a personal value, or */
    Field what;         /* a value of the facts */
    bool at_once;
} ChangeRow;
static const ChangeRow rows[] = {
    { "name", PF_NAME, F_NONE, false },       { "mobile", PF_MOBILE, F_NONE, true },
    { "address", PF_ADDRESS, F_NONE, true },  { "birth_place", PF_BIRTH_PLACE, F_NONE, false },
    { "ssn", PF_SSN, F_NONE, false },         { "sex", 0, F_SEX, false },
    { "birth", 0, F_BIRTH, false },           { "hukou_region", 0, F_HUKOU_REGION, false },
    { "hukou_type", 0, F_HUKOU_TYPE, false }, { "residence_region", 0, F_RESIDENCE_REGION, false },
    { "ethnicity", 0, F_ETHNICITY, false },   { "retire_category", 0, F_RETIRE_CATEGORY, false },
};
enum { ROWS = sizeof rows / sizeof *rows };

static const ChangeRow *row_of(Str key)
{
    for (int i = 0; i < ROWS; i++)
        if (str_is(key, rows[i].key))
            return &rows[i];
    return NULL;
}

static Err bad_number(IdentResult *ident, Err code, const char *field, Arena *arena, Why *why)
{
    Err err = refuse(why, code, field, NULL, NULL);
    if (why && why->arena) {
        why->zh = ident_sentence(arena, ident, false);
        why->en = ident_sentence(arena, ident, true);
    }
    return err;
}

static Err number_read_as(const View *view, IdentKind kind, Err code, const char *field, Change *out, Arena *arena, Why *why)
{
    IdentResult ident = ident_check(kind, out->text, view_today(view));
    if (!ident.valid)
        return bad_number(&ident, code, field, arena, why);
    out->normal = str_copy(arena, ident_text(&ident));
    return OK;
}

static Err bad_value(const Change *change, Why *why)
{
    return refuse(why, ERR_BAD_FIELD, "changes", "“%.*s”的新内容不符合要求，请核对。",
                  "The new value of \"%.*s\" is not as required; check it.", STR_ARG(change->key));
}

static bool choice_value(ChoiceSetId set, Change *change)
{
    change->value = choice_from(set, change->text);
    return change->value != 0;
}

static bool day_value(const View *view, Change *change)
{
    Day day;
    if (!day_read(change->text, &day) || day.n > view_today(view).n || day.n < day_make(1890, 1, 1).n)
        return false;
    change->value = day.n;
    return true;
}

static bool plain_value(const View *view, Change *change)
{
    switch (change->what) {
    case F_SEX:
        return choice_value(SET_SEX, change);
    case F_HUKOU_TYPE:
        return choice_value(SET_HUKOU_TYPE, change);
    case F_RETIRE_CATEGORY:
        return choice_value(SET_RETIRE_CATEGORY, change);
    case F_BIRTH:
        return day_value(view, change);
    case F_ETHNICITY:
        return (change->value = ethnicity_read(change->text)) != 0;
    default:
        return str_int(change->text, &change->value) && region_find((int)change->value, NULL);
    }
}

Err change_read(const View *view, Str key, Str text, Change *out, Arena *arena, Why *why)
{
    const ChangeRow *row = row_of(key);
    if (!row)
        return refuse(why, ERR_BAD_FIELD, "changes",
                      "“%.*s”不能更正；可更正的有姓名、号码、电话、地址、出生地、性别、生日、户籍、居住地、民族、退休类别。",
                      "\"%.*s\" cannot be corrected here.", STR_ARG(key));
    *out = (Change){ .key = key, .text = str_trim(text), .what = row->what, .field = row->cell };
    if (row->cell == PF_MOBILE)
        return number_read_as(view, IDENT_MOBILE, ERR_BAD_FIELD, "changes", out, arena, why);
    if (row->cell == PF_SSN)
        return number_read_as(view, IDENT_SSN, ERR_BAD_ID_NUMBER, "changes", out, arena, why);
    if (row->cell) {
        const FieldRow *field = field_row(row->cell == PF_NAME ? F_NAME : row->cell == PF_ADDRESS ? F_ADDRESS : F_BIRTH_PLACE);
        out->normal = out->text;
        return out->text.n && (int64_t)str_points(out->text) <= field->max ? OK : bad_value(out, why);
    }
    return plain_value(view, out) ? OK : bad_value(out, why);
}

static const Arg *changes_of(const Command *command) { return arg(command, command->id == CMD_CASE_OPEN ? F_ARGS : F_CHANGES); }

/* All but address and mobile: a key that does not exist waits too, and is refused before a case is opened. */
bool act_correction_waits(const View *view, const Command *command)
{
    (void)view;
    const Arg *changes = changes_of(command);
    for (size_t i = 0; i < changes->n; i++) {
        const ChangeRow *row = row_of(changes->items[i].key);
        if (!row || !row->at_once)
            return true;
    }
    return false;
}

/* A new number brings its own day of birth and sex. */
static Err number_follows(const View *view, const Change *number, const Arg *changes, Decision *out)
{
    IdentResult ident = ident_check(IDENT_SSN, number->normal, view_today(view));
    Str birth = arg_pair(changes, "birth"), sex = arg_pair(changes, "sex");
    Day day;
    if (view->match.taken && view->match.taken != view->person->id)
        return REFUSE(out, ERR_DUPLICATE_PERSON, "changes", NULL, NULL);
    if (!day_is(ident.birth))
        return OK;
    if (birth.n && day_read(birth, &day) && day.n != ident.birth.n)
        return REFUSE(out, ERR_MISMATCH, "changes", "出生日期与新号码中的不一致。",
                      "The day of birth differs from the one in the new number.");
    if (sex.n && choice_from(SET_SEX, sex) != (int)ident.sex)
        return REFUSE(out, ERR_MISMATCH, "changes", "性别与新号码中的不一致。", "The sex differs from the one in the new number.");
    if (!birth.n && ident.birth.n != view->person->born.n)
        put_changed(view, F_BIRTH, ident.birth.n, out);
    if (!sex.n && (int)ident.sex != view->person->sex)
        put_changed(view, F_SEX, ident.sex, out);
    return OK;
}

static Err put_change(const View *view, const Arg *changes, const Change *change, Decision *out)
{
    if (change->field)
        put_value(view, view->person->id, change->field, change->normal, out);
    else
        put_changed(view, change->what, change->value, out);
    return change->field == PF_SSN ? number_follows(view, change, changes, out) : OK;
}

Err act_person_correct(const View *view, const Command *command, Decision *out)
{
    const Arg *changes = changes_of(command);
    TRY(act_need_living(view, out));
    if (!changes->n)
        return REFUSE(out, ERR_BAD_FIELD, "changes", "请写明要更正的项目。", "Say what to correct.");
    for (size_t i = 0; i < changes->n; i++) {
        Change change;
        TRY(change_read(view, changes->items[i].key, changes->items[i].s, &change, out->arena, &out->why));
        TRY(put_change(view, changes, &change, out));
    }
    const char *of = act_correction_waits(view, command) ? "" : "contact";
    return act_papers(view, command, person_policy(view->policy, view->person), "correct-person", of, 0, out);
}
