/* query_statement.c - person.statement: every contribution month with its parts, and the person's own accounts year by
 * year. All amounts are read from sheets and ledger; nothing is kept here. */
#include "core/money_scope.h"
#include "core/shapes.h"
#include "levy/personal.h"
#include <stdlib.h>

/* One line of a sheet, kept while the months are put in order. */
typedef struct {
    SheetSeen seen;
    SheetLine line;
} Shown;

typedef struct {
    Query *query;
    SheetAsOf as_of;
    Month from, until;
    PersonalReading personal;
    bool all; /* no month is left out: what sheets credited is seen with the lines */
    Buf seen; /* while they are read */
    Shown *lines;
    size_t count;
} Statement;

static const size_t scratch_bytes = (size_t)256 << 20; /* touched only as far as one payer's year needs it */

static bool see_line(void *context, const SheetSeen *seen)
{
    Statement *statement = context;
    if (seen->month.n < statement->from.n || seen->month.n > statement->until.n)
        return true;
    Shown shown = { .seen = *seen, .line = *seen->line };
    shown.seen.line = NULL;
    shown.seen.credit_voucher = str_copy(statement->query->arena, seen->credit_voucher);
    buf_add(&statement->seen, (Str){ (const char *)&shown, sizeof shown });
    return true;
}

static bool see_credited(void *context, const Credited *credited)
{
    return personal_credit(&((Statement *)context)->personal, credited);
}

static int by_month(const void *a, const void *b)
{
    const SheetSeen *x = &((const Shown *)a)->seen, *y = &((const Shown *)b)->seen;
    if (x->month.n != y->month.n)
        return x->month.n < y->month.n ? -1 : 1;
    if (x->run != y->run)
        return x->run < y->run ? -1 : 1;
    return x->payer < y->payer ? -1 : x->payer > y->payer;
}

/* Sheets are read in a region of their own: it forgets what is taken between two of them. */
static Err read_lines(Statement *statement)
{
    Query *query = statement->query;
    Arena scratch = arena_make(scratch_bytes);
    CreditedSee *credited = statement->all ? see_credited : NULL;
    statement->seen = (Buf){ .arena = query->arena };
    Err err = sheet_years_credited(query->bureau->db, &scratch, query->loaded.view.person->id, month_year(statement->from),
                                   month_year(statement->until), statement->as_of, see_line, credited, statement);
    arena_drop(&scratch);
    TRY(err);
    statement->lines = (Shown *)(void *)statement->seen.p;
    statement->count = statement->seen.n / sizeof *statement->lines;
    if (statement->count)
        qsort(statement->lines, statement->count, sizeof *statement->lines, by_month);
    return OK;
}

/* ---- a month ---- */

static Err put_payer(Statement *statement, const Shown *shown)
{
    Query *query = statement->query;
    Str payer = S("self");
    if (shown->seen.payer_kind == SHEET_OF_UNIT)
        TRY(list_unit_code(query, shown->seen.payer, &payer));
    else if (shown->line.contract)
        payer = number_of(query->arena, 'X', shown->line.contract);
    json_put_or_null(query->data, "payer", payer);
    return OK;
}

static void put_insurance(Json *json, const Shown *shown, int insurance)
{
    const SheetAmounts *amounts = &shown->line.amounts;
    if (!shown->line.base[insurance].fen && !amounts->employer[insurance].fen && !amounts->employee[insurance].fen &&
        !amounts->government[insurance].fen)
        return;
    json_open(json, '{');
    list_word(json, "insurance", SET_INSURANCE, insurance);
    json_put_int(json, "base_fen", shown->line.base[insurance].fen);
    json_put_int(json, "employer_fen", amounts->employer[insurance].fen);
    json_put_int(json, "employee_fen", amounts->employee[insurance].fen);
    if (amounts->government[insurance].fen)
        json_put_int(json, "subsidy_fen", amounts->government[insurance].fen);
    json_put_bool(json, "paid",
                  (shown->seen.settled | shown->seen.credited) >> insurance & 1); /* credited: what came in was whole */
    json_put_bool(json, "credited", shown->seen.credited >> insurance & 1);
    json_close(json, '}');
}

/* Where the month's money goes: what is the person's own, and what the pools get. */
static void put_shares(Json *json, const SheetAmounts *a)
{
    int64_t medical = a->employer[INSURANCE_MEDICAL].fen + a->employee[INSURANCE_MEDICAL].fen +
                      a->employer[INSURANCE_MATERNITY].fen + a->employee[INSURANCE_MATERNITY].fen;
    json_key(json, "shares_fen");
    json_open(json, '{');
    json_put_int(json, "pension_pool",
                 a->employer[INSURANCE_PENSION].fen + a->employee[INSURANCE_PENSION].fen - a->pension_personal.fen);
    json_put_int(json, "pension_personal", a->pension_personal.fen + a->government[INSURANCE_PENSION].fen);
    json_put_int(json, "medical_pool",
                 medical - a->medical_personal.fen - a->serious_illness.fen + a->government[INSURANCE_MEDICAL].fen +
                     a->government[INSURANCE_MATERNITY].fen);
    json_put_int(json, "medical_personal", a->medical_personal.fen);
    json_put_int(json, "serious_illness", a->serious_illness.fen);
    json_put_int(json, "unemployment",
                 a->employer[INSURANCE_UNEMPLOYMENT].fen + a->employee[INSURANCE_UNEMPLOYMENT].fen +
                     a->government[INSURANCE_UNEMPLOYMENT].fen);
    json_put_int(json, "injury",
                 a->employer[INSURANCE_INJURY].fen + a->employee[INSURANCE_INJURY].fen + a->government[INSURANCE_INJURY].fen);
    json_close(json, '}');
}

/* The paper behind the payment: that of the entry which credited the line. */
static void put_voucher(Statement *statement, const Shown *shown)
{
    Json *json = statement->query->data;
    Arena *arena = statement->query->arena;
    LedgerId id = shown->seen.credit_id;
    bool credited = id.entry != 0;
    json_put_or_null(json, "voucher", shown->seen.credit_voucher);
    json_put_or_null(json, "receipt",
                     credited ? str_format(arena, "%lld-%lld", (long long)id.entry, (long long)id.ord) : (Str){ 0 });
    json_put_or_null(json, "credited_on", credited ? shape_safe_day(arena, shown->seen.credit_day.n) : (Str){ 0 });
}

static Err put_month(Statement *statement, const Shown *shown)
{
    Json *json = statement->query->data;
    const Choice *kind = sheet_kind_word((int)shown->seen.kind);
    json_open(json, '{');
    json_put(json, "month", month_text(statement->query->arena, shown->seen.month));
    json_put(json, "kind", str(kind ? kind->code : ""));
    json_put(json, "zh", str(kind ? kind->zh : ""));
    json_put(json, "en", str(kind ? kind->en : ""));
    TRY(put_payer(statement, shown));
    json_put(json, "region", shape_region(statement->query->arena, shown->line.region));
    list_word(json, "category", SET_CATEGORY, (int64_t)shown->line.category);
    json_put(json, "status", shown->line.flags & SHEET_PROVISIONAL ? S("provisional") : S("final"));
    if (shown->line.flags & SHEET_ASSESSED)
        json_put_bool(json, "assessed", true);
    json_key(json, "insurances");
    json_open(json, '[');
    for (int i = 1; i < Insurance_END; i++)
        put_insurance(json, shown, i);
    json_close(json, ']');
    put_shares(json, &shown->line.amounts);
    put_voucher(statement, shown);
    json_close(json, '}');
    return OK;
}

/* ---- the person's own accounts ---- */

static Err put_account(Statement *statement, const char *key, const Personal *personal, const PersonalYear *years)
{
    Json *json = statement->query->data;
    json_key(json, key);
    json_open(json, '[');
    for (int year = personal->first; year <= personal->last; year++) {
        const PersonalYear *of = &years[year - PERSONAL_FIRST];
        Money opening = { 0 }, closing = { 0 };
        if (year < month_year(statement->from) || year > month_year(statement->until))
            continue;
        TRY(list_readable(personal_closing(years, year - 1, &opening)));
        TRY(list_readable(personal_closing(years, year, &closing)));
        json_open(json, '{');
        json_put_int(json, "year", year);
        json_put_int(json, "opening_fen", opening.fen);
        json_put_int(json, "brought_forward_fen", of->brought.fen);
        json_put_int(json, "interest_fen", of->interest.fen);
        json_put_int(json, "credits_fen", of->credits.fen);
        json_put_int(json, "closing_fen", closing.fen);
        json_close(json, '}');
    }
    json_close(json, ']');
    return OK;
}

/* The closing of the last year is the ledger's balance (personal.h): everything is read once. */
static Err put_balances(Statement *statement, const Personal *personal)
{
    Money pension = { 0 }, medical = { 0 };
    int last = month_year(day_month(statement->as_of.day));
    TRY(list_readable(personal_closing(personal->pension, last, &pension)));
    TRY(list_readable(personal_closing(personal->medical, last, &medical)));
    json_put_int(statement->query->data, "pension_balance_fen", pension.fen);
    json_put_int(statement->query->data, "medical_balance_fen", medical.fen);
    return OK;
}

static Err read_accounts(Statement *statement, Personal *personal)
{
    Query *query = statement->query;
    const SheetAsOf *as_of = &statement->as_of;
    int64_t person = query->loaded.view.person->id;
    Db *db = query->bureau->db;
    if (statement->all)
        return personal_rest(db, query->arena, &statement->personal, person, as_of->day, as_of->known_at);
    return personal_read(db, query->arena, query->policy, person, as_of->day, as_of->known_at, 0, personal);
}

Err query_person_statement(Query *query)
{
    const Arg *from = arg(&query->command, F_FROM), *until = arg(&query->command, F_UNTIL);
    Statement statement = { .query = query, .from = month_make(PERSONAL_FIRST, 1) };
    Personal *personal = arena_new(query->arena, Personal, 1);
    int64_t person = query->loaded.view.person->id;
    TRY(money_as_of(query, &statement.as_of));
    statement.until = (Month){ day_month(statement.as_of.day).n + YEAR_MONTHS }; /* paid ahead is shown too */
    if (from->given)
        statement.from = day_month(time_day((Time){ from->i }));
    if (until->given)
        statement.until = day_month(time_day((Time){ until->i }));
    if (statement.from.n > statement.until.n)
        return refuse(&query->why, ERR_BAD_FIELD, "until", "截止月份不能早于起始月份。", "The last month lies before the first.");
    statement.all = !from->given && !until->given;
    statement.personal = personal_begin(query->policy, 0, personal);
    TRY(list_readable(read_lines(&statement)));
    TRY(list_readable(read_accounts(&statement, personal)));
    json_put_int(query->data, "person", person);
    money_put_as_of(query, &statement.as_of);
    json_key(query->data, "months");
    json_open(query->data, '[');
    for (size_t i = 0; i < statement.count; i++)
        TRY(put_month(&statement, &statement.lines[i]));
    json_close(query->data, ']');
    TRY(put_account(&statement, "pension_account", personal, personal->pension));
    TRY(put_account(&statement, "medical_account", personal, personal->medical));
    return put_balances(&statement, personal);
}
