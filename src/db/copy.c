/* copy.c - see copy.h. */
#define _GNU_SOURCE
#include "db/copy.h"
#include "base/require.h"
#include "db/lite.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { SQL_BYTES = 16 << 10 };

struct Copy {
    sqlite3 *db;
    sqlite3_stmt *insert;
    const char *path;
    size_t columns;
};

/* Nobody else opens the file before it is whole, and a half one is removed: it needs no journal. */
static const char settings[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; BEGIN";

Err copy_open(Arena *life, const char *path, Copy **out, Why *why)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool there = file < 0 && errno == EEXIST;
    if (file >= 0)
        close(file);
    if (there)
        return refuse(why, ERR_CONFLICT, "out", "%s 已经存在，请换一个文件名。", "%s is there already; choose another name.", path);
    if (file < 0)
        return refuse(why, ERR_BUSY, "out", "无法建立 %s，请检查文件夹和磁盘。",
                      "%s cannot be made; see to its folder and the disk.", path);
    Copy *copy = arena_new(life, Copy, 1);
    copy->path = str_z(life, str(path));
    bool fine = sqlite3_open_v2(path, &copy->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
                sqlite3_exec(copy->db, settings, NULL, NULL, NULL) == SQLITE_OK;
    if (!fine) {
        (void)!copy_close(copy, false);
        return refuse(why, ERR_BUSY, "out", "无法写入 %s，请检查磁盘。", "%s cannot be written; see to the disk.", path);
    }
    *out = copy;
    return OK;
}

Err copy_table(Copy *copy, const char *name, const CopyColumn *columns, size_t count)
{
    Arena arena = arena_make(SQL_BYTES);
    Buf make = { .arena = &arena }, put = { .arena = &arena };
    buf_format(&make, "CREATE TABLE \"%s\" (", name);
    buf_format(&put, "INSERT INTO \"%s\" VALUES (", name);
    for (size_t i = 0; i < count; i++) {
        buf_format(&make, "%s\"%s\" %s", i ? ", " : "", columns[i].name, columns[i].type == 'i' ? "INTEGER" : "TEXT");
        buf_add(&put, i ? S(", ?") : S("?"));
    }
    buf_add(&make, S(")"));
    buf_add(&put, S(")"));
    Str sql = buf_str(&put);
    sqlite3_finalize(copy->insert);
    copy->insert = NULL;
    copy->columns = count;
    bool fine = sqlite3_exec(copy->db, str_z(&arena, buf_str(&make)), NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(copy->db, sql.p, (int)sql.n, &copy->insert, NULL) == SQLITE_OK;
    arena_drop(&arena);
    return fine ? OK : ERR_BUSY;
}

Err copy_row(Copy *copy, const Val *vals)
{
    bool fine = copy->insert != NULL;
    for (int i = 0; fine && i < (int)copy->columns; i++) {
        const Val *val = &vals[i];
        require(!val->kind || val->kind == 'i' || val->kind == 't');
        int code = val->kind == 'i'   ? sqlite3_bind_int64(copy->insert, i + 1, val->i)
                   : val->kind == 't' ? sqlite3_bind_text(copy->insert, i + 1, val->s.p, (int)val->s.n, SQLITE_STATIC)
                                      : sqlite3_bind_null(copy->insert, i + 1);
        fine = code == SQLITE_OK;
    }
    fine = fine && sqlite3_step(copy->insert) == SQLITE_DONE;
    if (copy->insert)
        sqlite3_reset(copy->insert);
    return fine ? OK : ERR_BUSY;
}

Err copy_close(Copy *copy, bool whole)
{
    sqlite3_finalize(copy->insert);
    bool fine = whole && sqlite3_exec(copy->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    fine = sqlite3_close(copy->db) == SQLITE_OK && fine;
    if (!fine)
        unlink(copy->path);
    return fine || !whole ? OK : ERR_BUSY;
}
