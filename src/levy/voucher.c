/* voucher.c - see voucher.h. */
#include "levy/voucher.h"

enum { PAPER_NO_MAX = 100 };

/* The first key is the one that payments have had from the beginning. */
static Str voucher_key(Arena *arena, const char *kind, Str no, int time)
{
    return time == 1 ? str_format(arena, "voucher/%s/" STR_FMT, kind, STR_ARG(no))
                     : str_format(arena, "voucher%d/%s/" STR_FMT, time, kind, STR_ARG(no));
}

Str voucher_kind_of(Str key)
{
    Str rest = key, first = str_cut(&rest, '/');
    if (str_is(first, "client"))
        str_cut(&rest, '/');
    else if (!str_starts(first, S("voucher")))
        return (Str){ 0 };
    return str_cut(&rest, '/');
}

Err voucher_state(Db *db, Arena *arena, const char *kind, Str no, VoucherState *out)
{
    VoucherState state = { 0 };
    while (state.times < VOUCHER_TIMES_MAX) {
        LedgerId known = { 0 }, by = { 0 };
        state.key = voucher_key(arena, kind, no, state.times + 1);
        TRY(entry_find(db, arena, state.key, &known));
        if (known.entry)
            TRY(entry_reversed(db, arena, known, &by));
        state.last = known.entry ? known : state.last;
        state.stands = known.entry && !by.entry ? known : (LedgerId){ 0 };
        state.times += known.entry != 0;
        if (!known.entry || state.stands.entry) {
            *out = state;
            return OK;
        }
    }
    return ERR_TOO_LARGE;
}

bool voucher_named(const Arg *voucher, const Choice **kind, Str *no)
{
    int number = choice_from(SET_EVIDENCE, arg_pair(voucher, "kind"));
    *no = arg_pair(voucher, "no");
    if ((number != EV_BANK_REMITTANCE && number != EV_CASH_RECEIPT && number != EV_TAX_CERTIFICATE) || !no->n ||
        no->n > VOUCHER_NO_MAX)
        return false;
    *kind = choice_of(SET_EVIDENCE, number);
    return true;
}

bool paper_named(const Arg *paper, Day today, Str *no, Day *day)
{
    *no = str_trim(arg_pair(paper, "no"));
    return paper->n == 2 && no->n && no->n <= PAPER_NO_MAX && day_read(arg_pair(paper, "day"), day) && day->n <= today.n;
}
