/* money.c - see money.h. */
#include "channel/money.h"
#include "base/require.h"
#include "ident/ident.h"

#define AS_MONEY_TEXT(NAME, code, zh, en, fix_zh, fix_en) [NAME] = { code, zh, en, fix_zh, fix_en },
static const MoneyFaultRow faults[MONEY_FAULT_END] = { MONEY_FAULTS(AS_MONEY_TEXT) };

/* How the insurances are called in files of tax offices and banks, beside their words and codes. */
static const struct {
    Insurance insurance;
    const char *name;
} names[] = {
    { INSURANCE_PENSION, "养老保险" },
    { INSURANCE_PENSION, "企业职工基本养老保险" },
    { INSURANCE_PENSION, "企业职工基本养老保险费" },
    { INSURANCE_PENSION, "职工基本养老保险" },
    { INSURANCE_PENSION, "基本养老保险费" },
    { INSURANCE_MEDICAL, "医疗保险" },
    { INSURANCE_MEDICAL, "职工基本医疗保险" },
    { INSURANCE_MEDICAL, "职工基本医疗保险费" },
    { INSURANCE_MEDICAL, "基本医疗保险费" },
    { INSURANCE_UNEMPLOYMENT, "失业保险费" },
    { INSURANCE_INJURY, "工伤保险费" },
    { INSURANCE_MATERNITY, "生育保险费" },
};

MoneyFaultRow money_fault(MoneyFault fault, CellFault cell)
{
    if (fault != MONEY_CELL)
        return faults[fault];
    const char *zh = fault_sentence(cell, false), *en = fault_sentence(cell, true);
    return (MoneyFaultRow){ fault_code(cell), zh, en, zh, en };
}

Err money_open(Str bytes, ImportKind kind, Day today, MoneyFile *out, Why *why)
{
    bool tax = kind == IMPORT_TAX_DETAIL;
    const Want wants[] = { { TITLE_PAID_DAY, true }, { TITLE_AMOUNT, true }, { TITLE_VOUCHER, true }, { TITLE_CREDIT_CODE, false },
                           { TITLE_SSN, false },     { TITLE_MONTH, tax },   { TITLE_INSURANCE, tax } };
    require(tax || kind == IMPORT_BANK_STATEMENT);
    MoneyFile file = { .kind = kind, .today = today };
    TRY(sheet_open(bytes, NULL, &file.sheet, why));
    Err err = header_read(file.sheet, wants, sizeof wants / sizeof *wants, &file.header, why);
    if (err == OK && tax && !file.header.column[TITLE_CREDIT_CODE] && !file.header.column[TITLE_SSN])
        err = refuse(why, ERR_BAD_FIELD, "credit_code", "缺少缴费人一列：统一社会信用代码或身份证号码。",
                     "A column for the payer is missing: the unified credit code or the identity number.");
    if (err == OK)
        *out = file;
    else
        sheet_close(file.sheet);
    return err;
}

static void wrong(MoneyLine *line, MoneyFault fault) { line->fault = line->fault ? line->fault : fault; }

static bool is_taken(MoneyLine *line, const Cell *cell, CellFault fault)
{
    if (cell->kind == CELL_FORMULA)
        wrong(line, MONEY_FORMULA);
    else if (fault && !line->fault) {
        line->fault = MONEY_CELL;
        line->cell = fault;
    }
    return !fault && cell->kind != CELL_FORMULA;
}

static const Cell *cell_of(const MoneyFile *file, const Row *row, Title title) { return row_cell(row, file->header.column[title]); }

/* A number in its own column, or nothing; one that is wrong is said, never left out. */
static void number_take(const MoneyFile *file, const Row *row, Arena *arena, Title title, IdentKind kind, MoneyLine *line, Str *out)
{
    const Cell *cell = cell_of(file, row, title);
    Str text;
    if (!file->header.column[title] || cell_is_blank(cell) || !is_taken(line, cell, cell_code(cell, arena, &text)))
        return;
    IdentResult ident = ident_check(kind, text, file->today);
    if (!ident.valid || text.n > MONEY_PAYER_MAX)
        wrong(line, MONEY_PAYER);
    else
        *out = str_copy(arena, ident_text(&ident));
}

static void payer_take(const MoneyFile *file, const Row *row, Arena *arena, MoneyLine *line)
{
    number_take(file, row, arena, TITLE_CREDIT_CODE, IDENT_CREDIT_CODE, line, &line->credit_code);
    number_take(file, row, arena, TITLE_SSN, IDENT_SSN, line, &line->ssn);
    bool both = line->credit_code.n && line->ssn.n, none = !line->credit_code.n && !line->ssn.n;
    if (both || (none && file->kind == IMPORT_TAX_DETAIL))
        wrong(line, MONEY_PAYER);
}

static void insurance_take(const MoneyFile *file, const Row *row, Arena *arena, MoneyLine *line)
{
    const Cell *cell = cell_of(file, row, TITLE_INSURANCE);
    Str text;
    if (!is_taken(line, cell, cell_text(cell, arena, CELL_CODE_MAX, &text)))
        return;
    line->insurance = (Insurance)choice_from(SET_INSURANCE, text);
    for (int i = 1; i < Insurance_END && !line->insurance; i++)
        line->insurance = str_is(text, choice_of(SET_INSURANCE, i)->zh) ? (Insurance)i : 0;
    for (size_t i = 0; i < sizeof names / sizeof *names && !line->insurance; i++)
        line->insurance = str_is(text, names[i].name) ? names[i].insurance : 0;
    if (!line->insurance)
        wrong(line, MONEY_INSURANCE);
}

Err money_next(MoneyFile *file, Arena *arena, MoneyLine *out, Why *why)
{
    Row row;
    *out = (MoneyLine){ .day = DAY_NONE, .month = MONTH_NONE };
    TRY(sheet_next(file->sheet, &row, why));
    if (!row.number)
        return OK;
    const Cell *day = cell_of(file, &row, TITLE_PAID_DAY), *amount = cell_of(file, &row, TITLE_AMOUNT);
    const Cell *no = cell_of(file, &row, TITLE_VOUCHER), *month = cell_of(file, &row, TITLE_MONTH);
    out->row = row.number;
    (void)is_taken(out, day, cell_day(day, &out->day));
    if (is_taken(out, amount, cell_money(amount, &out->amount)) && out->amount.fen <= 0)
        wrong(out, MONEY_ZERO);
    if (is_taken(out, no, cell_code(no, arena, &out->no)) && (!out->no.n || out->no.n > MONEY_NO_MAX))
        wrong(out, MONEY_NO);
    payer_take(file, &row, arena, out);
    if (file->kind == IMPORT_TAX_DETAIL) {
        (void)is_taken(out, month, cell_month(month, &out->month));
        insurance_take(file, &row, arena, out);
    }
    return OK;
}
