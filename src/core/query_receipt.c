/* query_receipt.c - receipt.show: a receipt called up again by its number: who paid what by which paper, what it was for, and
 * whether it still stands. For the payer and the bureau. Law: Social Insurance Law 4, 60. */
#include "act/rights.h"
#include "core/happened.h"
#include "core/shapes.h"
#include "ledger/ledger.h"
#include "levy/payer.h"
#include "levy/voucher.h"

/* The money that came in with an entry. An entry of a file has many payments: none of them is a receipt. */
typedef struct {
    int count;
    EventKind kind;
    Time at;
    int64_t subject, contract, amount, left;
    Day day;
} Received;

static void received_add(Received *received, const Event *event, int64_t contract, int64_t amount, int64_t left, int64_t day)
{
    *received = (Received){ .count = received->count + 1,
                            .kind = event->kind,
                            .at = event->at,
                            .subject = event->subject,
                            .contract = contract,
                            .amount = amount,
                            .left = left,
                            .day = { (int32_t)day } };
}

static bool received_take(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Received *received = context;
    if (event->kind == EVENT_UNIT_PAID)
        received_add(received, event, 0, event->unit_paid.amount_fen, event->unit_paid.left_fen, event->unit_paid.day);
    if (event->kind == EVENT_PAYMENT_RECEIVED)
        received_add(received, event, event->payment_received.contract, event->payment_received.amount_fen,
                     event->payment_received.left_fen, event->payment_received.day);
    if (event->kind == EVENT_AGENCY_RECEIVED)
        received_add(received, event, event->agency_received.contract, event->agency_received.amount_fen,
                     event->agency_received.left_fen, event->agency_received.day);
    return true;
}

static Err unknown(Query *query)
{
    return refuse(&query->why, ERR_UNKNOWN_ID, "receipt",
                  "没有这个编号的收据，请核对（例如 P12）。由文件批量导入的缴费见权益记录或单位账单。",
                  "There is no receipt of this number, such as P12. Payments that came with a file stand in the statement or "
                  "the employer's bill.");
}

/* The payer for itself, an agency for its contract; whoever else looks at a person leaves a line (query.c). */
static Err may_see(Query *query, const Received *received, const MoneyPayer *payer)
{
    View *view = &query->loaded.view;
    Role role = query->command.actor.role;
    bool other = (role == ROLE_UNIT && (!payer->unit || payer->unit->id != (view->org_unit ? view->org_unit->id : 0))) ||
                 (role == ROLE_AGENCY && (!payer->contract || !view->org || payer->contract->agency != view->org->id)) ||
                 (role_in(R_SELF | R(ONLINE), role) && payer->unit);
    if (other)
        return refuse(&query->why, ERR_NOT_PERMITTED, "receipt", "只能查看本人、本单位或本机构代理协议的收据。",
                      "You may only see receipts of your own payments.");
    if (received->kind == EVENT_UNIT_PAID)
        return OK;
    query->loaded.person = (PersonFacts *)(uintptr_t)payer->facts;
    view->person = payer->facts;
    return role == ROLE_AGENCY ? OK : rights_look(view, &query->command.actor, &query->why);
}

static Err put_payer(Query *query, const MoneyPayer *payer)
{
    Json *json = query->data;
    Str text = payer->unit       ? FACT_STR(payer->unit->credit_code)
               : payer->contract ? number_of(query->arena, 'X', payer->owner)
                                 : str_format(query->arena, "%lld", (long long)payer->owner);
    json_put(json, "payer", text);
    if (payer->person)
        json_put_int(json, "person", payer->person);
    return OK;
}

/* The paper, as the ledger keeps it beside the entry, and whether the entry was taken back. */
static Err put_paper(Query *query, int64_t number)
{
    Json *json = query->data;
    Db *db = query->bureau->db;
    for (int64_t ord = 1;; ord++) {
        LedgerEntry entry;
        LedgerId by = { 0 };
        Err err = entry_get(db, query->arena, (LedgerId){ number, ord }, &entry);
        if (err != OK)
            return err == ERR_UNKNOWN_ID ? OK : ERR_BUSY;
        if (entry.text != TEXT_PAYMENT && entry.text != TEXT_MATCH && entry.text != TEXT_AGENCY_RECEIVE)
            continue;
        TRY(list_readable(entry_reversed(db, query->arena, entry.id, &by)));
        json_key(json, "voucher");
        json_open(json, '{');
        list_word(json, "kind", SET_EVIDENCE, choice_from(SET_EVIDENCE, voucher_kind_of(entry.key)));
        json_put(json, "no", entry.voucher);
        json_put(json, "day", day_text(query->arena, entry.day));
        json_close(json, '}');
        json_put_bool(json, "reversed", by.entry != 0);
        json_put_or_null(json, "reversed_by", by.entry ? number_of(query->arena, 'P', by.entry) : (Str){ 0 });
        return OK;
    }
}

Err query_receipt_show(Query *query)
{
    static const char *const answered[] = { "allocated", "unallocated_fen", "split", "held_total_fen" };
    Journal journal = list_journal(query);
    Json *json = query->data;
    Received received = { 0 };
    MoneyPayer payer = { 0 };
    int64_t number = 0;
    if (!number_read(arg_str(&query->command, F_RECEIPT), 'P', &number))
        return unknown(query);
    TRY(list_readable(journal_entry_events(&journal, query->arena, number, received_take, &received)));
    if (received.count != 1)
        return unknown(query);
    LedgerOwner kind = received.contract ? OWNER_CONTRACT : received.kind == EVENT_UNIT_PAID ? OWNER_UNIT : OWNER_PERSON;
    TRY(list_readable(payer_of(&query->loaded.work, kind, received.contract ? received.contract : received.subject, &payer)));
    if (!payer.kind)
        return ERR_BUSY; /* money without a payer is damage */
    TRY(may_see(query, &received, &payer));
    json_put(json, "receipt", number_of(query->arena, 'P', number));
    json_put(json, "kind", received.kind == EVENT_AGENCY_RECEIVED ? S("agency") : S("payment"));
    json_put(json, "at", shape_safe_time(query->arena, received.at.s));
    TRY(put_payer(query, &payer));
    json_put_int(json, "amount_fen", received.amount);
    json_put_int(json, "left_fen", received.left);
    TRY(put_paper(query, number));
    TRY(shape_answered(query, number, answered, sizeof answered / sizeof *answered)); /* what it was for */
    return happened_by(query, number);
}
