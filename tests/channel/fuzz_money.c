/* fuzz_money.c - any bytes as a file of the tax authority or of a bank. First byte: which. A line without a fault has all
 * that its kind needs; every fault has words; reading again says the same. */
#include "base/require.h"
#include "channel/money.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_line(const MoneyLine *line, ImportKind kind)
{
    MoneyFaultRow fault = money_fault(line->fault ? line->fault : MONEY_ZERO, line->cell);
    require(fault.code && *fault.code && *fault.zh && *fault.en && *fault.fix_zh && *fault.fix_en);
    if (line->fault)
        return;
    require(line->amount.fen > 0 && day_is(line->day) && line->no.n && line->no.n <= MONEY_NO_MAX && str_utf8(line->no));
    require(!line->credit_code.n || !line->ssn.n);
    require(!line->credit_code.n || line->credit_code.n == 18);
    if (kind == IMPORT_TAX_DETAIL)
        require(line->month.n != MONTH_NONE.n && line->insurance && (line->credit_code.n || line->ssn.n));
}

static int64_t sum_of(Arena *arena, Str bytes, ImportKind kind, Err *end)
{
    MoneyFile file;
    MoneyLine line = { 0 };
    int64_t sum = 0;
    arena_reset(arena);
    *end = money_open(bytes, kind, day_make(2025, 3, 5), &file, NULL);
    if (*end != OK)
        return 0;
    while ((*end = money_next(&file, arena, &line, NULL)) == OK && line.row) {
        check_line(&line, kind);
        sum = (sum * 31 + line.row + line.amount.fen + (int64_t)line.fault) % 1000000007;
        arena_reset(arena);
    }
    sheet_close(file.sheet);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)64 << 20);
    if (size < 1)
        return 0;
    ImportKind kind = data[0] & 1 ? IMPORT_TAX_DETAIL : IMPORT_BANK_STATEMENT;
    Err first = OK, second = OK;
    Str bytes = { (const char *)data + 1, size - 1 };
    require(sum_of(&arena, bytes, kind, &first) == sum_of(&arena, bytes, kind, &second) && first == second);
    return 0;
}
