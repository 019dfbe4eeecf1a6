/* query_signals.c - agency.signals: what about agencies a person should look at. Each signal names the amounts and the rule
 * that raised it; nothing is refused or stopped because of one, a reviewer judges. Law: MOHRSS order 48 article 32; trust.md
 * C15, C16; domain.md 1.3. */
#include "core/client_scope.h"
#include "core/shapes.h"
#include "hold/client.h"

/*    name  code  zh  en */
#define AGENCY_SIGNALS(X) \
    X(MANY_WITHOUT_EMPLOYER, "many-without-employer", "无真实用人单位的协议较多", "many contracts without a real employer") \
    X(MONEY_KEPT, "money-kept", "收款后长期未缴", "client money kept for long") \
    X(REMITTED_LESS, "remitted-less", "已逾期，汇缴少于收款", "overdue, and less remitted than received") \
    X(SHORT, "short", "客户款不足，当月未缴", "too little client money for a month") \
    X(CHARGED_ABOVE, "charged-above-contract", "收款超过保费与约定服务费", \
      "more is collected than contributions and the agreed fee") \
    X(EMPLOYER_PART, "employer-part-from-person", "单位应缴部分由个人负担", "the person bears the employer's part")
#define AS_SIGNAL(name, ...) SIGNAL_##name,
typedef enum { AGENCY_SIGNALS(AS_SIGNAL) SIGNAL_END } Signal;
#define AS_SIGNAL_WORD(name, code, zh, en) { code, zh, en },
static const struct {
    const char *code, *zh, *en;
} words[] = { AGENCY_SIGNALS(AS_SIGNAL_WORD) };

enum { SCAN_MAX = 500, MONTHS_LEAST = 3 };

static void put_signal(Json *json, Signal signal)
{
    json_key(json, "signal");
    json_open(json, '{');
    json_put(json, "code", str(words[signal].code));
    json_put(json, "zh", str(words[signal].zh));
    json_put(json, "en", str(words[signal].en));
    json_close(json, '}');
}

/* ---- an agency as a whole ---- */

static Err put_agency(Query *query, const InstitutionFacts *agency)
{
    Json *json = query->data;
    Rows rows;
    int64_t total = 0, without = 0;
    Day today = time_day(query->now);
    TRY(store_contract_counts(&query->bureau->store, query->arena, agency->id, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        total += cell(&rows, i, 1)->i;
        without += cell(&rows, i, 0)->i == BASIS_FLEXIBLE_PROXY ? cell(&rows, i, 1)->i : 0;
    }
    int64_t many = policy_int(policy_or_national(query->bureau->policy, agency->region), KEY_AGENCY_MANY, today);
    json_open(json, '{');
    json_put(json, "agency", FACT_STR(agency->code));
    json_put(json, "name", FACT_STR(agency->name));
    json_put_int(json, "contracts", total);
    json_put_int(json, "without_employer", without);
    json_put_int(json, "many", many);
    json_key(json, "signals");
    json_open(json, '[');
    if (without >= many) {
        json_open(json, '{');
        put_signal(json, SIGNAL_MANY_WITHOUT_EMPLOYER);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
    return OK;
}

static Err put_agencies(Query *query)
{
    InstitutionFacts *all = NULL;
    size_t count = 0;
    const InstitutionFacts *only = query->loaded.view.institution;
    TRY(store_institutions(&query->bureau->store, query->arena, &all, &count));
    json_key(query->data, "agencies");
    json_open(query->data, '[');
    for (size_t i = 0; i < count; i++)
        if (all[i].kind == INSTITUTION_AGENCY && (!only || all[i].id == only->id))
            TRY(put_agency(query, &all[i]));
    json_close(query->data, ']');
    return OK;
}

/* ---- one contract ---- */

typedef struct {
    Query *query;
    List *list;
    const ContractFacts *contract;
    Str agency;
    const ClientFacts *client; /* NULL: nothing is held */
    ClientBook book;
    bool stop; /* the page is full */
} Scan;

static void put_row(Scan *scan, Signal signal, int64_t fen)
{
    Query *query = scan->query;
    Json *json = query->data;
    const int64_t at[2] = { scan->contract->id, (int64_t)signal };
    bool behind = at[0] > scan->list->after[0] || (at[0] == scan->list->after[0] && at[1] > scan->list->after[1]);
    if (!behind || scan->stop)
        return;
    scan->stop = !list_room(scan->list, at);
    if (scan->stop)
        return;
    json_open(json, '{');
    json_put(json, "contract", number_of(query->arena, 'X', scan->contract->id));
    json_put(json, "agency", scan->agency);
    json_put_int(json, "person", scan->contract->person);
    put_signal(json, signal);
    json_put_int(json, "amount_fen", fen);
    json_put_int(json, "received_fen", scan->book.received);
    json_put_int(json, "remitted_fen", scan->book.remitted);
    json_put_int(json, "fees_fen", scan->book.fees);
    json_put_int(json, "held_fen", client_book_held(&scan->book));
    shape_day(json, query->arena, "since", scan->client ? scan->client->since : (Day){ 0 });
    json_put_or_null(json, "month",
                     scan->client && scan->client->next ? month_text(query->arena, (Month){ scan->client->next }) : (Str){ 0 });
    json_close(json, '}');
}

/* Money ahead is lawful; but after some months more than the agreed fee once again for each of them lies there, or a fee
 * above the agreed one was taken. */
static int64_t charged_above(const Scan *scan, bool late)
{
    const ClientBook *book = &scan->book;
    int64_t fee = scan->contract->service_fee_fen, months = (int64_t)book->month_count, over = 0;
    for (size_t i = 0; i < book->month_count; i++)
        over += book->months[i].fee > fee ? book->months[i].fee - fee : 0;
    int64_t ahead = client_book_held(book);
    bool extra = !late && months >= MONTHS_LEAST && ahead > 0 && ahead / months >= fee;
    return over ? over : extra ? ahead : 0;
}

static void contract_signals(Scan *scan)
{
    const PolicySet *policy = scan->query->bureau->policy;
    Day today = time_day(scan->query->now);
    const ClientFacts *client = scan->client;
    Day kept = client ? client_kept_day(client, policy) : (Day){ 0 }, due = client ? client_due_day(client, policy) : DAY_NONE;
    bool late = day_is(due) && due.n < today.n;
    int64_t above = charged_above(scan, late);
    if (kept.n && kept.n <= today.n)
        put_row(scan, SIGNAL_MONEY_KEPT, client->held_fen);
    if (late)
        put_row(scan, SIGNAL_REMITTED_LESS, client->held_fen);
    if (client && client->short_month)
        put_row(scan, SIGNAL_SHORT, client->held_fen);
    if (above)
        put_row(scan, SIGNAL_CHARGED_ABOVE, above);
    if (scan->contract->basis != BASIS_FLEXIBLE_PROXY && scan->book.remitted > 0)
        put_row(scan, SIGNAL_EMPLOYER_PART, scan->book.remitted);
}

static Err contract_scan(Scan *scan, int64_t id)
{
    Query *query = scan->query;
    const InstitutionFacts *only = query->loaded.view.institution;
    Held *held = NULL;
    PersonFacts *person = NULL;
    TRY(work_find(&query->loaded.work, SUBJECT_CONTRACT, id, &held));
    scan->contract = held ? held->facts : NULL;
    if (!scan->contract || (only && scan->contract->agency != only->id))
        return OK;
    TRY(load_person(&query->loaded, scan->contract->person, &person));
    if (!person)
        return ERR_BUSY; /* a contract without its person is damage */
    scan->client = person_client(person, id);
    TRY(list_institution_code(query, scan->contract->agency, &scan->agency));
    TRY(list_readable(client_book(query->bureau->db, id, time_day(query->now), &scan->book)));
    contract_signals(scan);
    return OK;
}

/* Contracts in order of number; at most so many are looked at, and `next` goes on behind the last. */
Err query_agency_signals(Query *query)
{
    List list;
    int64_t last = query->loaded.view.bureau->contracts;
    TRY(put_agencies(query));
    TRY(list_open(query, 2, &list));
    Scan *scan = arena_new(query->arena, Scan, 1);
    *scan = (Scan){ .query = query, .list = &list, .book = client_book_make(query->arena) };
    int64_t id = list.after[0] ? list.after[0] : 1, until = id + SCAN_MAX;
    for (; id <= last && id < until && !scan->stop; id++)
        TRY(contract_scan(scan, id));
    if (!scan->stop && id <= last) {
        list.more = true;
        list.last[0] = id - 1;
        list.last[1] = SIGNAL_END;
    }
    list_close(query, &list);
    return OK;
}
