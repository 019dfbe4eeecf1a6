/* year_code.c - see year_code.h. */
#include "ledger/year_code.h"
#include "base/require.h"

enum { YEAR_VERSION = 1, EFFECT_BITS = 2, OWN_BYTES = 5 * NUMBER_BYTES };
/* What the first number of a line's own part says, below how many parts lie behind the line before. */
enum { OWN_SAME = 1, OWN_PLACE = 2, OWN_AMOUNTS = 4, OWN_BITS = 3 };

/* ---- writing ---- */

void year_page_begin(YearPage *page, Arena *arena)
{
    *page = (YearPage){ .persons = { .arena = arena }, .owns = { .arena = arena }, .lines = { .arena = arena } };
}

/* The person that was under way has all its lines. */
static void person_close(YearPage *page)
{
    if (!page->count)
        return;
    buf_number(&page->persons, (int64_t)(page->owns.n - page->own_at));
    buf_number(&page->persons, (int64_t)(page->lines.n - page->line_at));
}

void year_page_person(YearPage *page, int64_t person)
{
    person_close(page);
    buf_number(&page->persons, person - page->last);
    page->first = page->first ? page->first : person;
    page->last = person;
    page->count++;
    page->own_at = page->owns.n;
    page->line_at = page->lines.n;
    page->before.line = (SheetLine){ .person = person };
    page->own = (SheetOwn){ .person = person };
    page->part = 0;
}

static bool same_money(const Money *a, const Money *b) { return !memcmp(a, b, Insurance_END * sizeof *a); }

/* Whether a line says what the one before it says. */
static bool says_same(const SheetLine *a, const SheetLine *b)
{
    const SheetAmounts *x = &a->amounts, *y = &b->amounts;
    return a->account == b->account && a->contract == b->contract && a->region == b->region && a->category == b->category &&
           a->injury_class == b->injury_class && a->flags == b->flags && same_money(a->base, b->base) &&
           same_money(x->employer, y->employer) && same_money(x->employee, y->employee) &&
           same_money(x->government, y->government) && x->pension_personal.fen == y->pension_personal.fen &&
           x->medical_personal.fen == y->medical_personal.fen && x->serious_illness.fen == y->serious_illness.fen;
}

bool year_page_line(YearPage *page, size_t part, const SheetLine *line)
{
    SheetOwn own, *was = &page->own;
    int region = sheet_region(&page->before, line->region);
    if (region < 0 || !sheet_own(line, &own))
        return false;
    bool same = was->account && says_same(&page->before.line, line);
    bool place = own.account != was->account || own.region != was->region;
    bool amounts = own.pension.fen != was->pension.fen || own.medical.fen != was->medical.fen;
    uint8_t bytes[OWN_BYTES + SHEET_LINE_BYTES], *to = bytes;
    to = number_put(to, (int64_t)(part - page->part) << OWN_BITS | same * OWN_SAME | place * OWN_PLACE | amounts * OWN_AMOUNTS);
    if (place)
        to = number_put(number_put(to, own.account), region);
    if (amounts)
        to = number_put(number_put(to, own.pension.fen - was->pension.fen), own.medical.fen - was->medical.fen);
    buf_add(&page->owns, (Str){ (const char *)bytes, (size_t)(to - bytes) });
    if (!same)
        buf_add(&page->lines, (Str){ (const char *)bytes, (size_t)(sheet_line_put(bytes, &page->before, line) - bytes) });
    page->own = own;
    page->part = part;
    return true;
}

size_t year_page_bytes(const YearPage *page) { return page->persons.n + page->owns.n + page->lines.n; }

size_t year_part(const YearHead *head, const Settlement *row)
{
    size_t i = 0;
    while (i < head->part_count && (head->parts[i].run != row->run || head->parts[i].month.n != row->month.n))
        i++;
    return i;
}

static void put_parts(Buf *buf, const YearHead *head)
{
    YearPart before = { 0 };
    buf_number(buf, (int64_t)head->part_count);
    for (size_t i = 0; i < head->part_count; i++) {
        const YearPart *part = &head->parts[i];
        buf_number(buf, part->month.n - before.month.n);
        buf_number(buf, part->run - before.run);
        buf_number(buf, part->kind);
        buf_number(buf, part->id.entry - part->run);
        buf_number(buf, part->id.ord);
        buf_number(buf, part->day.n - before.day.n);
        before = *part;
    }
}

/* A voucher that stands behind several rows is written once. */
static void put_settled(Buf *buf, const YearHead *head)
{
    Settlement before = { 0 };
    buf_number(buf, (int64_t)head->settled_count);
    for (size_t i = 0; i < head->settled_count; i++) {
        const Settlement *row = &head->settled[i];
        bool known = i && str_eq(row->voucher, before.voucher);
        buf_number(buf, row->id.entry - before.id.entry);
        buf_number(buf, row->id.ord);
        size_t part = year_part(head, row);
        require(part < head->part_count);
        buf_number(buf, (int64_t)part);
        buf_u8(buf, (uint8_t)row->insurances);
        buf_u8(buf, (uint8_t)(row->effects | (unsigned)(row->sign < 0) << EFFECT_BITS | (unsigned)known << (EFFECT_BITS + 1)));
        buf_number(buf, row->day.n - before.day.n);
        buf_number_text(buf, row->who);
        if (!known)
            buf_number_text(buf, row->voucher);
        before = *row;
    }
}

Str year_page_end(YearPage *page, Arena *arena, const YearHead *head)
{
    Buf buf = { .arena = arena };
    person_close(page);
    buf_u8(&buf, YEAR_VERSION);
    put_parts(&buf, head);
    put_settled(&buf, head);
    buf_number(&buf, page->before.region_count);
    for (int i = 0; i < page->before.region_count; i++)
        buf_number(&buf, page->before.regions[i]);
    buf_number(&buf, (int64_t)page->count);
    buf_number_text(&buf, buf_str(&page->persons));
    buf_number_text(&buf, buf_str(&page->owns));
    buf_add(&buf, buf_str(&page->lines));
    return buf_str(&buf);
}

/* ---- reading ---- */

/* A count of things that take at least `bytes` each. */
static size_t take_count(In *in, size_t bytes)
{
    int64_t count = in_number(in);
    in->bad |= in->at > in->n || count < 0 || (uint64_t)count > (in->n - in->at) / bytes;
    return in->bad ? 0 : (size_t)count;
}

static void take_parts(In *in, Arena *arena, YearHead *head)
{
    enum { NUMBERS = 6 };
    YearPart before = { 0 };
    head->part_count = take_count(in, NUMBERS);
    head->parts = arena_new(arena, YearPart, head->part_count);
    for (size_t i = 0; i < head->part_count && !in->bad; i++) {
        YearPart *part = &head->parts[i];
        part->month.n = in_int32(in, before.month.n);
        part->run = in_sum(in, before.run);
        int64_t kind = in_number(in);
        part->kind = (SheetKind)kind;
        part->id.entry = in_sum(in, part->run);
        part->id.ord = in_number(in);
        part->day.n = in_int32(in, before.day.n);
        in->bad |= in->at > in->n || kind != (int)kind || !sheet_kind_word((int)kind);
        before = *part;
    }
}

static void take_settled(In *in, Arena *arena, YearHead *head)
{
    enum { BYTES = 7 };
    Settlement before = { 0 };
    head->settled_count = take_count(in, BYTES);
    head->settled = arena_new(arena, Settlement, head->settled_count);
    for (size_t i = 0; i < head->settled_count && !in->bad; i++) {
        Settlement *row = &head->settled[i];
        row->id.entry = in_sum(in, before.id.entry);
        row->id.ord = in_number(in);
        int64_t part = in_number(in);
        in->bad |= in->at > in->n || part < 0 || (uint64_t)part >= head->part_count;
        if (in->bad)
            return;
        row->month = head->parts[part].month;
        row->run = head->parts[part].run;
        row->insurances = in_byte(in);
        unsigned effects = in_byte(in);
        row->effects = effects & ((1u << EFFECT_BITS) - 1);
        row->sign = effects >> EFFECT_BITS & 1 ? -1 : 1;
        row->day.n = in_int32(in, before.day.n);
        row->who = in_text(in);
        row->voucher = effects >> (EFFECT_BITS + 1) & 1 ? before.voucher : in_text(in);
        before = *row;
    }
}

bool year_walk(YearWalk *walk, Arena *arena, Str bytes)
{
    In in = in_make(bytes);
    walk->bad = true;
    walk->left = 0;
    walk->person = 0;
    if (in_byte(&in) != YEAR_VERSION)
        return false;
    take_parts(&in, arena, &walk->head);
    take_settled(&in, arena, &walk->head);
    size_t regions = take_count(&in, 1);
    if (in.bad || regions > SHEET_REGIONS_MAX)
        return false;
    for (size_t i = 0; i < regions && !in.bad; i++)
        walk->walk.regions[i] = in_int32(&in, 0);
    walk->walk.region_count = (int)regions;
    walk->left = take_count(&in, 1);
    walk->persons = in_make(in_text(&in));
    walk->owns = in_make(in_text(&in));
    walk->own_behind = 0;
    walk->own_end = walk->owns.n;
    walk->line_behind = in.at;
    walk->line_end = in.n;
    walk->walk.in = in;
    walk->owns.n = walk->walk.in.n = 0; /* nobody yet */
    walk->bad = in.bad || in.at > in.n;
    return !walk->bad;
}

/* `bytes` more of what ends at `end` are read next. */
static bool range_take(In *in, size_t *behind, size_t end, int64_t bytes)
{
    if (bytes < 0 || (uint64_t)bytes > end - *behind)
        return false;
    in->at = *behind;
    in->n = *behind += (size_t)bytes;
    return true;
}

/* The bytes of the next person: they lie between two places. */
static bool person_take(YearWalk *walk)
{
    In *persons = &walk->persons;
    int64_t person = in_sum(persons, walk->person), owns = in_number(persons), lines = in_number(persons);
    walk->bad |= persons->bad || persons->at > persons->n || person <= walk->person;
    walk->bad = walk->bad || !range_take(&walk->owns, &walk->own_behind, walk->own_end, owns) ||
                !range_take(&walk->walk.in, &walk->line_behind, walk->line_end, lines);
    walk->left--;
    walk->person = person;
    return !walk->bad;
}

bool year_walk_to(YearWalk *walk, int64_t person)
{
    bool found = false;
    while (!found && !walk->bad && walk->left)
        found = person_take(walk) && walk->person >= person;
    walk->own = (SheetOwn){ .person = walk->person };
    walk->part = 0;
    walk->walk.line.account = 0;
    return found;
}

/* Where the line is, of all. */
static void take_place(YearWalk *walk)
{
    In *in = &walk->owns;
    int64_t account = in_number(in), region = in_number(in);
    in->bad |= account < 1 || account > SHEET_ACCOUNT_MAX || region < 0 || region >= walk->walk.region_count;
    if (in->bad)
        return;
    walk->own.account = (uint8_t)account;
    walk->own.region = walk->walk.regions[region];
}

bool year_walk_own(YearWalk *walk, size_t *part)
{
    In *in = &walk->owns;
    SheetOwn *own = &walk->own;
    if (walk->bad || in->at >= in->n)
        return false;
    int64_t head = in_number(in);
    walk->part += (uint64_t)head >> OWN_BITS;
    walk->same = head & OWN_SAME;
    in->bad |= head < 0 || walk->part >= walk->head.part_count || (walk->same && !own->account);
    if (head & OWN_PLACE)
        take_place(walk);
    if (head & OWN_AMOUNTS) {
        own->pension.fen = in_sum(in, own->pension.fen);
        own->medical.fen = in_sum(in, own->medical.fen);
    }
    walk->bad = in->bad || in->at > in->n || !own->account;
    *part = walk->part;
    return !walk->bad;
}

const SheetLine *year_walk_next(YearWalk *walk, size_t *part)
{
    SheetLine *line = &walk->walk.line;
    if (!year_walk_own(walk, part))
        return NULL;
    if (!line->account) {
        *line = (SheetLine){ .person = walk->person };
        walk->walk.base_mask = walk->walk.amount_mask = 0;
    }
    if (!walk->same)
        walk->bad = !sheet_line_take(&walk->walk) || line->person != walk->person || line->account != walk->own.account;
    return walk->bad ? NULL : line;
}
