/* sheet_check.c - see sheet_code.h: whether lines can be a sheet. */
#include "ledger/sheet_code.h"

static bool in_bounds(Money amount, bool differences)
{
    return amount.fen <= ledger_fen_max && amount.fen >= (differences ? -ledger_fen_max : 0);
}

static bool amounts_in_bounds(const SheetAmounts *a, bool differences)
{
    bool fine = in_bounds(a->pension_personal, differences) && in_bounds(a->medical_personal, differences) &&
                in_bounds(a->serious_illness, differences);
    for (int i = 1; fine && i < Insurance_END; i++)
        fine = in_bounds(a->employer[i], differences) && in_bounds(a->employee[i], differences) &&
               in_bounds(a->government[i], differences);
    return fine;
}

/* No more goes to the funds than was contributed. The bounds above make these sums safe. */
static bool funds_fit(const SheetAmounts *a)
{
    int p = INSURANCE_PENSION, m = INSURANCE_MEDICAL;
    return a->pension_personal.fen <= a->employer[p].fen + a->employee[p].fen &&
           a->medical_personal.fen + a->serious_illness.fen <= a->employer[m].fen + a->employee[m].fen;
}

/* A difference of bases may be below zero, as amounts may. */
static bool members_fit(const SheetLine *line, bool differences)
{
    bool fine = line->person > 0 && line->person <= INT64_MAX / 4 && line->account > 0 && line->region >= 1 &&
                line->region <= REGION_MAX && (int)line->category > 0 && line->category < Category_END &&
                !(line->flags & ~SHEET_FLAGS) && line->contract >= 0;
    for (int i = 1; fine && i < Insurance_END; i++)
        fine = in_bounds(line->base[i], differences);
    return fine && !line->base[0].fen && !line->amounts.employer[0].fen && !line->amounts.employee[0].fen &&
           !line->amounts.government[0].fen;
}

Err sheet_check(const SheetLine *lines, size_t count, bool differences, Why *why)
{
    if (!count || count > SHEET_LINES_MAX)
        return refuse(why, ERR_BAD_FIELD, "lines", "一张明细表须有 1 至 %d 行。", "A sheet must have 1 to %d lines.",
                      SHEET_LINES_MAX);
    for (size_t i = 0; i < count; i++) {
        const SheetLine *line = &lines[i], *before = i ? &lines[i - 1] : NULL;
        bool ordered =
            !before || line->person > before->person || (line->person == before->person && line->account > before->account);
        if (!ordered)
            return refuse(why, ERR_BAD_FIELD, "lines", "人员 %lld 的行次序有误或重复，须按人员编号和账户编号排列。",
                          "The line of person %lld is out of order or stands twice; sort by person and account.",
                          (long long)line->person);
        if (!members_fit(line, differences))
            return refuse(why, ERR_BAD_FIELD, "lines", "人员 %lld 的行内容不符合要求，请核对地区、类别和基数。",
                          "The line of person %lld is not as required; check region, category and bases.", (long long)line->person);
        if (!amounts_in_bounds(&line->amounts, differences) || (!differences && !funds_fit(&line->amounts)))
            return refuse(why, ERR_BAD_AMOUNT, "lines", "人员 %lld 的金额超出范围，或划入个人账户的金额多于缴费。",
                          "The amounts of person %lld are out of range, or more goes to a fund than is contributed.",
                          (long long)line->person);
    }
    return OK;
}
