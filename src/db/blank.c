/* blank.c - see engine.h. SQLite takes longer over the few hundred statements of the schema than over the whole journal of a
 * small bureau. They run once in a program, in memory; every new bureau of that engine, the copy that verify makes among
 * them, begins with the pages they left. */
#include "db/lite.h"
#include <pthread.h>

enum { LIFE_BYTES = 1 << 20 };

/* Every table and no row. Of all threads, from the first who needs it to the end of the program. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3 *blank;

/* One transaction: after a power cut there is nothing, or all of it. */
static bool copy_pages(sqlite3 *to, sqlite3 *from)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup)
        (void)sqlite3_backup_step(backup, -1); /* what it answers, finish says again */
    return backup && sqlite3_backup_finish(backup) == SQLITE_OK;
}

static bool make(void)
{
    Arena life = arena_make(LIFE_BYTES);
    Db *db = NULL;
    sqlite3 *made = NULL;
    bool fine = db_connect(&life, S(":memory:"), DB_WRITER, &db, NULL) == OK && schema_open(db, NULL) == OK &&
                lite_connect(":memory:", DB_WRITER, &made) && copy_pages(made, db->lite->db);
    if (fine)
        blank = made;
    else
        sqlite3_close(made);
    db_close(db);
    arena_drop(&life);
    return fine;
}

/* Where a table cannot be read but pages lie, something was lost: that is not ours to write over. */
static bool is_empty(sqlite3 *db)
{
    static const char ask[] = "SELECT page_count < 2 AND NOT EXISTS (SELECT 1 FROM sqlite_master) FROM pragma_page_count";
    sqlite3_stmt *stmt = NULL;
    bool empty = sqlite3_prepare_v2(db, ask, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW &&
                 sqlite3_column_int(stmt, 0) == 1;
    sqlite3_finalize(stmt);
    return empty;
}

Err blank_copy(Db *db, Why *why)
{
    if (!db->lite || db->mode != DB_WRITER || !is_empty(db->lite->db))
        return OK;
    require(pthread_mutex_lock(&lock) == 0);
    bool fine = (blank || make()) && copy_pages(db->lite->db, blank);
    require(pthread_mutex_unlock(&lock) == 0);
    return fine ? OK : refuse_engine(why, sqlite3_errmsg(db->lite->db));
}
