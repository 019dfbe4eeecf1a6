/* papers.c - paper lists: which papers a procedure asks for. Read, followed from the nation, looked up. */
#include "base/require.h"
#include "policy/set.h"

#define AS_PROCEDURE(name, key, of) { name, key, of },
static const struct {
    const char *name;
    PolicyKey key;
    const char *of;
} procedures[] = { PAPER_PROCEDURES(AS_PROCEDURE) };
enum { PROCEDURE_COUNT = sizeof procedures / sizeof *procedures, KINDS_MAX = 8, COPIES_MAX = 10, ITEMS_MAX = 20 };

#define AS_CONDITION(bit, NAME, word, zh, en) { NAME, word, { zh, en } },
static const struct {
    PaperIf bit;
    const char *word, *label[2];
} conditions[] = { PAPER_CONDITIONS(AS_CONDITION) };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int procedure_row(Str name)
{
    int low = 0, high = PROCEDURE_COUNT - 1; /* the table is sorted; a test looks after it */
    while (low <= high) {
        int middle = (low + high) / 2, order = str_cmp(name, str(procedures[middle].name));
        if (!order)
            return middle;
        if (order < 0)
            high = middle - 1;
        else
            low = middle + 1;
    }
    return -1;
}

static bool of_allowed(Str of, const char *words)
{
    Str rest = str(words);
    while (rest.p)
        if (str_eq(str_cut(&rest, ' '), of))
            return of.n > 0;
    return str_is(of, "any");
}

static Err kind_read(const Reading *reading, const YamlNode *node, EvidenceKind *out)
{
    EvidenceKind kind = node->type == YAML_TEXT ? (EvidenceKind)choice_from(SET_EVIDENCE, node->text) : EvidenceKind_NONE;
    if (!kind)
        return reading_refuse(reading, node->line, "没有这种材料。", "there is no such kind of paper.");
    *out = kind;
    return OK;
}

/* "kind: id-card" or "any: [id-card, passport]". */
static Err kinds_read(const Reading *reading, const YamlNode *item, PaperItem *out)
{
    const YamlNode *one = yaml_member(item, "kind"), *any = yaml_member(item, "any");
    if (!one == !any || (any && (any->type != YAML_LIST || !any->first)))
        return reading_refuse(reading, item->line, "应当写 kind: 材料，或 any: [材料, …]，二者选一。",
                              "write either kind: PAPER or any: [PAPER, ...].");
    EvidenceKind *list = arena_new(reading->arena, EvidenceKind, KINDS_MAX);
    for (const YamlNode *node = one ? one : any->first; node; node = one ? NULL : node->next) {
        if (out->count == KINDS_MAX)
            return reading_refuse(reading, node->line, "可选的材料超过 %d 种。", "more than %d alternatives.", KINDS_MAX);
        TRY(kind_read(reading, node, &list[out->count]));
        for (size_t i = 0; i < out->count; i++)
            if (list[i] == list[out->count])
                return reading_refuse(reading, node->line, "同一种材料写了两次。", "the same paper stands twice.");
        out->count++;
    }
    out->kinds = list;
    return OK;
}

static Err when_read(const Reading *reading, const YamlNode *node, PaperIf *out)
{
    for (size_t i = 0; i < COUNT(conditions); i++)
        if (node->type == YAML_TEXT && str_is(node->text, conditions[i].word)) {
            *out = conditions[i].bit;
            return OK;
        }
    return reading_refuse(reading, node->line, "没有这个条件。", "there is no such condition.");
}

static Err item_read(const Reading *reading, const YamlNode *item, PaperItem *out)
{
    int64_t copies = 1, days = 0;
    TRY(reading_members(reading, item, "kind any copies valid_days when of", ""));
    TRY(kinds_read(reading, item, out));
    if (yaml_member(item, "copies"))
        TRY(reading_int(reading, yaml_member(item, "copies"), 1, COPIES_MAX, &copies));
    if (yaml_member(item, "valid_days"))
        TRY(reading_int(reading, yaml_member(item, "valid_days"), 1, 3650, &days));
    if (yaml_member(item, "when"))
        TRY(when_read(reading, yaml_member(item, "when"), &out->when));
    const YamlNode *of = yaml_member(item, "of");
    out->of_other = of && str_is(of->text, "other");
    if (of && !out->of_other && !str_is(of->text, "holder"))
        return reading_refuse(reading, of->line, "of 只能是 holder（本人）或 other（代为办理的人）。",
                              "of must be holder or other.");
    out->copies = (int)copies;
    out->valid_days = (int)days;
    return OK;
}

static Err items_read(const Reading *reading, const YamlNode *node, PaperList *list)
{
    if (node->type != YAML_LIST)
        return reading_refuse(reading, node->line, "value 应当是一列材料，没有材料时写 []。",
                              "value must be a list of papers; [] if none.");
    PaperItem *items = arena_new(reading->arena, PaperItem, ITEMS_MAX);
    for (const YamlNode *item = node->first; item; item = item->next) {
        if (list->count == ITEMS_MAX)
            return reading_refuse(reading, item->line, "材料超过 %d 项。", "more than %d papers.", ITEMS_MAX);
        TRY(item_read(reading, item, &items[list->count++]));
    }
    list->items = items;
    return OK;
}

static Err entry_read(const Reading *reading, const YamlNode *node, int procedure, PaperEntry *entry)
{
    if (!of_allowed(node->key, procedures[procedure].of))
        return reading_refuse(reading, node->line, "“%s”下面没有“" STR_FMT "”，可用：any %s。",
                              "\"%s\" has no list for \"" STR_FMT "\"; the words are: any %s.", procedures[procedure].name,
                              STR_ARG(node->key), procedures[procedure].of);
    if (node->type != YAML_LIST || !node->first)
        return reading_refuse(reading, node->line, "应当是按日期排列的一列材料清单。", "expected dated paper lists.");
    size_t count = 0;
    for (const YamlNode *item = node->first; item; item = item->next)
        count++;
    PaperList *lists = arena_new(reading->arena, PaperList, count), *list = lists;
    Day before = DAY_NONE;
    for (const YamlNode *item = node->first; item; item = item->next, list++) {
        TRY(reading_members(reading, item, "from value reference status", "from value reference status"));
        TRY(reading_dated(reading, item, before, &list->from, &list->reference, &list->status));
        TRY(items_read(reading, yaml_member(item, "value"), list));
        before = list->from;
    }
    *entry = (PaperEntry){ procedure, node->key, lists, count, true };
    return OK;
}

static int entry_order(const PaperEntry *entry, int procedure, Str of)
{
    return entry->procedure != procedure ? (entry->procedure < procedure ? -1 : 1) : str_cmp(entry->of, of);
}

/* Puts an entry in its place; the array has room. */
static void entry_insert(RegionPolicy *region, PaperEntry entry)
{
    size_t at = region->paper_count++;
    for (; at > 0 && entry_order(&region->papers[at - 1], entry.procedure, entry.of) > 0; at--)
        region->papers[at] = region->papers[at - 1];
    region->papers[at] = entry;
}

static size_t members_below(const YamlNode *tree)
{
    size_t count = 0;
    for (const YamlNode *node = tree ? tree->first : NULL; node; node = node->next)
        for (const YamlNode *item = node->first; item; item = item->next)
            count++;
    return count;
}

Err papers_read(const Reading *reading, const YamlNode *tree, RegionPolicy *region)
{
    if (tree && tree->type != YAML_MAP)
        return reading_refuse(reading, tree->line, "papers 下面应当是业务。", "papers must be a mapping of procedures.");
    region->papers = arena_new(reading->arena, PaperEntry, members_below(tree));
    for (const YamlNode *node = tree ? tree->first : NULL; node; node = node->next) {
        int procedure = procedure_row(node->key);
        if (procedure < 0)
            return reading_refuse(reading, node->line, "没有名为“" STR_FMT "”的业务。", "there is no procedure \"" STR_FMT "\".",
                                  STR_ARG(node->key));
        if (node->type != YAML_MAP)
            return reading_refuse(reading, node->line, "“" STR_FMT "”下面应当是材料清单。",
                                  "paper lists must stand below \"" STR_FMT "\".", STR_ARG(node->key));
        for (const YamlNode *item = node->first; item; item = item->next) {
            PaperEntry entry;
            TRY(entry_read(reading, item, procedure, &entry));
            entry_insert(region, entry);
        }
    }
    return OK;
}

static const PaperEntry *entry_find(const RegionPolicy *region, int procedure, Str of)
{
    size_t low = 0, high = region->paper_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = entry_order(&region->papers[middle], procedure, of);
        if (!order)
            return &region->papers[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

void papers_follow(Arena *arena, RegionPolicy *region, const RegionPolicy *national)
{
    PaperEntry *own = region->papers;
    size_t own_count = region->paper_count;
    region->papers = arena_new(arena, PaperEntry, own_count + national->paper_count);
    memcpy(region->papers, own, own_count * sizeof *own);
    for (size_t i = 0; i < national->paper_count; i++) {
        PaperEntry entry = national->papers[i];
        entry.own = false;
        if (!entry_find(region, entry.procedure, entry.of))
            entry_insert(region, entry);
    }
}

const PaperList *policy_papers_more(const RegionPolicy *region, Str procedure, Str of, Day day)
{
    int row = procedure_row(procedure);
    const PaperEntry *entry = row < 0 ? NULL : entry_find(region, row, of);
    if (!entry)
        return NULL;
    size_t at = entry->count - 1;
    while (at > 0 && entry->lists[at].from.n > day.n)
        at--;
    return &entry->lists[at];
}

const PaperList *policy_papers(const RegionPolicy *region, Str procedure, Str of, Day day)
{
    const PaperList *list = policy_papers_more(region, procedure, of, day);
    return list ? list : policy_papers_more(region, procedure, S("any"), day);
}

int policy_case_workdays(const RegionPolicy *region, Str procedure, Day day)
{
    int row = procedure_row(procedure);
    return row < 0 || procedures[row].key == POLICY_KEY_END ? 0 : (int)policy_int(region, procedures[row].key, day);
}

bool paper_accepts(const PaperItem *item, EvidenceKind kind)
{
    for (size_t i = 0; i < item->count; i++)
        if (item->kinds[i] == kind)
            return true;
    return false;
}

const char *paper_condition_label(PaperIf condition, bool en)
{
    for (size_t i = 0; i < COUNT(conditions); i++)
        if (conditions[i].bit == condition)
            return conditions[i].label[en];
    require(condition == PAPER_ALWAYS);
    return "";
}

const char *papers_procedure(int row) { return procedures[row].name; }

bool papers_same(const PaperList *a, const PaperList *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        const PaperItem *x = &a->items[i], *y = &b->items[i];
        same = x->count == y->count && x->copies == y->copies && x->valid_days == y->valid_days && x->when == y->when &&
               x->of_other == y->of_other && !memcmp(x->kinds, y->kinds, x->count * sizeof *x->kinds);
    }
    return same;
}

static void list_canonical(Buf *buf, const PaperList *list)
{
    buf_i64(buf, list->from.n);
    buf_u8(buf, list->status);
    buf_text(buf, list->reference);
    buf_u32(buf, (uint32_t)list->count);
    for (size_t i = 0; i < list->count; i++) {
        const PaperItem *item = &list->items[i];
        buf_u32(buf, (uint32_t)item->count);
        for (size_t k = 0; k < item->count; k++)
            buf_u32(buf, item->kinds[k]);
        buf_u32(buf, (uint32_t)item->copies);
        buf_u32(buf, (uint32_t)item->valid_days);
        buf_u32(buf, item->when);
        buf_u8(buf, item->of_other);
    }
}

void papers_canonical(Buf *buf, const RegionPolicy *region)
{
    for (size_t i = 0; i < region->paper_count; i++) {
        const PaperEntry *entry = &region->papers[i];
        if (!entry->own)
            continue;
        buf_text(buf, str(procedures[entry->procedure].name));
        buf_text(buf, entry->of);
        buf_u32(buf, (uint32_t)entry->count);
        for (size_t k = 0; k < entry->count; k++)
            list_canonical(buf, &entry->lists[k]);
    }
}
