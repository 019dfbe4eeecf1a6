/* declare.c - wage.declare. Every row is judged by itself (wage_rows.c); one that is wrong is answered with what to do. A
 * file of any length is one declaration: its rows are put away by the one journal entry that holds their digest, or not
 * at all, so a program that is killed on the way leaves nothing and the same command begins again. */
#include "base/require.h"
#include "levy/levy.h"
#include "levy/wage_rows.h"

static Err month_check(const WageRows *all)
{
    Decision *out = all->post->out;
    const View *view = all->post->view;
    Month closed = MONTH_NONE;
    if (all->month.n > day_month(view_today(view)).n)
        return REFUSE(out, ERR_TOO_EARLY, "month", "该月还没有开始，请到当月再申报。",
                      "That month has not begun; declare it when it has.");
    TRY(month_closed(post_db(all->post), post_arena(all->post), policy_region_code(all->rules), known_now, &closed));
    if (closed.n >= all->month.n)
        return REFUSE(out, ERR_MONTH_CLOSED, "month", NULL, NULL);
    return OK;
}

/* Whether every good row says what is on record. */
static Err same_before(const WageRows *all, const Wage *good, size_t count, bool *same)
{
    Wage *before = NULL;
    Arena *arena = post_arena(all->post);
    size_t known = 0, mark = arena_mark(arena);
    bool declared = false;
    TRY(wage_latest(post_db(all->post), arena, all->unit->id, all->month, all->month, &before, &known, &declared));
    *same = count > 0;
    for (size_t i = 0, k = 0; i < count && *same; i++) { /* both in order of person */
        while (k < known && before[k].person < good[i].person)
            k++;
        *same = k < known && before[k].person == good[i].person && before[k].wage.fen == good[i].wage.fen;
    }
    arena_back(arena, mark);
    return OK;
}

static Err store(const WageRows *all, const Wage *good, size_t count, int64_t total)
{
    Hash digest;
    Post *post = all->post;
    TRY(wage_put(post_db(post), post_arena(post), all->unit->id, all->month, post->ledger->entry, good, count, &digest));
    Event *event = emit(post->out, post->view, EVENT_WAGE_DECLARED, all->unit->id);
    event->wage_declared = (Event_wage_declared){
        .month = all->month.n, .count = (int64_t)count, .total_fen = total, .digest = str_copy(post_arena(post), hash_str(&digest))
    };
    return OK;
}

/* The good rows in order of person, and what they come to. */
static Err rows_good(const WageRows *all, Wage **out, size_t *count, int64_t *total)
{
    Wage *good = arena_take(post_arena(all->post), (all->count + 1) * sizeof *good);
    *count = 0;
    *total = 0;
    for (size_t i = 0; i < all->count; i++) {
        const WageRow *row = &all->rows[all->order[i]];
        if (row->fault)
            continue;
        good[(*count)++] = (Wage){ .person = row->person, .month = all->month, .wage = { row->wage_fen } };
        if (__builtin_add_overflow(*total, row->wage_fen, total))
            return REFUSE(all->post->out, ERR_BAD_AMOUNT, arg_is(all->post->command, F_FILE) ? "file" : "lines",
                          "工资合计超出范围，请核对金额的单位。", "The wages come to more than can be; check their unit.");
    }
    *out = good;
    return OK;
}

Err levy_declare_month(Post *post, const UnitFacts *unit, Month month)
{
    WageRows all = { .post = post, .month = month, .unit = unit };
    FileMode mode = (FileMode)arg_int(post->command, F_MODE);
    Wage *good = NULL;
    size_t count = 0;
    int64_t total = 0;
    bool same = false;
    TRY(policy_region_get(post->view->policy, unit->region, &all.rules, &post->out->why));
    TRY(wage_rows_read(&all));
    TRY(month_check(&all));
    TRY(wage_rows_check(&all));
    TRY(rows_good(&all, &good, &count, &total));
    bool wanted = mode == FILE_GOOD_ROWS || (mode == FILE_ALL && count == all.count);
    if (wanted)
        TRY(same_before(&all, good, count, &same));
    if (wanted && count && !same)
        TRY(store(&all, good, count, total));
    post->out->already = wanted && same && count == all.count;
    if (post->out->data) {
        json_put_int(post->out->data, "accepted", wanted ? (int64_t)count : 0);
        json_put_int(post->out->data, "good", (int64_t)count);
        wage_rows_answer(&all, post->out->data);
    }
    return OK;
}

Err levy_declare(Post *post)
{
    require(post->view->unit != NULL);
    return levy_declare_month(post, post->view->unit, (Month){ (int32_t)arg_int(post->command, F_MONTH) });
}
