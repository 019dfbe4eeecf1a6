/* voucher.c - see voucher.h. */
#include "levy/voucher.h"

enum { PAPER_NO_MAX = 100 };

/* The first key is the one that payments have had from the beginning. */
static Str voucher_key(Arena *arena, int64_t agency, const char *kind, Str no, int time)
{
    Str book = str(agency ? "client" : "voucher");
    if (time > 1)
        book = str_format(arena, STR_FMT "%d", STR_ARG(book), time);
    if (agency)
        book = str_format(arena, STR_FMT "/%lld", STR_ARG(book), (long long)agency);
    return str_format(arena, STR_FMT "/%s/" STR_FMT, STR_ARG(book), kind, STR_ARG(no));
}

Str voucher_kind_of(Str key)
{
    Str rest = key, first = str_cut(&rest, '/');
    bool client = str_starts(first, S("client")) && !str_is(first, "client-refund");
    if (client)
        str_cut(&rest, '/');
    if (!client && !str_starts(first, S("voucher")))
        return (Str){ 0 };
    return str_cut(&rest, '/');
}

Err voucher_state(Db *db, Arena *arena, int64_t agency, const char *kind, Str no, VoucherState *out)
{
    VoucherState state = { 0 };
    while (state.times < VOUCHER_TIMES_MAX) {
        LedgerId known = { 0 }, by = { 0 };
        state.key = voucher_key(arena, agency, kind, no, state.times + 1);
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
