/* command.c - see command.h. */
#include "words/command.h"
#include "base/require.h"

const Arg arg_none = { 0 };

Arg *arg_set(Command *command, Field field)
{
    const CatalogueRow *row = command->row ? command->row : command_row(command->id);
    int place = row->place[field];
    require(place > 0);
    command->args[place - 1].given = true;
    return &command->args[place - 1];
}

Str arg_pair(const Arg *pairs, const char *key)
{
    for (size_t i = 0; i < pairs->n; i++)
        if (str_is(pairs->items[i].key, key))
            return pairs->items[i].s;
    return (Str){ 0 };
}

const Paper *paper_find(const Arg *evidence, EvidenceKind kind)
{
    for (size_t i = 0; i < evidence->n; i++)
        if (evidence->papers[i].kind == kind)
            return &evidence->papers[i];
    return NULL;
}

static void arg_bytes(Buf *buf, const Arg *value)
{
    buf_u8(buf, value->given);
    if (!value->given)
        return;
    buf_i64(buf, value->i);
    buf_text(buf, value->s);
    buf_text(buf, value->key);
    buf_u32(buf, value->items ? (uint32_t)value->n : 0);
    for (size_t i = 0; value->items && i < value->n; i++)
        arg_bytes(buf, &value->items[i]);
    buf_u32(buf, value->papers ? (uint32_t)value->n : 0);
    for (size_t i = 0; value->papers && i < value->n; i++) {
        const Paper *paper = &value->papers[i];
        buf_u8(buf, (uint8_t)paper->kind);
        buf_text(buf, paper->no);
        buf_i64(buf, paper->day.n);
        buf_i64(buf, paper->valid_until.n);
        buf_text(buf, paper->hash);
    }
}

Str command_bytes(Arena *arena, const Command *command)
{
    const CatalogueRow *row = command->row ? command->row : command_row(command->id);
    Buf buf = { .arena = arena };
    buf_text(&buf, str(row->name));
    for (int i = 0; i < row->count; i++)
        arg_bytes(&buf, &command->args[i]);
    return buf_str(&buf);
}

enum { LIST_DEPTH_MAX = 3, LIST_BYTES_LEAST = 1 };

static void papers_take(Arena *arena, Take *take, uint32_t count, Arg *out)
{
    Paper *papers = arena_new(arena, Paper, count);
    for (uint32_t i = 0; i < count && !take->bad; i++)
        papers[i] = (Paper){ .kind = (EvidenceKind)take_u8(take), .no = take_text(take), .day = { (int32_t)take_i64(take) },
                             .valid_until = { (int32_t)take_i64(take) }, .hash = take_text(take) };
    out->papers = papers;
    out->n = count;
}

static void arg_take(Arena *arena, Take *take, int depth, Arg *out)
{
    out->given = take_u8(take) == 1;
    if (!out->given || take->bad)
        return;
    out->i = take_i64(take);
    out->s = take_text(take);
    out->key = take_text(take);
    uint32_t items = take_u32(take);
    take->bad |= items > take->rest.n / LIST_BYTES_LEAST || depth > LIST_DEPTH_MAX;
    if (items && !take->bad) {
        Arg *list = arena_new(arena, Arg, items);
        for (uint32_t i = 0; i < items && !take->bad; i++)
            arg_take(arena, take, depth + 1, &list[i]);
        out->items = list;
        out->n = items;
    }
    uint32_t papers = take_u32(take);
    take->bad |= papers > take->rest.n / LIST_BYTES_LEAST;
    if (papers && !take->bad)
        papers_take(arena, take, papers, out);
}

bool command_from_bytes(Arena *arena, Str bytes, Command *out)
{
    Take take = { .rest = bytes };
    Command command = { .id = command_from(take_text(&take)) };
    if (command.id == CMD_NONE || take.bad)
        return false;
    const CatalogueRow *row = command_row(command.id);
    for (int i = 0; i < row->count; i++)
        arg_take(arena, &take, 0, &command.args[i]);
    if (take.bad || take.rest.n)
        return false;
    *out = command;
    return true;
}
