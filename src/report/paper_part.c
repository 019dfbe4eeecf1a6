/* paper_part.c - the table of papers with the answers put in: each part as rows of text. PDF and pages are made of these. */
#include "base/require.h"
#include "report/paper.h"
#include "report/paper_value.h"

enum { COLUMNS_MAX = 10, TABLES_MAX = 64, FACT_COLUMNS = 2 };

typedef enum { FACTS, TABLE, EACH } PartKind;

typedef struct {
    const char *path;
    Say how;
    ChoiceSetId set;
    const char *zh, *en;
    int share;
} PaperField;

typedef struct {
    PaperKind paper;
    PartKind kind;
    const char *list, *sub, *zh, *en;
    const PaperField *fields;
    size_t count;
} Part;

#define AS_FIELD(path, how, set, zh, en, share) { path, SAY_##how, set, zh, en, share },
#define AS_PART(paper, kind, list, sub, zh, en, fields) \
    { paper, \
      kind, \
      list, \
      sub, \
      zh, \
      en, \
      (const PaperField[]){ fields(AS_FIELD) }, \
      sizeof((const PaperField[]){ fields(AS_FIELD) }) / sizeof(PaperField) },
static const Part parts[] = { PAPER_PARTS(AS_PART) };

static const struct {
    const char *name, *queries;
    int cert;
    const char *link, *zh, *en, *lead_zh, *lead_en;
} papers[PAPER_END] = {
#define AS_ROW(id, name, queries, cert, link, zh, en, lead_zh, lead_en) \
    [id] = { name, queries, cert, link, zh, en, lead_zh, lead_en },
    PAPERS(AS_ROW)
};

PaperKind paper_kind(Str name)
{
    for (PaperKind kind = 1; kind < PAPER_END; kind++)
        if (str_is(name, papers[kind].name))
            return kind;
    return PAPER_NONE;
}

const char *paper_name(PaperKind kind) { return papers[kind].name; }
const char *paper_title(PaperKind kind, bool en) { return en ? papers[kind].en : papers[kind].zh; }
const char *paper_lead(PaperKind kind, bool en) { return en ? papers[kind].lead_en : papers[kind].lead_zh; }
const char *paper_link(PaperKind kind) { return papers[kind].link; }
const char *paper_queries(PaperKind kind) { return papers[kind].queries; }
int paper_cert(PaperKind kind) { return papers[kind].cert; }

PaperKind paper_of_cert(int cert)
{
    for (PaperKind kind = 1; cert && kind < PAPER_END; kind++)
        if (papers[kind].cert == cert)
            return kind;
    return PAPER_NONE;
}

void paper_args(Json *args, Str query, const JsonNode *given)
{
    const CatalogueRow *row = query_row(query_from(query));
    json_open(args, '{');
    for (size_t i = 0; given && i < given->count; i++) {
        Str key = given->items[i].key;
        bool takes = row->place[F_SSN] && str_is(key, "person");
        for (int k = 0; k < row->count; k++)
            takes |= str_is(key, field_row(row->fields[k])->name);
        if (!takes)
            continue;
        json_key_n(args, key.p, key.n);
        json_node(args, &given->items[i]);
    }
    json_close(args, '}');
}

/* ---- the answers put in ---- */

typedef struct {
    Saying saying;
    PaperTable *tables;
    size_t count, rows;
} Filling;

static Str title_of(const Filling *filling, const Part *part) { return str(filling->saying.en ? part->en : part->zh); }

/* The answers as members of one object: "person.why" is `why`, the others go by their noun. */
static JsonNode root_of(Arena *arena, const PaperWanted *wanted)
{
    JsonNode *items = arena_new(arena, JsonNode, PAPER_ANSWERS_MAX);
    Str names = str(papers[wanted->kind].queries);
    size_t count = 0;
    while (names.n && count < PAPER_ANSWERS_MAX) {
        Str name = str_cut(&names, ' '), noun = str_cut(&name, '.');
        if (wanted->answers[count])
            items[count] = *wanted->answers[count];
        items[count++].key = str_is(noun, "person") ? name : noun;
    }
    return (JsonNode){ .type = JSON_MEMBERS, .items = items, .count = count };
}

static const JsonNode *items_of(const JsonNode *node, size_t *count)
{
    bool list = node && node->type == JSON_LIST;
    *count = list ? node->count : 0;
    return list ? node->items : NULL;
}

/* false: there is room for no more tables or rows. */
static bool table_add(Filling *filling, const PaperTable *table)
{
    filling->rows += table->rows;
    if (filling->count == TABLES_MAX || filling->rows > PAPER_ROWS_MAX)
        return false;
    if (table->rows)
        filling->tables[filling->count++] = *table;
    return true;
}

static bool facts_fill(Filling *filling, const Part *part, const JsonNode *root)
{
    Str *cells = arena_new(filling->saying.arena, Str, part->count * FACT_COLUMNS);
    PaperTable table = { .title = title_of(filling, part), .facts = true, .width = FACT_COLUMNS, .cells = cells };
    for (size_t i = 0; i < part->count; i++) {
        const PaperField *field = &part->fields[i];
        Str value = paper_say(&filling->saying, root, NULL, field->path, field->how, field->set);
        if (!value.n)
            continue;
        cells[table.rows * FACT_COLUMNS] = str(filling->saying.en ? field->en : field->zh);
        cells[table.rows++ * FACT_COLUMNS + 1] = value;
    }
    return table_add(filling, &table);
}

static PaperTable table_make(const Filling *filling, const Part *part, const PaperField *fields, size_t width, size_t rows)
{
    Arena *arena = filling->saying.arena;
    Str *head = arena_new(arena, Str, width);
    bool *right = arena_new(arena, bool, width);
    int *share = arena_new(arena, int, width);
    require(width <= COLUMNS_MAX);
    for (size_t i = 0; i < width; i++) {
        head[i] = str(filling->saying.en ? fields[i].en : fields[i].zh);
        right[i] = paper_is_amount(fields[i].how);
        share[i] = fields[i].share;
    }
    return (PaperTable){ .title = title_of(filling, part),
                         .width = width,
                         .head = head,
                         .right = right,
                         .share = share,
                         .cells = arena_new(arena, Str, width * rows) };
}

static void row_fill(const Filling *filling, PaperTable *table, const PaperField *fields, const JsonNode *row,
                     const JsonNode *parent)
{
    Str *cells = (Str *)(uintptr_t)&table->cells[table->rows++ * table->width];
    for (size_t i = 0; i < table->width; i++)
        cells[i] = paper_say(&filling->saying, row, parent, fields[i].path, fields[i].how, fields[i].set);
}

static bool table_fill(Filling *filling, const Part *part, const JsonNode *list)
{
    size_t rows = 0, count = 1;
    for (size_t i = 0; i < list->count; i++) {
        if (*part->sub)
            items_of(json_member(&list->items[i], part->sub), &count);
        rows += count;
    }
    if (rows > PAPER_ROWS_MAX)
        return false;
    PaperTable table = table_make(filling, part, part->fields, part->count, rows);
    for (size_t i = 0; i < list->count; i++) {
        const JsonNode *item = &list->items[i], *sub = *part->sub ? items_of(json_member(item, part->sub), &count) : item;
        for (size_t k = 0; k < count; k++)
            row_fill(filling, &table, part->fields, &sub[k], item);
    }
    return table_add(filling, &table);
}

static Str rows_bytes(const Filling *filling, const Part *part, const JsonNode *item)
{
    Json json = json_make(filling->saying.arena);
    const JsonNode *sub = json_member(item, part->sub);
    if (sub)
        json_node(&json, sub);
    return json_str(&json);
}

/* The names of all items with the same rows; *again: an earlier one has told them. */
static Str names_of(const Filling *filling, const Part *part, const JsonNode *list, size_t at, bool *again)
{
    const PaperField *field = &part->fields[0];
    Str rows = rows_bytes(filling, part, &list->items[at]);
    Buf names = { .arena = filling->saying.arena };
    *again = false;
    for (size_t i = 0; i < list->count; i++) {
        if (!str_eq(rows, rows_bytes(filling, part, &list->items[i])))
            continue;
        *again |= i < at;
        if (names.n)
            buf_add(&names, filling->saying.en ? S(", ") : S("、"));
        buf_add(&names, paper_say(&filling->saying, &list->items[i], NULL, field->path, field->how, field->set));
    }
    return buf_str(&names);
}

/* A table for each item, under its name; items with the very same rows share one. */
static bool each_fill(Filling *filling, const Part *part, const JsonNode *list)
{
    bool first = true;
    for (size_t i = 0; i < list->count; i++) {
        bool again = false;
        size_t count = 0;
        const JsonNode *item = &list->items[i], *sub = items_of(json_member(item, part->sub), &count);
        Str name = names_of(filling, part, list, i, &again);
        if (again)
            continue;
        PaperTable table = table_make(filling, part, part->fields + 1, part->count - 1, count);
        table.name = name;
        table.title = first ? table.title : (Str){ 0 };
        first = false;
        for (size_t k = 0; k < count; k++)
            row_fill(filling, &table, part->fields + 1, &sub[k], item);
        if (!table_add(filling, &table))
            return false;
    }
    return true;
}

static bool part_fill(Filling *filling, const Part *part, const JsonNode *root)
{
    if (part->kind == FACTS)
        return facts_fill(filling, part, root);
    const JsonNode *list = paper_at(&filling->saying, root, NULL, part->list);
    if (!list || list->type != JSON_LIST)
        return true;
    return part->kind == TABLE
    ? table_fill(filling, part, list) : each_fill(filling, part, list);
}

Err paper_tables(Arena *arena, const PaperWanted *wanted, PaperTable **out, size_t *count, Why *why)
{
    Filling filling = { .saying = { arena, wanted->en }, .tables = arena_new(arena, PaperTable, TABLES_MAX) };
    require(wanted->kind > PAPER_NONE && wanted->kind < PAPER_END);
    JsonNode root = root_of(arena, wanted);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].paper == wanted->kind && !part_fill(&filling, &parts[i], &root))
            return refuse(why, ERR_TOO_LARGE, "", NULL, NULL);
    *out = filling.tables;
    *count = filling.count;
    return OK;
}
