/* call_field.c - see call.h: from an option to the JSON value of a field, by the field's type alone. */
#include "app/call.h"
#include "base/hash.h"
#include "base/money.h"
#include "core/file.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static Str with_dashes(Arena *arena, Str name)
{
    char *copy = arena_new(arena, char, name.n);
    for (size_t i = 0; i < name.n; i++)
        copy[i] = name.p[i] == '_' ? '-' : name.p[i];
    return (Str){ copy, name.n };
}

static const Str fen = { "-fen", 4 };

Str call_option(Arena *arena, Field field)
{
    Str name = with_dashes(arena, str(field_row(field)->name));
    return field_row(field)->type == TYPE_FEN ? str_head(name, name.n - fen.n) : name;
}

/* The field that an option names: F_NONE when it is none. *key: the member it becomes; *yuan: the value is in yuan. */
static Field field_of(const Call *call, Str option, const char **key, bool *yuan)
{
    bool by_person = str_is(option, "person"), other = str_is(option, "other-person");
    Str wanted = by_person ? S("ssn") : other ? S("other-ssn") : option;
    for (int i = 0; i < call->row->count; i++) {
        const FieldRow *row = field_row(call->row->fields[i]);
        Str name = with_dashes(call->arena, str(row->name));
        bool whole = str_eq(wanted, name);
        *yuan = row->type == TYPE_FEN && str_eq(wanted, str_head(name, name.n - fen.n));
        *key = by_person ? "person" : other ? "other_person" : row->name;
        if (whole || *yuan)
            return call->row->fields[i];
    }
    return F_NONE;
}

typedef struct {
    Call *call;
    const FieldRow *row;
    const char *key, *option;
    Why *why;
} Given;

static Err says(const Given *given, const char *zh, const char *en)
{
    return refuse(given->why, ERR_BAD_FIELD, given->row->name, "--%s：%s%.0s", "--%s: %.0s%s", given->option, zh, en);
}

static JsonNode text_node(Str text) { return (JsonNode){ .type = JSON_TEXT, .text = text }; }

static Err number_value(const Given *given, const char *value, bool yuan, JsonNode *out)
{
    Money amount;
    out->type = JSON_INT;
    if (yuan) {
        if (!money_read(str(value), &amount))
            return says(given, "应为以元为单位的金额，例如 12.50。", "give an amount in yuan, such as 12.50.");
        out->number = amount.fen;
        return OK;
    }
    return str_int(str(value), &out->number) ? OK : says(given, "应为整数。", "give a whole number.");
}

static Err truth_value(const Given *given, const char *value, bool *used, JsonNode *out)
{
    static const struct {
        const char *word;
        bool truth;
    } words[] = { { "true", true }, { "yes", true }, { "1", true }, { "false", false }, { "no", false }, { "0", false } };
    *out = (JsonNode){ .type = JSON_BOOL, .truth = true };
    *used = value != NULL;
    for (size_t i = 0; value && i < sizeof words / sizeof *words; i++)
        if (!strcmp(value, words[i].word)) {
            out->truth = words[i].truth;
            return OK;
        }
    return value ? says(given, "应为 true 或 false。", "give true or false.") : OK;
}

Err call_file(Arena *arena, const char *field, const char *path, size_t most, Str *out, Why *why)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char *bytes = arena_take(arena, most + 1);
    size_t n = 0;
    ssize_t got = fd < 0 ? -1 : 0;
    for (bool more = fd >= 0; more && n <= most; n += got > 0 ? (size_t)got : 0) {
        got = read(fd, bytes + n, most + 1 - n);
        more = got > 0 || (got < 0 && errno == EINTR);
    }
    int error = errno;
    if (fd >= 0)
        close(fd);
    if (got < 0)
        return refuse(why, ERR_UNKNOWN_ID, field, "文件 %s 不能读取：%s。", "the file %s cannot be read: %s.", path,
                      strerror(error));
    if (n > most)
        return refuse(why, ERR_TOO_LARGE, field, "文件 %s 超过 %d 字节，请压缩。",
                      "the file %s has more than %d bytes; make it smaller.", path, (int)most);
    *out = (Str){ bytes, n };
    return OK;
}

/* A paper handed in as a file is kept by its hash. */
static Err paper_file(const Given *given, Str path, JsonNode *paper)
{
    Call *call = given->call;
    Str bytes;
    if (call->file_count == CALL_FILES_MAX)
        return says(given, "文件过多。", "too many files.");
    TRY(call_file(call->arena, "evidence", str_z(call->arena, path), CALL_FILE_BYTES_MAX, &bytes, given->why));
    call->files[call->file_count++] = bytes;
    Hash hash = hash_of(bytes);
    args_text(call->arena, paper, "sha256", str_hex(call->arena, hash_str(&hash)));
    return OK;
}

static Err paper_member(const Given *given, Str text, JsonNode *paper)
{
    Str value = text, name = str_cut(&value, '=');
    if (!paper || !value.n)
        return says(given, "写法：id-card:no=号码,valid_until=日期。", "write id-card:no=NUMBER,valid_until=DAY.");
    if (str_is(name, "file"))
        return paper_file(given, value, paper);
    args_text(given->call->arena, paper, str_z(given->call->arena, name), value);
    return OK;
}

/* "id-card:no=...,valid_until=...,social-card": a part without "=" begins the next paper. */
static Err papers_value(const Given *given, const char *value, JsonNode *list)
{
    Arena *arena = given->call->arena;
    JsonNode *paper = NULL;
    for (Str rest = str(value); rest.p && rest.n;) {
        Str part = str_cut(&rest, ','), tail = part, head = str_cut(&tail, ':');
        bool begins = str_find(head, S("=")) < 0;
        if (begins) {
            JsonNode fresh = args_make();
            args_text(arena, &fresh, "kind", head);
            paper = args_add(arena, list, fresh);
        }
        if (!begins || tail.p)
            TRY(paper_member(given, begins ? tail : part, paper));
    }
    return OK;
}

static Err pair_value(const Given *given, const char *value, JsonNode *pairs)
{
    Str text = str(value), name = str_cut(&text, '=');
    if (!name.n || !text.p)
        return says(given, "写法：名称=内容，例如 mobile=13800138000。", "write NAME=TEXT, such as mobile=13800138000.");
    args_add(given->call->arena, pairs, (JsonNode){ .type = JSON_TEXT, .key = name, .text = text });
    return OK;
}

/* "NUMBER=YUAN,NUMBER=YUAN": a line for each person. */
static Err lines_value(const Given *given, const char *value, JsonNode *list)
{
    Arena *arena = given->call->arena;
    for (Str rest = str(value); rest.p && rest.n;) {
        Str wage = str_cut(&rest, ','), number = str_cut(&wage, '=');
        Money amount;
        if (!number.n || !money_read(wage, &amount))
            return says(given, "写法：号码=工资（元），例如 110105199003078211=12345.67。",
                        "write NUMBER=WAGE in yuan, such as 110105199003078211=12345.67.");
        JsonNode line = args_make();
        args_text(arena, &line, "ssn", number);
        args_add(arena, &line, (JsonNode){ .type = JSON_INT, .key = S("wage_fen"), .number = amount.fen });
        args_add(arena, list, line);
    }
    return OK;
}

static void list_value(const Given *given, const char *value, JsonNode *list)
{
    for (Str rest = str(value); rest.p && rest.n;)
        args_add(given->call->arena, list, text_node(str_cut(&rest, ',')));
}

/* Lists grow by repetition; everything else stands once. */
static Err many_values(const Given *given, const char *value, JsonNode *list)
{
    switch (given->row->type) {
    case TYPE_EVIDENCE:
        return papers_value(given, value, list);
    case TYPE_PAIRS:
        return pair_value(given, value, list);
    case TYPE_LINES:
        return lines_value(given, value, list);
    default:
        list_value(given, value, list);
        return OK;
    }
}

static bool is_many(FieldType type)
{
    return type == TYPE_EVIDENCE || type == TYPE_PAIRS || type == TYPE_CHOICES || type == TYPE_TEXTS || type == TYPE_LINES;
}

/* A file of rows is kept as it is; the command names it by its hash. */
static Err kept_file(const Given *given, const char *path, JsonNode *out)
{
    Call *call = given->call;
    Str bytes;
    if (call->file_count == CALL_FILES_MAX)
        return says(given, "文件过多。", "too many files.");
    TRY(call_file(call->arena, given->row->name, path, FILE_BYTES_MAX, &bytes, given->why));
    call->files[call->file_count++] = bytes;
    Hash hash = hash_of(bytes);
    *out = text_node(str_hex(call->arena, hash_str(&hash)));
    return OK;
}

static Err one_value(const Given *given, const char *value, bool yuan, JsonNode *out)
{
    Str bytes;
    if (given->row->type == TYPE_TEXT && given->row->kind == KIND_BLOB) { /* a text as long as a file is one */
        TRY(call_file(given->call->arena, given->row->name, value, (size_t)given->row->max, &bytes, given->why));
        *out = text_node(bytes);
        return OK;
    }
    switch (given->row->type) {
    case TYPE_INT:
    case TYPE_FEN:
        return number_value(given, value, yuan, out);
    case TYPE_BYTES:
        if (given->row == field_row(F_FILE))
            return kept_file(given, value, out);
        TRY(call_file(given->call->arena, given->row->name, value, (size_t)given->row->max, &bytes, given->why));
        *out = text_node(str_base64(given->call->arena, bytes));
        return OK;
    default:
        *out = text_node(str(value));
        return OK;
    }
}

Err call_field(Call *call, Str option, const char *value, bool *taken, bool *used, Why *why)
{
    const char *key = NULL;
    bool yuan = false;
    Field field = field_of(call, option, &key, &yuan);
    *taken = field != F_NONE;
    if (!*taken)
        return OK;
    Given given = { call, field_row(field), key, str_z(call->arena, option), why };
    JsonNode *before = args_find(&call->args, str(key)), node = { 0 };
    bool many = is_many(given.row->type);
    if (before && !many)
        return says(&given, "只能写一次。", "stands twice.");
    if (given.row->type == TYPE_BOOL) {
        TRY(truth_value(&given, value, used, &node));
    } else {
        if (!value || !*value)
            return says(&given, "后面应有值。", "needs a value.");
        *used = true;
        if (many && !before)
            before = args_add(call->arena, &call->args,
                              (JsonNode){ .type = given.row->type == TYPE_PAIRS ? JSON_MEMBERS : JSON_LIST, .key = str(key) });
        if (many)
            return many_values(&given, value, before);
        TRY(one_value(&given, value, yuan, &node));
    }
    node.key = str(key);
    args_add(call->arena, &call->args, node);
    return OK;
}
