/* pages.c - see pages.h. */
#include "ledger/pages.h"
#include "base/require.h"

enum { PAGE = 256 };
static const size_t page_bytes = (size_t)256 << 20; /* pages cost memory only when touched */

Pages pages_open(Db *db, const Sql *sql, const int64_t *fixed, int fixed_count, const int64_t *behind, int keys)
{
    require(keys >= 1 && fixed_count + keys < PAGES_ARGS_MAX);
    Pages pages = { .db = db, .sql = sql, .fixed = fixed_count, .keys = keys, .arena = arena_make(page_bytes) };
    for (int i = 0; i < fixed_count; i++)
        pages.args[i] = val_i(fixed[i]);
    for (int i = 0; i < keys; i++)
        pages.args[fixed_count + i] = val_i(behind[i]);
    pages.args[fixed_count + keys] = val_i(PAGE);
    return pages;
}

void pages_close(Pages *pages) { arena_drop(&pages->arena); }

static Err pages_load(Pages *pages)
{
    arena_reset(&pages->arena);
    TRY(db_rows(pages->db, &pages->arena, pages->sql, pages->args, &pages->rows));
    pages->started = true;
    pages->at = 0;
    pages->last = pages->rows.count < PAGE;
    for (int i = 0; i < pages->keys && pages->rows.count; i++)
        pages->args[pages->fixed + i] = val_i(cell(&pages->rows, pages->rows.count - 1, (size_t)i)->i);
    return OK;
}

Err pages_next(Pages *pages, const Val **row)
{
    if (!pages->started || (pages->at == pages->rows.count && !pages->last))
        TRY(pages_load(pages));
    *row = pages->at < pages->rows.count ? cell(&pages->rows, pages->at++, 0) : NULL;
    return OK;
}
