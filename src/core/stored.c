/* stored.c - see stored.h. */
#include "core/stored.h"
#include "ident/ident.h"

enum { FORM_ABSENT = 0, FORM_PLAIN = 1, FORM_COMMITTED = 2, FORM_HASH = 3 };
static const char mark = 1; /* JSON text never holds this byte. */

static void plain_form(Buf *buf, const Arg *arg);

static void committed(const Store *store, Buf *buf, Str bytes)
{
    Hash hash = hash_keyed(hash_str(&store->secret), bytes);
    buf_u8(buf, FORM_COMMITTED);
    buf_add(buf, hash_str(&hash));
}

/* A list or value as one text of bytes, to be committed to as a whole. */
static Str whole(Arena *arena, const Arg *arg)
{
    Buf buf = { .arena = arena };
    plain_form(&buf, arg);
    return buf_str(&buf);
}

static void paper_form(const Store *store, Buf *buf, const Paper *paper)
{
    buf_u8(buf, (uint8_t)paper->kind);
    buf_i64(buf, paper->day.n);
    buf_i64(buf, paper->valid_until.n);
    buf_text(buf, paper->hash);
    if (paper->no.n)
        committed(store, buf, paper->no); /* The number of an identity card is a personal number. */
    else
        buf_u8(buf, FORM_ABSENT);
}

static void plain_form(Buf *buf, const Arg *arg)
{
    buf_u8(buf, FORM_PLAIN);
    buf_i64(buf, arg->i);
    buf_text(buf, arg->s);
    buf_u32(buf, arg->items ? (uint32_t)arg->n : 0);
    for (size_t i = 0; arg->items && i < arg->n; i++) {
        buf_text(buf, arg->items[i].key);
        plain_form(buf, &arg->items[i]);
    }
}

Str stored_request(const Store *store, Arena *arena, const Command *command)
{
    const CatalogueRow *row = command_row(command->id);
    Buf buf = { .arena = arena };
    for (int i = 0; i < row->count; i++) {
        const Arg *value = &command->args[i];
        const FieldRow *field = field_row(row->fields[i]);
        if (!value->given) {
            buf_u8(&buf, FORM_ABSENT);
        } else if (field->type == TYPE_EVIDENCE) {
            buf_u8(&buf, FORM_PLAIN);
            buf_u32(&buf, (uint32_t)value->n);
            for (size_t p = 0; p < value->n; p++)
                paper_form(store, &buf, &value->papers[p]);
        } else if (field->kind == KIND_BLOB) {
            Hash hash = hash_of(value->s);
            buf_u8(&buf, FORM_HASH);
            buf_add(&buf, str_is(value->key, "sha256") ? value->s : hash_str(&hash));
        } else if (field->kind == KIND_PLAIN) {
            plain_form(&buf, value);
        } else {
            committed(store, &buf, whole(arena, value));
        }
    }
    return buf_str(&buf);
}

enum { FORM_DEPTH_MAX = 4 };

/* Reads past one plain value; gives the number it begins with. */
static int64_t plain_take(Take *take, int depth)
{
    int64_t number = take_i64(take);
    take_text(take);
    uint32_t items = take_u32(take);
    take->bad |= depth > FORM_DEPTH_MAX;
    for (uint32_t i = 0; i < items && !take->bad; i++) {
        take_text(take);
        take->bad |= take_u8(take) != FORM_PLAIN;
        plain_take(take, depth + 1);
    }
    return number;
}

static void paper_take(Take *take)
{
    take_u8(take);
    take_i64(take);
    take_i64(take);
    take_text(take);
    if (take_u8(take) == FORM_COMMITTED)
        take_bytes(take, HASH_BYTES);
}

bool stored_number(Str stored, CommandId command, Field wanted, int64_t *out)
{
    const CatalogueRow *row = command_row(command);
    Take take = { .rest = stored };
    for (int i = 0; i < row->count && !take.bad; i++) {
        uint8_t form = take_u8(&take);
        int64_t number = 0;
        if (form == FORM_PLAIN && field_row(row->fields[i])->type == TYPE_EVIDENCE) {
            uint32_t papers = take_u32(&take);
            for (uint32_t p = 0; p < papers && !take.bad; p++)
                paper_take(&take);
        } else if (form == FORM_PLAIN) {
            number = plain_take(&take, 0);
        } else if (form != FORM_ABSENT) {
            take_bytes(&take, HASH_BYTES);
        }
        if (row->fields[i] == wanted && form == FORM_PLAIN && !take.bad) {
            *out = number;
            return true;
        }
    }
    return false;
}

Hash stored_digest(const Store *store, Arena *arena, Str canonical)
{
    (void)arena;
    return hash_keyed(hash_str(&store->secret), canonical);
}

Str stored_answer(Arena *arena, Str answer, Str value, int64_t person, int64_t cell)
{
    long at = value.n && person ? str_find(answer, value) : -1;
    if (at < 0)
        return answer;
    Buf buf = { .arena = arena };
    buf_add(&buf, str_head(answer, (size_t)at));
    buf_format(&buf, "%c%lld.%lld%c", mark, (long long)person, (long long)cell, mark);
    buf_add(&buf, stored_answer(arena, str_from(answer, (size_t)at + value.n), value, person, cell));
    return buf_str(&buf);
}

Err stored_answer_read(Store *store, Arena *arena, Str stored, Str *answer)
{
    Buf buf = { .arena = arena };
    while (stored.n) {
        buf_add(&buf, str_cut(&stored, mark));
        if (!stored.p)
            break;
        Str reference = str_cut(&stored, mark);
        Str person = str_cut(&reference, '.'), value = { 0 };
        int64_t who = 0, n = 0;
        if (!str_int(person, &who) || !str_int(reference, &n))
            return ERR_BUSY;
        TRY(identity_cell(store, arena, who, n, &value));
        buf_add(&buf, value);
    }
    *answer = buf_str(&buf);
    return OK;
}

Str stored_user(const Store *store, Arena *arena, const Actor *actor, Time at)
{
    if (actor->person)
        return str_format(arena, "#%lld", (long long)actor->person);
    if (!ident_check(IDENT_SSN, actor->user, time_day(at)).valid)
        return actor->user;
    Hash hash = hash_keyed(hash_str(&store->secret), actor->user);
    return str_hex(arena, str_head(hash_str(&hash), 8));
}
