/* unit.c - employers and institutions: who they are, and an employer's seal on an employee's account. Law: Social
 * Insurance Law 57; work injury classes MOHRSS 2015-71. */
#include "act/inside.h"
#include "desk/desk.h"
#include "ident/ident.h"
#include "ident/region.h"

/* Floats that the classes allow, in percent: class 1 only upward, the others both ways. */
static const int floats_first[] = { 100, 120, 150 }, floats_others[] = { 50, 80, 100, 120, 150 };

static Err injury_check(int class, int percent, Decision *out)
{
    if (class < 1 || class > 8)
        return REFUSE(out, ERR_BAD_FIELD, "injury_class", "工伤行业类别为 1 至 8。", "The work injury class is 1 to 8.");
    const int *list = class == 1 ? floats_first : floats_others;
    size_t count = class == 1 ? sizeof floats_first / sizeof *list : sizeof floats_others / sizeof *list;
    for (size_t i = 0; i < count; i++)
        if (list[i] == percent)
            return OK;
    return REFUSE(out, ERR_BAD_FIELD, "injury_float", "%d 类行业的浮动比例（百分数）为：%s。",
                  "The float of class %d in percent is one of: %s.", class, class == 1 ? "100, 120, 150" : "50, 80, 100, 120, 150");
}

static Err region_check(int region, Decision *out)
{
    if (region_find(region, NULL))
        return OK;
    return REFUSE(out, ERR_BAD_FIELD, "region", "没有这个行政区划代码。", "There is no region of this code.");
}

static Err credit_code_check(const View *view, Str given, Str *code, Decision *out)
{
    IdentResult ident = ident_check(IDENT_CREDIT_CODE, given, view_today(view));
    if (ident.valid) {
        *code = str_copy(out->arena, ident_text(&ident));
        return OK;
    }
    Err err = REFUSE(out, ERR_BAD_FIELD, "credit_code", NULL, NULL);
    if (out->why.arena) {
        out->why.zh = ident_sentence(out->why.arena, &ident, false);
        out->why.en = ident_sentence(out->why.arena, &ident, true);
    }
    return err;
}

Err act_unit_register(const View *view, const Command *command, Decision *out)
{
    int class = (int)arg_int(command, F_INJURY_CLASS), region = (int)arg_int(command, F_REGION);
    int percent = arg_is(command, F_INJURY_FLOAT) ? (int)arg_int(command, F_INJURY_FLOAT) : 100;
    Str code, name = arg_str(command, F_UNIT_NAME);
    TRY(credit_code_check(view, arg_str(command, F_CREDIT_CODE), &code, out));
    TRY(region_check(region, out));
    TRY(injury_check(class, percent, out));
    const UnitFacts *unit = view->unit;
    if (unit) {
        bool same = unit->region == region && unit->injury_class == class && unit->injury_float == percent &&
                    same_text(FACT_STR(unit->name), name);
        if (!same)
            return REFUSE(out, ERR_CONFLICT, "credit_code", NULL, NULL);
        answer_int(out, "unit", unit->id);
        answer_text(out, "credit_code", code);
        return act_already(out);
    }
    /* Registration data come from the company registry since 2018; a licence that is handed in must be good. */
    if (arg_is(command, F_EVIDENCE))
        TRY(act_papers(view, command, policy_or_national(view->policy, region), "unit.register", "", 0, out));
    Event *event = emit(out, view, EVENT_UNIT_REGISTERED, view->bureau->units + 1);
    event->unit_registered = (Event_unit_registered){
        .region = region, .injury_class = class, .injury_float = percent, .credit_code = code, .name = name
    };
    answer_int(out, "unit", event->subject);
    answer_text(out, "credit_code", code);
    return OK;
}

/* ---- institutions ---- */

static Err bin_check(const Command *command, Decision *out)
{
    Str bin = arg_str(command, F_BANK_BIN);
    if (arg_int(command, F_INSTITUTION_KIND) != INSTITUTION_BANK && !bin.n)
        return OK;
    bool digits = bin.n >= 4;
    for (size_t i = 0; i < bin.n; i++)
        digits &= bin.p[i] >= '0' && bin.p[i] <= '9';
    if (digits)
        return OK;
    return REFUSE(out, ERR_BAD_FIELD, "bank_bin", "银行须填写卡号段（4 至 12 位数字）。",
                  "A bank needs the leading digits of its cards (4 to 12 digits).");
}

static bool same_institution(const InstitutionFacts *i, const Command *command)
{
    return i->kind == arg_int(command, F_INSTITUTION_KIND) && i->region == arg_int(command, F_REGION) &&
           same_text(FACT_STR(i->name), arg_str(command, F_UNIT_NAME)) &&
           same_text(FACT_STR(i->bank_bin), arg_str(command, F_BANK_BIN)) &&
           same_text(FACT_STR(i->licence), arg_str(command, F_LICENCE)) &&
           same_text(FACT_STR(i->address), arg_str(command, F_PUBLIC_ADDRESS)) &&
           same_text(FACT_STR(i->phone), arg_str(command, F_PHONE)) && same_text(FACT_STR(i->hours), arg_str(command, F_HOURS)) &&
           same_text(FACT_STR(i->key), arg_str(command, F_KEY));
}

Err act_institution_register(const View *view, const Command *command, Decision *out)
{
    Str code = arg_str(command, F_INSTITUTION);
    TRY(region_check((int)arg_int(command, F_REGION), out));
    TRY(bin_check(command, out));
    answer_text(out, "institution", code);
    if (view->institution) {
        if (!same_institution(view->institution, command))
            return REFUSE(out, ERR_CONFLICT, "institution", NULL, NULL);
        return act_already(out);
    }
    Event *event = emit(out, view, EVENT_INSTITUTION_REGISTERED, view->bureau->institutions + 1);
    event->institution_registered = (Event_institution_registered){ .kind = arg_int(command, F_INSTITUTION_KIND),
                                                                    .region = arg_int(command, F_REGION),
                                                                    .code = code,
                                                                    .name = arg_str(command, F_UNIT_NAME),
                                                                    .bank_bin = arg_str(command, F_BANK_BIN),
                                                                    .licence = arg_str(command, F_LICENCE),
                                                                    .address = arg_str(command, F_PUBLIC_ADDRESS),
                                                                    .phone = arg_str(command, F_PHONE),
                                                                    .hours = arg_str(command, F_HOURS),
                                                                    .key = arg_str(command, F_KEY) };
    return OK;
}
