/* line.c - see line.h. */
#include "levy/line.h"

/* Maternity goes with medical (General Office 2019-10): whoever is in the one is in the other. */
static unsigned with_maternity(unsigned insurances)
{
    return insurances >> INSURANCE_MEDICAL & 1 ? insurances | 1u << INSURANCE_MATERNITY : insurances;
}

static void line_fill(const Tariff *tariff, unsigned insurances, const Contribution *c, SheetLine *out)
{
    SheetAmounts *a = &out->amounts;
    for (int i = 1; i < Insurance_END; i++) {
        bool in = insurances >> i & 1;
        out->base[i] = in ? c->base[i] : (Money){ 0 };
        a->employer[i] = in ? c->employer[i] : (Money){ 0 };
        a->employee[i] = in ? c->employee[i] : (Money){ 0 };
        a->government[i] = (Money){ 0 };
    }
    bool medical = insurances >> INSURANCE_MEDICAL & 1, employee = tariff->category == CATEGORY_EMPLOYEE;
    a->pension_personal = insurances >> INSURANCE_PENSION & 1 ? c->account : (Money){ 0 };
    a->serious_illness = medical ? c->serious_illness : (Money){ 0 };
    a->medical_personal.fen = medical && employee ? a->employee[INSURANCE_MEDICAL].fen - a->serious_illness.fen : 0;
    out->category = tariff->category;
    out->flags = tariff->provisional ? SHEET_PROVISIONAL : 0;
}

/* A base that was chosen under last year's limits follows them, as a wage does. */
static Money within(const Tariff *tariff, Money base)
{
    int64_t floor = tariff->floor[INSURANCE_PENSION].fen, cap = tariff->cap[INSURANCE_PENSION].fen;
    return (Money){ base.fen < floor ? floor : base.fen > cap ? cap : base.fen };
}

Err line_make(const Tariff *tariff, unsigned insurances, Payer payer, SheetLine *out, bool *levied, Why *why)
{
    Contribution c;
    bool flexible = tariff->category == CATEGORY_FLEXIBLE;
    insurances = flexible ? insurances : with_maternity(insurances);
    for (int i = 1; i < Insurance_END; i++)
        if (!tariff->levied[i])
            insurances &= ~(1u << i);
    *levied = insurances != 0;
    if (!*levied)
        return OK;
    payer.insurances = flexible ? insurances : 0;
    payer.amount = flexible ? within(tariff, payer.amount) : payer.amount;
    TRY(contribution_of(tariff, &payer, &c, why));
    line_fill(tariff, insurances, &c, out);
    out->injury_class = insurances >> INSURANCE_INJURY & 1 ? (uint8_t)payer.injury_class : 0;
    return OK;
}

static bool scaled(Money *amount, int64_t percent) { return money_part(*amount, percent, 100, amount); }

Err line_scale(SheetLine *line, int64_t percent)
{
    SheetAmounts *a = &line->amounts;
    bool fine = true;
    for (int i = 1; i < Insurance_END && fine; i++)
        fine = scaled(&a->employer[i], percent) && scaled(&a->employee[i], percent);
    fine = fine && scaled(&a->serious_illness, percent);
    if (!fine)
        return ERR_BAD_AMOUNT;
    /* The parts stay parts of the whole: what goes to a person follows from the employee's amount. */
    if (line->category == CATEGORY_EMPLOYEE) {
        a->pension_personal = a->employee[INSURANCE_PENSION];
        a->medical_personal.fen = a->employee[INSURANCE_MEDICAL].fen - a->serious_illness.fen;
        return OK;
    }
    return scaled(&a->pension_personal, percent) && scaled(&a->medical_personal, percent) ? OK : ERR_BAD_AMOUNT;
}

void line_add_to(SheetLine *sum, const SheetLine *line, int sign)
{
    SheetAmounts *a = &sum->amounts;
    const SheetAmounts *b = &line->amounts;
    for (int i = 1; i < Insurance_END; i++) {
        sum->base[i].fen += sign * line->base[i].fen;
        a->employer[i].fen += sign * b->employer[i].fen;
        a->employee[i].fen += sign * b->employee[i].fen;
        a->government[i].fen += sign * b->government[i].fen;
    }
    a->pension_personal.fen += sign * b->pension_personal.fen;
    a->medical_personal.fen += sign * b->medical_personal.fen;
    a->serious_illness.fen += sign * b->serious_illness.fen;
}

bool line_is_zero(const SheetLine *line)
{
    const SheetAmounts *a = &line->amounts;
    int64_t any = a->pension_personal.fen | a->medical_personal.fen | a->serious_illness.fen;
    for (int i = 1; i < Insurance_END; i++)
        any |= a->employer[i].fen | a->employee[i].fen | a->government[i].fen;
    return any == 0;
}

int64_t line_total(const SheetLine *line)
{
    int64_t sum = 0;
    for (int i = 1; i < Insurance_END; i++)
        sum += line->amounts.employer[i].fen + line->amounts.employee[i].fen;
    return sum;
}
