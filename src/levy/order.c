/* order.c - levy.order and levy.enforce: an employer that has not paid is ordered to, by a day; what follows when that day
 * has passed, step by step. Whether a bill is paid is asked of the ledger each time. Law: Social Insurance Law 63, 86. */
#include "levy/order.h"
#include "levy/bill.h"
#include "levy/levy.h"
#include "levy/voucher.h"

/*    after            may follow                                         law: Social Insurance Law 63 */
#define ENFORCEMENT_MOVES(X) \
    X(ENFORCE_ORDERED, ENFORCE_BANK_INQUIRY)   /* paragraph 2: the accounts of who has not paid are inquired */ \
    X(ENFORCE_BANK_INQUIRY, ENFORCE_TRANSFER)  /* 2: the authority decides that the bank transfers the money */ \
    X(ENFORCE_BANK_INQUIRY, ENFORCE_GUARANTEE) /* 2: there is less than is owed: a guarantee, and payment is deferred */ \
    X(ENFORCE_BANK_INQUIRY, ENFORCE_COURT)     /* 3: neither paid in full nor guaranteed */ \
    X(ENFORCE_TRANSFER, ENFORCE_GUARANTEE) \
    X(ENFORCE_TRANSFER, ENFORCE_COURT) \
    X(ENFORCE_GUARANTEE, ENFORCE_TRANSFER) \
    X(ENFORCE_GUARANTEE, ENFORCE_COURT)

#define AS_MOVE(from, to) | (state == (from) ? 1u << (to) : 0u)
unsigned enforcement_next(Enforcement state) { return 0u ENFORCEMENT_MOVES(AS_MOVE); }

bool enforcement_defers(Enforcement step) { return step == ENFORCE_GUARANTEE; }

/* ---- what the events say ---- */

typedef struct {
    Arena *arena;
    Order *rows;
    size_t count;
} Orders;

static bool order_take(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Orders *orders = context;
    if (event->kind == EVENT_PAYMENT_ORDERED) {
        const Event_payment_ordered *e = &event->payment_ordered;
        if (orders->count == ORDERS_MAX)
            memmove(orders->rows, orders->rows + 1, --orders->count * sizeof *orders->rows);
        orders->rows[orders->count++] = (Order){ .n = event->entry,
                                                 .region = (int32_t)e->region,
                                                 .month = { (int32_t)e->month },
                                                 .state = ENFORCE_ORDERED,
                                                 .ordered = time_day(event->at),
                                                 .deadline = { (int32_t)e->deadline },
                                                 .principal_fen = e->principal_fen,
                                                 .fee_fen = e->fee_fen };
    }
    for (size_t i = 0; event->kind == EVENT_ENFORCEMENT_MOVED && i < orders->count; i++) {
        const Event_enforcement_moved *e = &event->enforcement_moved;
        if (orders->rows[i].n != e->order || e->step <= Enforcement_NONE || e->step >= Enforcement_END)
            continue;
        orders->rows[i].state = (Enforcement)e->step;
        orders->rows[i].deadline = e->deadline ? (Day){ (int32_t)e->deadline } : orders->rows[i].deadline;
        orders->rows[i].notice = str_copy(orders->arena, e->notice);
    }
    return true;
}

Err orders_of(Db *db, Arena *arena, int64_t unit, Order **out, size_t *count)
{
    Journal journal = { .db = db };
    Orders orders = { .arena = arena, .rows = arena_new(arena, Order, ORDERS_MAX) };
    Err err = journal_events(&journal, arena, SUBJECT_UNIT, unit, journal_all, order_take, &orders);
    *out = orders.rows;
    *count = orders.count;
    return err == OK ? OK : ERR_BUSY;
}

static bool unit_take(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    if (event->kind == EVENT_PAYMENT_ORDERED)
        *(int64_t *)context = event->subject;
    return event->kind != EVENT_PAYMENT_ORDERED;
}

Err order_unit(Db *db, Arena *arena, Str number, int64_t *unit)
{
    const Journal journal = { .db = db };
    int64_t n = 0;
    *unit = 0;
    if (!number_read(number, 'E', &n))
        return OK;
    return journal_entry_events(&journal, arena, n, unit_take, unit) == OK ? OK : ERR_BUSY;
}

/* ---- levy.order ---- */

static void overdue(const Bill *bill, Day today, int64_t *principal, int64_t *fee)
{
    for (size_t i = 0; i < bill->count; i++) {
        const Owed *row = &bill->rows[i];
        Day due = row->free.fen && row->free_until.n > row->due.n ? row->free_until : row->due;
        *principal += due.n < today.n && owed_principal(row) > 0 ? owed_principal(row) : 0;
        *fee += row->fee.fen;
    }
}

static Err deadline_read(const Post *post, Day *out)
{
    const RegionPolicy *nation = policy_national(post->view->policy);
    Day today = view_today(post->view), most = day_add_months(today, 12);
    *out = day_add(today, (int)policy_int(nation, KEY_LEVY_ORDER_DAYS, today));
    if (arg_is(post->command, F_DEADLINE))
        out->n = (int32_t)arg_int(post->command, F_DEADLINE);
    if (out->n <= today.n || out->n > most.n)
        return REFUSE(post->out, ERR_BAD_FIELD, "deadline", "限期应在今天之后、一年以内。",
                      "The deadline must lie after today and within a year.");
    return OK;
}

static void answer_order(const Post *post, const Order *order, const MoneyPayer *payer)
{
    Arena *arena = post_arena(post);
    answer_text(post->out, "order", number_of(arena, 'E', order->n));
    answer_text(post->out, "bill", bill_text(arena, payer, order->month));
    answer_text(post->out, "step", str(choice_code(SET_ENFORCE, (int)order->state)));
    answer_day(post->out, "deadline", order->deadline);
    answer_int(post->out, "open_fen", order->principal_fen);
    answer_int(post->out, "late_fee_fen", order->fee_fen);
}

/* One order a bill: while it is open its steps go on, and a new one would begin them again. */
static const Order *order_of_month(const Order *orders, size_t count, Month month)
{
    for (size_t i = count; i--;)
        if (orders[i].month.n == month.n)
            return &orders[i];
    return NULL;
}

Err levy_order(Post *post)
{
    Bill bill;
    Order *orders = NULL, order = { .n = post->ledger->entry, .state = ENFORCE_ORDERED, .ordered = view_today(post->view) };
    size_t count = 0;
    TRY(bill_get(post, &bill));
    TRY(deadline_read(post, &order.deadline));
    overdue(&bill, order.ordered, &order.principal_fen, &order.fee_fen);
    if (order.principal_fen + order.fee_fen <= 0)
        return REFUSE(post->out, ERR_WRONG_STATE, "bill", "该账单没有逾期未缴的金额，不能责令缴纳。",
                      "Nothing of this bill is overdue; there is nothing to order.");
    TRY(orders_of(post_db(post), post_arena(post), bill.payer.owner, &orders, &count));
    const Order *before = order_of_month(orders, count, bill.month);
    if (before)
        return REFUSE(post->out, ERR_ALREADY_OPEN, "bill",
                      "该账单已有责令缴纳通知 E%lld，限期至 %.*s；请按该通知办理（levy.enforce）。",
                      "Order E%lld to pay this bill by %.*s is open; go on with it (levy.enforce).", (long long)before->n,
                      STR_ARG(day_text(post_arena(post), before->deadline)));
    order.month = bill.month;
    order.region = bill.rows[0].region;
    emit(post->out, post->view, EVENT_PAYMENT_ORDERED, bill.payer.owner)->payment_ordered =
        (Event_payment_ordered){ .region = order.region,
                                 .month = order.month.n,
                                 .principal_fen = order.principal_fen,
                                 .fee_fen = order.fee_fen,
                                 .deadline = order.deadline.n };
    answer_order(post, &order, &bill.payer);
    return OK;
}

/* ---- levy.enforce ---- */

static Err step_read(const Post *post, const Order *order, Enforcement *step)
{
    unsigned next = enforcement_next(order->state);
    Str may = { 0 };
    *step = (Enforcement)arg_int(post->command, F_ENFORCE_STEP);
    for (int i = 1; i < Enforcement_END; i++) {
        if (!(next >> i & 1))
            continue;
        if (!*step && !(next & ~(1u << i)))
            *step = (Enforcement)i; /* only one may follow */
        may = str_format(post_arena(post), STR_FMT "%s%s", STR_ARG(may), may.n ? ", " : "", choice_code(SET_ENFORCE, i));
    }
    if (*step && next >> *step & 1)
        return OK;
    return REFUSE(post->out, *step ? ERR_WRONG_STATE : ERR_BAD_FIELD, "step", "目前处于 %s；下一步可以是：%.*s。",
                  "It stands at %s; what may follow: %.*s.", choice_code(SET_ENFORCE, (int)order->state),
                  STR_ARG(may.n ? may : S("-")));
}

/* Nothing follows before the day until which the employer may still pay. */
static Err step_check(const Post *post, const Order *order, Enforcement step, Str *no, Day *day, Day *deadline)
{
    Day today = view_today(post->view);
    Arena *arena = post_arena(post);
    if (today.n <= order->deadline.n)
        return REFUSE(post->out, ERR_TOO_EARLY, "order", "限期至 %.*s，届满仍未缴清的才能采取下一步。",
                      "The employer may pay until %.*s; the next step is taken after that day.",
                      STR_ARG(day_text(arena, order->deadline)));
    if (arg_is(post->command, F_PAPER) && !paper_named(arg(post->command, F_PAPER), today, no, day))
        return REFUSE(post->out, ERR_BAD_FIELD, "notice", "文件须写明 no（文号）和 day（日期，不晚于今天）。",
                      "The paper needs no and day, not after today.");
    if (step != ENFORCE_BANK_INQUIRY && !no->n)
        return REFUSE(post->out, ERR_MISSING_EVIDENCE, "notice", "请写明决定书、担保协议或申请书的文号和日期（notice）。",
                      "Name the decision, the guarantee or the application to the court: notice, with no and day.");
    if (!enforcement_defers(step))
        return arg_is(post->command, F_DEADLINE)
                   ? REFUSE(post->out, ERR_BAD_FIELD, "deadline", "这一步没有新的限期。", "This step sets no new deadline.")
                   : OK;
    if (!arg_is(post->command, F_DEADLINE))
        return REFUSE(post->out, ERR_BAD_FIELD, "deadline", "延期缴费须写明延至哪一天（deadline）。",
                      "A deferral needs the day until which payment is put off: deadline.");
    return deadline_read(post, deadline);
}

Err levy_enforce(Post *post)
{
    Order *orders = NULL, *order = NULL;
    size_t count = 0;
    int64_t unit = 0;
    Arena *arena = post_arena(post);
    Str number = arg_str(post->command, F_ORDER), no = { 0 };
    Day day = { 0 }, deadline = { 0 };
    Enforcement step = Enforcement_NONE;
    MoneyPayer payer;
    TRY(order_unit(post_db(post), arena, number, &unit));
    if (unit)
        TRY(orders_of(post_db(post), arena, unit, &orders, &count));
    for (size_t i = 0; i < count; i++)
        if (str_eq(number_of(arena, 'E', orders[i].n), number))
            order = &orders[i];
    if (!order)
        return REFUSE(post->out, ERR_UNKNOWN_ID, "order", "没有这份责令缴纳通知，请核对编号（unit.arrears）。",
                      "There is no such order to pay; see unit.arrears for its number.");
    TRY(payer_of(post->work, OWNER_UNIT, unit, &payer));
    Command bill_command = { .id = CMD_LEVY_ORDER };
    arg_set(&bill_command, F_BILL)->s = bill_text(arena, &payer, order->month);
    Post of_bill = *post;
    Bill bill;
    of_bill.command = &bill_command;
    TRY(bill_get(&of_bill, &bill));
    order->principal_fen = order->fee_fen = 0;
    overdue(&bill, view_today(post->view), &order->principal_fen, &order->fee_fen);
    if (order->principal_fen + order->fee_fen <= 0)
        return REFUSE(post->out, ERR_WRONG_STATE, "order", "该账单已缴清，不再采取措施。", "The bill is paid; nothing follows.");
    TRY(step_read(post, order, &step));
    TRY(step_check(post, order, step, &no, &day, &deadline));
    emit(post->out, post->view, EVENT_ENFORCEMENT_MOVED, unit)->enforcement_moved =
        (Event_enforcement_moved){ .order = order->n, .step = step, .deadline = deadline.n, .day = day.n, .notice = no };
    order->state = step;
    order->deadline = deadline.n ? deadline : order->deadline;
    answer_order(post, order, &payer);
    return OK;
}
