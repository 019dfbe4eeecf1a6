/* query_levy.c - unit.bill and unit.arrears: what an employer was billed for a month, person by person, and what it owes
 * to the day. Law: Social Insurance Law 4, 60, 61, 86. */
#include "core/list.h"
#include "core/shapes.h"
#include "levy/line.h"
#include "levy/order.h"
#include "levy/owed.h"
#include "levy/payer.h"

static Err unit_only(Query *query)
{
    const Actor *actor = &query->command.actor;
    if (actor->role == ROLE_UNIT && !str_eq(actor->org, arg_str(&query->command, F_CREDIT_CODE)))
        return refuse(&query->why, ERR_NOT_PERMITTED, "credit_code", "只能查看本单位的账单。",
                      "You may only see the bills of your own organisation.");
    return OK;
}

static void put_amounts(Json *json, const char *key, const Money *amounts)
{
    json_key(json, key);
    json_open(json, '{');
    for (int i = 1; i < Insurance_END; i++)
        if (amounts[i].fen)
            json_put_int(json, choice_code(SET_INSURANCE, i), amounts[i].fen);
    json_close(json, '}');
}

/* One pass over the sheets of a month: the sums, or the lines of one page. */
typedef struct {
    Query *query;
    List *list; /* NULL: sums alone */
    SheetLine sum;
    int64_t lines, runs, last_run;
    bool assessed, provisional;
    Day released;
} Bill;

static bool bill_sum(void *context, const SheetSeen *seen)
{
    Bill *bill = context;
    line_add_to(&bill->sum, seen->line, 1);
    bill->lines++;
    bill->runs += seen->run != bill->last_run;
    bill->last_run = seen->run;
    bill->assessed |= (seen->line->flags & SHEET_ASSESSED) != 0;
    bill->provisional |= (seen->line->flags & SHEET_PROVISIONAL) != 0;
    bill->released = seen->day;
    return true;
}

static void put_line(Query *query, const SheetSeen *seen)
{
    Json *json = query->data;
    const SheetLine *line = seen->line;
    json_open(json, '{');
    json_put_int(json, "person", line->person);
    json_put(json, "account", number_of_person(query->arena, 'J', line->person, line->account));
    json_put(json, "run", number_of(query->arena, 'L', seen->run));
    json_put_word(json, "kind", sheet_kind_word(seen->kind)->code);
    json_put_bool(json, "assessed", (line->flags & SHEET_ASSESSED) != 0);
    put_amounts(json, "base_fen", line->base);
    put_amounts(json, "employer_fen", line->amounts.employer);
    put_amounts(json, "employee_fen", line->amounts.employee);
    json_put_int(json, "total_fen", line_total(line));
    shape_insurances(json, "paid", seen->credited);
    json_close(json, '}');
}

static bool bill_line(void *context, const SheetSeen *seen)
{
    Bill *bill = context;
    const int64_t at[3] = { seen->run, seen->line->person, seen->line->account }, *after = bill->list->after;
    bool behind = at[0] != after[0] ? at[0] > after[0] : at[1] != after[1] ? at[1] > after[1] : at[2] > after[2];
    if (!behind)
        return true;
    if (!list_room(bill->list, at))
        return false;
    put_line(bill->query, seen);
    return true;
}

static Err bill_owed(Query *query, LedgerOwner kind, Owed **owed, size_t *count)
{
    int64_t unit = query->loaded.view.unit->id;
    return owed_list(query->bureau->db, query->arena, query->bureau->policy, kind, unit, 0, time_day(query->now),
                     time_day(query->now), owed, count, &query->why);
}

static void put_bill_sums(Query *query, const Bill *bill, Month month, const Owed *owed, size_t count)
{
    Json *json = query->data;
    int64_t open = 0, fee = 0;
    for (size_t i = 0; i < count; i++) {
        open += owed[i].month.n == month.n ? owed_principal(&owed[i]) : 0;
        fee += owed[i].month.n == month.n ? owed[i].fee.fen : 0;
    }
    const RegionPolicy *rules = policy_region(query->bureau->policy, query->loaded.view.unit->region);
    json_put_int(json, "lines", bill->lines);
    put_amounts(json, "employer_fen", bill->sum.amounts.employer);
    put_amounts(json, "employee_fen", bill->sum.amounts.employee);
    json_put_int(json, "total_fen", line_total(&bill->sum));
    json_put_int(json, "paid_fen", line_total(&bill->sum) - open);
    json_put_int(json, "open_fen", open);
    json_put_int(json, "late_fee_fen", fee);
    json_put_bool(json, "assessed", bill->assessed);
    json_put_bool(json, "provisional", bill->provisional);
    json_key(json, "due");
    if (rules)
        json_text(json, day_text(query->arena, policy_due_day(query->bureau->policy, rules, month, NULL)));
    else
        json_nil(json);
    json_put(json, "law", S("《社会保险法》第六十条、第六十二条、第八十六条"));
}

Err query_unit_bill(Query *query)
{
    const UnitFacts *unit = query->loaded.view.unit;
    Month month = { (int32_t)arg_int(&query->command, F_MONTH) };
    SheetAsOf as_of = { time_day(query->now), known_now };
    Bill bill = { .query = query };
    List list;
    Owed *owed = NULL;
    size_t count = 0;
    TRY(unit_only(query));
    TRY(list_readable(sheet_month(query->bureau->db, SHEET_OF_UNIT, unit->id, month, as_of, bill_sum, &bill)));
    TRY(bill_owed(query, OWNER_UNIT, &owed, &count));
    json_put(query->data, "credit_code", FACT_STR(unit->credit_code));
    json_put(query->data, "month", month_text(query->arena, month));
    json_put(query->data, "bill",
             bill_text(query->arena, &(MoneyPayer){ .kind = OWNER_UNIT, .owner = unit->id, .unit = unit }, month));
    put_bill_sums(query, &bill, month, owed, count);
    TRY(list_open(query, 3, &list));
    bill.list = &list;
    TRY(list_readable(sheet_month(query->bureau->db, SHEET_OF_UNIT, unit->id, month, as_of, bill_line, &bill)));
    list_close(query, &list);
    return OK;
}

static void put_owed(Query *query, const Owed *owed)
{
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "month", month_text(query->arena, owed->month));
    json_put_word(json, "insurance", choice_code(SET_INSURANCE, (int)owed->insurance));
    json_put_int(json, "employer_fen", owed->employer.fen);
    json_put_int(json, "employee_fen", owed->employee.fen);
    json_put_int(json, "open_fen", owed_principal(owed));
    json_put(json, "due", day_text(query->arena, owed->due));
    json_put_bool(json, "late", time_day(query->now).n > owed->due.n);
    json_put_int(json, "late_fee_fen", owed->fee.fen);
    if (owed->free.fen) {
        json_put_int(json, "free_fen", owed->free.fen);
        json_put(json, "free_until", day_text(query->arena, owed->free_until));
    }
    json_close(json, '}');
}

/* What must be paid by now: differences of a new base have a last day of their own. */
static int64_t overdue_of(const Owed *owed, Day today)
{
    if (today.n <= owed->due.n)
        return 0;
    return owed_principal(owed) - (today.n <= owed->free_until.n ? owed->free.fen : 0);
}

/* Orders to pay, with what is open of the bill they are about: nothing = paid. */
static Err put_orders(Query *query, const UnitFacts *unit, const Owed *owed, size_t count)
{
    Json *json = query->data;
    Order *orders = NULL;
    size_t n = 0;
    const MoneyPayer payer = { .kind = OWNER_UNIT, .owner = unit->id, .unit = unit };
    TRY(list_readable(orders_of(query->bureau->db, query->arena, unit->id, &orders, &n)));
    json_key(json, "orders");
    json_open(json, '[');
    for (size_t i = 0; i < n; i++) {
        int64_t open = 0, fee = 0;
        for (size_t k = 0; k < count; k++) {
            open += owed[k].month.n == orders[i].month.n ? owed_principal(&owed[k]) : 0;
            fee += owed[k].month.n == orders[i].month.n ? owed[k].fee.fen : 0;
        }
        json_open(json, '{');
        json_put(json, "order", number_of(query->arena, 'E', orders[i].n));
        json_put(json, "bill", bill_text(query->arena, &payer, orders[i].month));
        list_word(json, "state", SET_ENFORCE, open + fee > 0 ? (int)orders[i].state : ENFORCE_PAID);
        json_put(json, "ordered", day_text(query->arena, orders[i].ordered));
        json_put(json, "deadline", day_text(query->arena, orders[i].deadline));
        json_put_int(json, "ordered_fen", orders[i].principal_fen + orders[i].fee_fen);
        json_put_int(json, "open_fen", open);
        json_put_int(json, "late_fee_fen", fee);
        json_put_or_null(json, "notice", orders[i].notice);
        json_close(json, '}');
    }
    json_close(json, ']');
    return OK;
}

Err query_unit_arrears(Query *query)
{
    const UnitFacts *unit = query->loaded.view.unit;
    Json *json = query->data;
    Owed *owed = NULL;
    size_t count = 0;
    int64_t open = 0, late = 0, fee = 0;
    TRY(unit_only(query));
    TRY(bill_owed(query, OWNER_UNIT, &owed, &count));
    json_put(json, "credit_code", FACT_STR(unit->credit_code));
    json_put(json, "as_of", day_text(query->arena, time_day(query->now)));
    json_key(json, "items");
    json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        put_owed(query, &owed[i]);
        open += owed_principal(&owed[i]);
        late += overdue_of(&owed[i], time_day(query->now));
        fee += owed[i].fee.fen;
    }
    json_close(json, ']');
    json_put_int(json, "open_fen", open);
    json_put_int(json, "overdue_fen", late);
    json_put_int(json, "late_fee_fen", fee);
    TRY(put_orders(query, unit, owed, count));
    json_put(json, "law", S("《社会保险法》第六十三条、第八十六条；人社部令第13号第二十条"));
    json_put(json, "who_pays", S("单位承担并缴纳；滞纳金不得由职工承担，也不影响职工已缴月份。"));
    json_put(json, "who_pays_en",
             S("The employer pays; late fees may not be passed to employees, and months they paid stay theirs."));
    return OK;
}
