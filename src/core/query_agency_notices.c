/* query_agency_notices.c - agency.notices: what an agency is told, newest first: of its clients' money and contracts, month by
 * month of the bills that it pays for them, and of its own long work. It follows from the events of its clients and from the
 * contracts; nothing is kept but what was read. Law: Social Insurance Law 4; MOHRSS order 48. */
#include "base/money.h"
#include "core/told.h"

/* Of a client, by the contract; the last ones of the agency itself.
 *    EVENT  member  zh  en */
#define CLIENT_NOTICES(X) \
    X(AGENCY_SHORT, agency_short, \
      "协议 {contract:contract}：{month:month} 应缴 {owed_fen:fen} 元，代存仅 {left_fen:fen} 元，当月未缴。{stop:day} 前未补足的停保，请联系委托人。", \
      "Contract {contract:contract}: {owed_fen:fen} yuan are due for {month:month}, {left_fen:fen} are held, nothing was paid. " \
      "Without the rest the account stops on {stop:day}; get in touch with the client.") \
    X(AGENCY_KEPT, agency_kept, \
      "监督提醒：协议 {contract:contract} 自 {since:day} 起代存 {left_fen:fen} 元，{month:month} 社会保险费至今未缴，已告知委托人。请立即汇缴。", \
      "Alarm: under contract {contract:contract} {left_fen:fen} yuan have been held since {since:day} and {month:month} is not " \
      "paid; the client has been told. Remit it at once.") \
    X(AGENCY_SILENT, agency_silent, \
      "监督提醒：协议 {contract:contract} 自 {since:day} 起没有收款和汇缴记录，已告知委托人。请核对并补登。", \
      "Alarm: under contract {contract:contract} neither money nor a payment has been recorded since {since:day}; the client has " \
      "been told. Check it, and record what is missing.") \
    X(AGENCY_ENDED, agency_ended, \
      "协议 {contract:contract} 终止，缴费至 {month:month}。代存的 {left_fen:fen} 元请结清后退还委托人。", \
      "Contract {contract:contract} ends; you pay through {month:month}. Settle it and give back the " \
      "{left_fen:fen} yuan that you hold.") \
    X(AGENCY_RECEIPT_REVERSED, agency_receipt_reversed, \
      "协议 {contract:contract}：收款 {amount_fen:fen} 元的登记已冲正：{reason:text}。现代存 {left_fen:fen} 元。", \
      "Contract {contract:contract}: the receipt of {amount_fen:fen} yuan is reversed: {reason:text}. You hold {left_fen:fen} " \
      "yuan now.") \
    X(BILLS_LAPSED, bills_lapsed, "协议 {contract:contract}：{month:month} 的社会保险费已超过补缴期，不再接受补缴。", \
      "Contract {contract:contract}: the contributions of {month:month} can no longer be made up.")
#define OWN_NOTICES(X) \
    X(INSTITUTION_REGISTERED, "机构登记已完成。", "Your registration is complete.") \
    X(AGENCY_WORK_REFUSED, "批量业务“{command:command}”未完成，没有任何内容入账：{zh:text}", \
      "The work \"{command:command}\" was not done and nothing of it counts: {en:text}")

#define AS_CLIENT_ROW(EVENT, member, zh, en) { EVENT_##EVENT, zh, en },
static const ToldRow client_rows[] = { CLIENT_NOTICES(AS_CLIENT_ROW) };
#define AS_OWN_ROW(EVENT, zh, en) { EVENT_##EVENT, zh, en },
static const ToldRow own_rows[] = { OWN_NOTICES(AS_OWN_ROW) };

/* ENDING_DAYS: a contract is ended with thirty days' notice (domain.md 7.5). */
enum { MONTHS_BACK = 12, ENDING_DAYS = 30, CONTRACTS_MAX = 5000, BILLS_MAX_TOLD = 64 };

/* What was billed to clients for one month on one day. */
typedef struct {
    int64_t entry, ord, clients, fen;
    Time at;
    Month month;
    Day day, due;
} ClientBills;

typedef struct {
    Query *query;
    ToldList list;
    JournalRange range; /* of the months that are looked at */
    int64_t contract;
    ClientBills bills[BILLS_MAX_TOLD];
    size_t bill_count;
} Agency;

#define CONTRACT_OF(EVENT, member, zh, en) \
    case EVENT_##EVENT: \
        return event->member.contract;
static int64_t contract_of(const Event *event)
{
    switch (event->kind) {
        CLIENT_NOTICES(CONTRACT_OF)
    case EVENT_BILL_ISSUED:
        return event->bill_issued.contract;
    default:
        return 0;
    }
}

/* Many clients are billed at once, each in an event: told once, where the first of them stands. */
static void bill_add(Agency *agency, const Event *event, int64_t ord)
{
    const Event_bill_issued *e = &event->bill_issued;
    Day day = time_day(event->at);
    size_t i = 0;
    while (i < agency->bill_count && (agency->bills[i].day.n != day.n || agency->bills[i].month.n != e->month))
        i++;
    if (i == BILLS_MAX_TOLD)
        return;
    ClientBills *bills = &agency->bills[i];
    bool first = i == agency->bill_count;
    if (first) {
        agency->bill_count++;
        *bills = (ClientBills){ .month = { (int32_t)e->month }, .day = day, .due = { (int32_t)e->due } };
    }
    if (first || event->entry < bills->entry || (event->entry == bills->entry && ord < bills->ord)) {
        bills->entry = event->entry;
        bills->ord = ord;
        bills->at = event->at;
    }
    bills->clients++;
    bills->fen += e->pension_fen + e->medical_fen + e->other_fen;
}

static bool client_see(void *context, const Event *event, int64_t ord)
{
    Agency *agency = context;
    if (!agency->contract || contract_of(event) != agency->contract)
        return true;
    if (event->kind == EVENT_BILL_ISSUED)
        bill_add(agency, event, ord);
    else
        told_event(&agency->list, client_rows, sizeof client_rows / sizeof *client_rows, event, ord);
    return true;
}

static bool own_see(void *context, const Event *event, int64_t ord)
{
    told_event(&((Agency *)context)->list, own_rows, sizeof own_rows / sizeof *own_rows, event, ord);
    return true;
}

static void tell_bills(Agency *agency)
{
    Arena *arena = agency->query->arena;
    for (size_t i = 0; i < agency->bill_count; i++) {
        const ClientBills *bills = &agency->bills[i];
        Str month = month_text(arena, bills->month), due = day_text(arena, bills->due);
        Str fen = money_text(arena, (Money){ bills->fen });
        Told told = { .entry = bills->entry, .ord = TOLD_WHICH_MAX + bills->month.n, .at = bills->at, .code = S("bill-issued") };
        told.notice = str_format(arena, "B" STR_FMT "-" STR_FMT, STR_ARG(month), STR_ARG(day_text(arena, bills->day)));
        told.zh =
            str_format(arena, "您代理的 %lld 人 " STR_FMT " 的社会保险费已核定，合计 " STR_FMT " 元，请在 " STR_FMT " 前汇缴。",
                       (long long)bills->clients, STR_ARG(month), STR_ARG(fen), STR_ARG(due));
        told.en = str_format(arena,
                             "The contributions of " STR_FMT " are assessed for %lld of your clients: " STR_FMT
                             " yuan, to be remitted by " STR_FMT ".",
                             STR_ARG(month), (long long)bills->clients, STR_ARG(fen), STR_ARG(due));
        told_add(&agency->list, &told);
    }
}

/* A contract with a last day that is near. */
static Err tell_ending(Agency *agency, const ContractFacts *contract)
{
    Query *query = agency->query;
    Arena *arena = query->arena;
    Day last = time_day(contract->until), today = time_day(query->now);
    Day told_on = { last.n - ENDING_DAYS };
    if (!contract->until.s || contract->ended_month || last.n < today.n || told_on.n > today.n)
        return OK;
    Str number = number_of(arena, 'X', contract->id), day = day_text(arena, last);
    Told told = { .code = S("contract-ending"), .notice = str_format(arena, STR_FMT "-" STR_FMT, STR_ARG(number), STR_ARG(day)) };
    told.zh = str_format(arena, "协议 " STR_FMT " 将于 " STR_FMT " 到期。请与委托人续签，或提醒其由本人或新的缴费主体续保。",
                         STR_ARG(number), STR_ARG(day));
    told.en = str_format(arena,
                         "Contract " STR_FMT " runs out on " STR_FMT ". Renew it with the client, or remind them to go on by "
                         "themselves or with a new payer.",
                         STR_ARG(number), STR_ARG(day));
    return told_since(&agency->list, day_start(told_on), contract->id, told);
}

static Err tell_client(Agency *agency, int64_t id, int64_t person)
{
    Query *query = agency->query;
    Journal journal = list_journal(query);
    Held *held = NULL;
    TRY(list_readable(work_find(&query->loaded.work, SUBJECT_CONTRACT, id, &held)));
    const ContractFacts *contract = held ? held->facts : NULL;
    int32_t since = day_month(time_day(query->now)).n - MONTHS_BACK;
    if (!contract || (contract_last(contract) && contract_last(contract) < since))
        return OK;
    agency->contract = id;
    TRY(tell_ending(agency, contract));
    return list_readable(journal_events(&journal, query->arena, SUBJECT_PERSON, person, agency->range, client_see, agency));
}

static Err tell_clients(Agency *agency, int64_t org)
{
    Query *query = agency->query;
    Rows rows;
    TRY(list_readable(store_contracts(&query->bureau->store, query->arena, org, 0, CONTRACTS_MAX + 1, &rows)));
    if (rows.count > CONTRACTS_MAX)
        return refuse(&query->why, ERR_TOO_LARGE, "institution", "协议超过 %d 份，请用 agency.signals 分页查看。",
                      "There are more than %d contracts; see agency.signals, page by page.", CONTRACTS_MAX);
    for (size_t i = 0; i < rows.count; i++)
        TRY(tell_client(agency, cell(&rows, i, 0)->i, cell(&rows, i, 1)->i));
    return OK;
}

/* An agency asks about itself; the bureau says which. */
static Err whose(Query *query, const InstitutionFacts **out)
{
    const View *view = &query->loaded.view;
    bool own = query->command.actor.role == ROLE_AGENCY;
    *out = own ? view->org : view->institution;
    if (own && view->institution && view->institution->id != view->org->id)
        return refuse(&query->why, ERR_NOT_PERMITTED, "institution", "只能查看本机构的通知。",
                      "You may only see the notices of your own agency.");
    if (!*out || (*out)->kind != INSTITUTION_AGENCY)
        return refuse(&query->why, ERR_UNKNOWN_INSTITUTION, "institution", "请填写人力资源机构的编号。",
                      "Give the code of an agency.");
    return OK;
}

Err query_agency_notices(Query *query)
{
    const InstitutionFacts *org = NULL;
    Journal journal = list_journal(query);
    Agency *agency = arena_new(query->arena, Agency, 1);
    Month since = { day_month(time_day(query->now)).n - MONTHS_BACK };
    *agency = (Agency){ .query = query, .range = journal_all };
    TRY(whose(query, &org));
    TRY(told_open(query, SUBJECT_INSTITUTION, org->id, &agency->list));
    TRY(list_readable(journal_entry_at(&journal, query->arena, day_start(month_first(since)), &agency->range.after_entry)));
    TRY(tell_clients(agency, org->id));
    TRY(list_readable(journal_events(&journal, query->arena, SUBJECT_INSTITUTION, org->id, journal_all, own_see, agency)));
    tell_bills(agency);
    return told_close(&agency->list);
}
