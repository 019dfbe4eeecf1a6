/* file.c - see file.h. */
#define _GNU_SOURCE
#include "core/file.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Parse marks a value that was given as a hash. */
static bool by_hash(const Arg *file) { return str_is(file->key, "sha256"); }

static Err says(Why *why, Err err, Str path, const char *zh, const char *en)
{
    return refuse(why, err, "file", "文件“%.*s”%s%.0s", "The file \"%.*s\" %.0s%s", (int)(path.n < 200 ? path.n : 200), path.p, zh,
                  en);
}

/* The next name of the path; false at its end. "a//b" is not a way to say "a/b": what is written is what is opened. */
static bool name_next(Str *rest, Str *name)
{
    if (!rest->p)
        return false;
    *name = str_cut(rest, '/');
    return true;
}

static bool name_good(Str name) { return name.n && !str_is(name, ".") && !str_is(name, ".."); }

/* Step by step, each below the one before and never through a link. */
static int open_below(Arena *arena, Str folder, Str path)
{
    Str name = { 0 }, rest = path;
    int at = open(folder.n ? str_z(arena, folder) : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    while (at >= 0 && name_next(&rest, &name)) {
        bool last = !rest.p;
        int how = last ? O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY : O_PATH | O_DIRECTORY | O_NOFOLLOW;
        int next = openat(at, str_z(arena, name), how | O_CLOEXEC);
        close(at);
        at = next;
    }
    return at;
}

static bool path_good(Str path)
{
    Str name = { 0 }, rest = path;
    if (!path.n || path.n > FILE_PATH_MAX || memchr(path.p, 0, path.n))
        return false;
    while (name_next(&rest, &name))
        if (!name_good(name))
            return false;
    return true;
}

static Err read_whole(Arena *arena, int fd, Str path, Str *out, Why *why)
{
    struct stat there;
    if (fstat(fd, &there) != 0 || !S_ISREG(there.st_mode))
        return says(why, ERR_BAD_FIELD, path, "不是普通文件。", "is no ordinary file.");
    if (there.st_size > FILE_BYTES_MAX)
        return refuse(why, ERR_TOO_LARGE, "file", "文件最大 %d 兆字节，请分成几个文件。",
                      "A file may have %d MiB at most; split it.", FILE_BYTES_MAX >> 20);
    size_t size = (size_t)there.st_size, n = 0;
    char *bytes = arena_take(arena, size + 1);
    while (n < size) {
        ssize_t got = read(fd, bytes + n, size - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return says(why, ERR_BAD_FIELD, path, "读取失败，请重试。", "could not be read; try again.");
        n += (size_t)got;
    }
    *out = (Str){ bytes, n };
    return n ? OK : says(why, ERR_BAD_FIELD, path, "是空的。", "is empty.");
}

Err file_read_below(Arena *arena, Str folder, Str path, Str *out, Why *why)
{
    if (!path_good(path))
        return says(why, ERR_BAD_FIELD, path, "应为相对路径，不含“..”，位于引用它的文件所在的文件夹之内。",
                    "must be a relative path without \"..\", inside the folder of the file that names it.");
    int fd = open_below(arena, folder, path);
    if (fd < 0)
        return says(why, ERR_BAD_FIELD, path, "不能打开：请核对名称；路径中不能有链接。",
                    "cannot be opened: check its name; there may be no link on the way.");
    Err err = read_whole(arena, fd, path, out, why);
    close(fd);
    return err;
}

Err file_of_line(Arena *arena, Db *db, Str folder, Str command, JsonNode *args, Why *why)
{
    CommandId id = command_from(command);
    JsonNode *node = NULL;
    if (id == CMD_NONE || !args || args->type != JSON_MEMBERS || !command_row(id)->place[F_FILE])
        return OK;
    for (size_t i = 0; i < args->count; i++)
        if (str_is(args->items[i].key, field_row(F_FILE)->name)) {
            node = &args->items[i];
            if (node->type != JSON_TEXT)
                return refuse(why, ERR_BAD_FIELD, "file", "应为文件的路径，请用引号括起来。",
                              "Give the path of the file, in quotation marks.");
            Str bytes = { 0 };
            Hash hash;
            size_t mark = arena_mark(arena);
            TRY(file_read_below(arena, folder, node->text, &bytes, why));
            TRY(db_blob_put(db, bytes, &hash) == OK ? OK : refuse(why, ERR_BUSY, "file", NULL, NULL));
            arena_back(arena, mark);
            node->text = str_hex(arena, hash_str(&hash));
        }
    return OK;
}

void file_name_by_hash(Arena *arena, Command *command, Str *inline_bytes)
{
    *inline_bytes = (Str){ 0 };
    if (!arg_is(command, F_FILE) || by_hash(arg(command, F_FILE)))
        return;
    Arg *file = arg_set(command, F_FILE);
    Hash hash = hash_of(file->s);
    *inline_bytes = file->s;
    file->s = str_copy(arena, hash_str(&hash));
    file->key = S("sha256");
}

Request file_named(Arena *arena, const Request *request)
{
    CommandId id = command_from(request->command);
    Request named = *request;
    const JsonNode *args = request->args;
    if (id == CMD_NONE || !args || args->type != JSON_MEMBERS || !command_row(id)->place[F_FILE])
        return named;
    JsonNode *copy = arena_new(arena, JsonNode, 1);
    *copy = *args;
    copy->items = arena_new(arena, JsonNode, args->count);
    named.args = copy;
    for (size_t i = 0; i < args->count; i++) {
        JsonNode *node = &copy->items[i];
        Str bytes = { 0 };
        *node = args->items[i];
        if (!str_is(node->key, field_row(F_FILE)->name) || node->type != JSON_TEXT || node->text.n == 2 * (size_t)HASH_BYTES)
            continue;
        size_t mark = arena_mark(arena);
        if (!str_unbase64(arena, node->text, &bytes))
            continue;
        Hash hash = hash_of(bytes);
        arena_back(arena, mark);
        node->text = str_hex(arena, hash_str(&hash));
    }
    return named;
}

Err file_look(Bureau *bureau, Loaded *loaded, const Command *command, Str inline_bytes, Why *why)
{
    View *view = &loaded->view;
    Hash hash;
    if (!arg_is(command, F_FILE))
        return OK;
    view->file_hash = arg_str(command, F_FILE);
    view->file = inline_bytes;
    view->file_bytes = (int64_t)inline_bytes.n;
    if (inline_bytes.n)
        return db_blob_put(bureau->db, inline_bytes, &hash) == OK ? OK : refuse(why, ERR_BUSY, "file", NULL, NULL);
    memcpy(hash.b, view->file_hash.p, HASH_BYTES);
    Err err = db_blob_size(bureau->db, loaded->work.arena, &hash, &view->file_bytes);
    if (err == ERR_UNKNOWN_ID)
        return refuse(why, ERR_UNKNOWN_ID, "file", "没有这个文件，请先上传，再用它的 SHA-256。",
                      "No such file is kept; upload it first, then give its SHA-256.");
    return err == OK ? OK : refuse(why, err, "file", NULL, NULL);
}
