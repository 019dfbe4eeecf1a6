/* sheet_code.c - see sheet_code.h. */
#include "ledger/sheet_code.h"
#include "base/require.h"

enum { SHEET_VERSION = 1 };
/* Bits of the amount mask: employer and employee of each insurance, government of each, then the three funds where they
 * are not what follows from the rest. */
enum { BIT_EMPLOYER = 0, BIT_EMPLOYEE = 5, BIT_GOVERNMENT = 10, BIT_PENSION = 15, BIT_MEDICAL = 16, BIT_SERIOUS = 17, BITS = 18 };

/* What the personal accounts get unless the line says otherwise: the employee's own part, without what goes to the
 * fund for serious illness. Wraps around like the reader does, for numbers that no check has seen. */
static int64_t usual_pension(const SheetAmounts *a) { return a->employee[INSURANCE_PENSION].fen; }
static int64_t usual_medical(const SheetAmounts *a)
{
    return (int64_t)((uint64_t)a->employee[INSURANCE_MEDICAL].fen - (uint64_t)a->serious_illness.fen);
}

static uint32_t amount_mask(const SheetAmounts *a)
{
    uint32_t mask = 0;
    for (int i = 1; i < Insurance_END; i++) {
        mask |= (uint32_t)(a->employer[i].fen != 0) << (BIT_EMPLOYER + i - 1);
        mask |= (uint32_t)(a->employee[i].fen != 0) << (BIT_EMPLOYEE + i - 1);
        mask |= (uint32_t)(a->government[i].fen != 0) << (BIT_GOVERNMENT + i - 1);
    }
    mask |= (uint32_t)(a->pension_personal.fen != usual_pension(a)) << BIT_PENSION;
    mask |= (uint32_t)(a->medical_personal.fen != usual_medical(a)) << BIT_MEDICAL;
    return mask | (uint32_t)(a->serious_illness.fen != 0) << BIT_SERIOUS;
}

static bool has(uint32_t mask, int bit) { return mask >> bit & 1; }

static uint8_t *put_amounts(uint8_t *to, const SheetAmounts *a, uint32_t mask)
{
    for (int i = 1; i < Insurance_END; i++) {
        if (has(mask, BIT_EMPLOYER + i - 1))
            to = number_put(to, a->employer[i].fen);
        if (has(mask, BIT_EMPLOYEE + i - 1)) /* often the same as the employer's, or near it */
            to = number_put(to, (int64_t)((uint64_t)a->employee[i].fen - (uint64_t)a->employer[i].fen));
        if (has(mask, BIT_GOVERNMENT + i - 1))
            to = number_put(to, a->government[i].fen);
    }
    if (has(mask, BIT_PENSION))
        to = number_put(to, a->pension_personal.fen);
    if (has(mask, BIT_MEDICAL))
        to = number_put(to, a->medical_personal.fen);
    return has(mask, BIT_SERIOUS) ? number_put(to, a->serious_illness.fen) : to;
}

static void take_amounts(In *in, SheetAmounts *a, uint32_t mask)
{
    *a = (SheetAmounts){ 0 };
    for (int i = 1; i < Insurance_END; i++) {
        if (has(mask, BIT_EMPLOYER + i - 1))
            a->employer[i].fen = in_number(in);
        if (has(mask, BIT_EMPLOYEE + i - 1))
            a->employee[i].fen = (int64_t)((uint64_t)in_number(in) + (uint64_t)a->employer[i].fen);
        if (has(mask, BIT_GOVERNMENT + i - 1))
            a->government[i].fen = in_number(in);
    }
    a->pension_personal.fen = has(mask, BIT_PENSION) ? in_number(in) : usual_pension(a);
    int64_t medical = has(mask, BIT_MEDICAL) ? in_number(in) : 0;
    a->serious_illness.fen = has(mask, BIT_SERIOUS) ? in_number(in) : 0;
    a->medical_personal.fen = has(mask, BIT_MEDICAL) ? medical : usual_medical(a);
}

/* Bits of the base mask: insurance i is levied; its base is not that of the first that is. */
static uint32_t base_mask(const Money *base)
{
    uint32_t mask = 0;
    int64_t first = 0;
    for (int i = 1; i < Insurance_END; i++) {
        first = first ? first : base[i].fen;
        mask |= (uint32_t)(base[i].fen != 0) << (i - 1) | (uint32_t)(base[i].fen != 0 && base[i].fen != first) << (4 + i);
    }
    return mask;
}

static uint8_t *put_bases(uint8_t *to, const Money *base, uint32_t mask)
{
    int64_t first = 0;
    for (int i = 1; i < Insurance_END; i++) {
        if (has(mask, 4 + i))
            to = number_put(to, (int64_t)((uint64_t)base[i].fen - (uint64_t)first));
        else if (has(mask, i - 1) && !first)
            to = number_put(to, first = base[i].fen);
    }
    return to;
}

static void take_bases(In *in, Money *base, uint32_t mask)
{
    int64_t first = 0;
    for (int i = 1; i < Insurance_END; i++) {
        base[i].fen = 0;
        if (has(mask, 4 + i))
            base[i].fen = (int64_t)((uint64_t)first + (uint64_t)in_number(in));
        else if (has(mask, i - 1))
            base[i].fen = first = first ? first : in_number(in);
    }
}

static int region_place(const int32_t *regions, int count, int32_t region)
{
    for (int i = 0; i < count; i++)
        if (regions[i] == region)
            return i;
    return -1;
}

int sheet_region(SheetWalk *before, int32_t region)
{
    int place = region_place(before->regions, before->region_count, region);
    if (place >= 0 || before->region_count == SHEET_REGIONS_MAX)
        return place;
    before->regions[before->region_count] = region;
    return before->region_count++;
}

static bool same_shape(const SheetWalk *before, const SheetLine *line, uint32_t bases, uint32_t amounts)
{
    const SheetLine *was = &before->line;
    return was->person && was->account == line->account && was->region == line->region && was->category == line->category &&
           was->injury_class == line->injury_class && was->flags == line->flags && !was->contract == !line->contract &&
           before->base_mask == bases && before->amount_mask == amounts;
}

uint8_t *sheet_line_put(uint8_t *to, SheetWalk *before, const SheetLine *line)
{
    uint32_t bases = base_mask(line->base), amounts = amount_mask(&line->amounts);
    bool same = same_shape(before, line, bases, amounts);
    to = number_put(to, (line->person - before->line.person) * 2 + same);
    if (!same) {
        *to++ = line->account;
        *to++ = (uint8_t)((unsigned)line->category | (unsigned)line->flags << 4 | (line->contract ? 0x80u : 0));
        *to++ = line->injury_class;
        to = number_put(to, region_place(before->regions, before->region_count, line->region));
        to = number_put(to, bases);
        to = number_put(to, amounts);
    }
    if (line->contract)
        to = number_put(to, line->contract);
    to = put_bases(to, line->base, bases);
    to = put_amounts(to, &line->amounts, amounts);
    before->line = *line;
    before->base_mask = bases;
    before->amount_mask = amounts;
    return to;
}

static void take_shape(SheetWalk *walk, SheetLine *line)
{
    In *in = &walk->in;
    line->account = in_byte(in);
    uint8_t packed = in_byte(in);
    line->category = (Category)(packed & 0xf);
    line->flags = packed >> 4 & 7;
    line->contract = packed >> 7;
    line->injury_class = in_byte(in);
    int64_t region = in_number(in), bases = in_number(in), amounts = in_number(in);
    in->bad |= region < 0 || region >= walk->region_count || bases < 0 || bases >> 10 || amounts < 0 || amounts >> BITS;
    if (in->bad)
        return;
    line->region = walk->regions[region];
    walk->base_mask = (uint32_t)bases;
    walk->amount_mask = (uint32_t)amounts;
}

bool sheet_line_take(SheetWalk *walk)
{
    In *in = &walk->in;
    SheetLine *line = &walk->line;
    int64_t head = in_number(in);
    bool first = line->account == 0, sum = !__builtin_add_overflow(line->person, head >> 1, &line->person);
    in->bad |= !sum || head < 0 || line->person <= 0 || (first && (head & 1));
    if (!(head & 1) && !in->bad)
        take_shape(walk, line);
    if (line->contract)
        line->contract = in_number(in);
    take_bases(in, line->base, walk->base_mask);
    take_amounts(in, &line->amounts, walk->amount_mask);
    return !in->bad && in->at <= in->n;
}

void sheet_write(Buf *buf, const SheetLine *lines, size_t count)
{
    require(count >= 1 && count <= SHEET_LINES_MAX);
    SheetWalk before = { 0 };
    for (size_t i = 0; i < count; i++)
        if (i == 0 || lines[i].region != lines[i - 1].region)
            require(sheet_region(&before, lines[i].region) >= 0);
    buf_u8(buf, SHEET_VERSION);
    buf_number(buf, (int64_t)count);
    buf_number(buf, before.region_count);
    for (int i = 0; i < before.region_count; i++)
        buf_number(buf, before.regions[i]);
    /* The lines go into room of their own first: the table of steps before them needs their lengths. */
    uint8_t *body = arena_take(buf->arena, count * SHEET_LINE_BYTES), *to = body, *from = body;
    uint8_t *steps = arena_take(buf->arena, (count / SHEET_STEP + 1) * 2 * NUMBER_BYTES), *step = steps;
    int64_t person = 0;
    for (size_t i = 0; i < count; i++) {
        if (i % SHEET_STEP == 0) {
            if (i)
                step = number_put(step, to - from);
            step = number_put(step, lines[i].person - person);
            before.line = (SheetLine){ .person = 0 };
            person = lines[i].person;
            from = to;
        }
        to = sheet_line_put(to, &before, &lines[i]);
    }
    buf_add(buf, (Str){ (const char *)steps, (size_t)(step - steps) });
    buf_add(buf, (Str){ (const char *)body, (size_t)(to - body) });
}

static bool walk_head(SheetWalk *walk, Str bytes, size_t *count)
{
    walk->in = in_make(bytes);
    if (in_byte(&walk->in) != SHEET_VERSION)
        return false;
    int64_t lines = in_number(&walk->in), regions = in_number(&walk->in);
    if (walk->in.at > walk->in.n || lines < 1 || lines > SHEET_LINES_MAX || regions < 1 || regions > SHEET_REGIONS_MAX)
        return false;
    for (int64_t i = 0; i < regions; i++) {
        int64_t region = in_number(&walk->in);
        if (region < 1 || region > REGION_MAX)
            return false;
        walk->regions[i] = (int32_t)region;
    }
    walk->region_count = (int)regions;
    *count = (size_t)lines;
    return true;
}

/* Goes to the last step that begins before the person: their lines may begin at its end. */
bool sheet_walk(SheetWalk *walk, Str bytes, int64_t person)
{
    size_t count = 0, skip = 0, skip_bytes = 0, at_bytes = 0;
    int64_t first = 0;
    walk->bad = true;
    walk->left = 0;
    walk->region_count = 0;
    walk->base_mask = walk->amount_mask = 0;
    walk->line = (SheetLine){ 0 };
    if (!walk_head(walk, bytes, &count))
        return false;
    size_t steps = (count + SHEET_STEP - 1) / SHEET_STEP;
    for (size_t i = 0; i < steps; i++) {
        int64_t more = in_number(&walk->in);
        if (more < 0 || __builtin_add_overflow(first, more, &first) || walk->in.at > walk->in.n)
            return false;
        if (i && first < person) {
            skip = i * SHEET_STEP;
            skip_bytes = at_bytes;
        }
        int64_t length = i + 1 < steps ? in_number(&walk->in) : 0;
        if (length < 0 || (uint64_t)length > bytes.n)
            return false;
        at_bytes += (size_t)length;
    }
    walk->in.at += skip_bytes;
    walk->left = count - skip;
    walk->step = SHEET_STEP;
    walk->bad = walk->in.at >= walk->in.n;
    return !walk->bad;
}

const SheetLine *sheet_walk_next(SheetWalk *walk)
{
    if (!walk->left || walk->bad)
        return NULL;
    if (walk->step == 0) {
        walk->line = (SheetLine){ .person = 0 };
        walk->step = SHEET_STEP;
    }
    walk->step--;
    walk->left--;
    walk->bad = !sheet_line_take(walk);
    return walk->bad ? NULL : &walk->line;
}

bool sheet_read(Arena *arena, Str bytes, SheetLine **lines, size_t *count)
{
    SheetWalk walk;
    Buf again = { .arena = arena };
    if (!sheet_walk(&walk, bytes, 0))
        return false;
    size_t n = walk.left, i = 0;
    SheetLine *all = arena_new(arena, SheetLine, n);
    for (const SheetLine *line; (line = sheet_walk_next(&walk));)
        all[i++] = *line;
    if (walk.bad || i != n || !in_whole(&walk.in) || sheet_check(all, n, true, NULL) != OK)
        return false;
    sheet_write(&again, all, n);
    if (!str_eq(buf_str(&again), bytes))
        return false;
    *lines = all;
    *count = n;
    return true;
}

/* ---- totals ---- */

SheetTotals totals_make(Arena *arena, size_t regions)
{
    return (SheetTotals){ .rows = arena_take(arena, regions * sizeof(RegionTotals)),
                          .size = regions }; /* a row is cleared when it begins */
}

static RegionTotals *totals_row(SheetTotals *totals, int32_t region)
{
    size_t at = totals->count;
    while (at && totals->rows[at - 1].region >= region)
        at--;
    if (at < totals->count && totals->rows[at].region == region)
        return &totals->rows[at];
    if (totals->count == totals->size)
        return NULL;
    memmove(&totals->rows[at + 1], &totals->rows[at], (totals->count++ - at) * sizeof *totals->rows);
    totals->rows[at] = (RegionTotals){ .region = region };
    return &totals->rows[at];
}

static bool turn(Money *sum, Money amount, int sign)
{
    return sign < 0 ? money_sub(*sum, amount, sum) : money_add(*sum, amount, sum);
}

bool totals_add(SheetTotals *totals, int32_t region, const SheetAmounts *amounts, unsigned insurances, int sign)
{
    RegionTotals *row = totals_row(totals, region);
    bool fine = row != NULL;
    for (int i = 1; fine && i < Insurance_END; i++)
        fine = !(insurances >> i & 1) || (turn(&row->amounts.employer[i], amounts->employer[i], sign) &&
                                          turn(&row->amounts.employee[i], amounts->employee[i], sign) &&
                                          turn(&row->amounts.government[i], amounts->government[i], sign));
    if (fine && (insurances >> INSURANCE_PENSION & 1))
        fine = turn(&row->amounts.pension_personal, amounts->pension_personal, sign);
    if (fine && (insurances >> INSURANCE_MEDICAL & 1))
        fine = turn(&row->amounts.medical_personal, amounts->medical_personal, sign) &&
               turn(&row->amounts.serious_illness, amounts->serious_illness, sign);
    return fine;
}

bool totals_add_all(SheetTotals *totals, const SheetTotals *more, unsigned insurances, int sign)
{
    bool fine = true;
    for (size_t i = 0; fine && i < more->count; i++)
        fine = totals_add(totals, more->rows[i].region, &more->rows[i].amounts, insurances, sign);
    return fine;
}

void totals_write(Buf *buf, const SheetTotals *totals)
{
    for (size_t i = 0; i < totals->count; i++) {
        uint8_t row[SHEET_LINE_BYTES];
        uint32_t mask = amount_mask(&totals->rows[i].amounts);
        uint8_t *to = number_put(number_put(row, totals->rows[i].region), mask);
        to = put_amounts(to, &totals->rows[i].amounts, mask);
        buf_add(buf, (Str){ (const char *)row, (size_t)(to - row) });
    }
}

bool totals_read(Arena *arena, Str bytes, SheetTotals *out)
{
    In in = in_make(bytes);
    size_t most = bytes.n / 2; /* a row has a region and a mask */
    SheetTotals totals = totals_make(arena, most < SHEET_REGIONS_MAX ? most : SHEET_REGIONS_MAX);
    while (in.at < in.n) {
        int64_t region = in_number(&in), mask = in_number(&in);
        bool fine = in.at <= in.n && region >= 1 && region <= REGION_MAX && mask >= 0 && mask >> BITS == 0;
        if (!fine || totals.count == totals.size || (totals.count && totals.rows[totals.count - 1].region >= region))
            return false;
        RegionTotals *row = &totals.rows[totals.count++];
        row->region = (int32_t)region;
        take_amounts(&in, &row->amounts, (uint32_t)mask);
        if (amount_mask(&row->amounts) != mask)
            return false;
    }
    *out = totals;
    return in_whole(&in);
}

bool amounts_personal(const SheetAmounts *amounts, Money *pension, Money *medical)
{
    *medical = amounts->medical_personal;
    return money_add(amounts->pension_personal, amounts->government[INSURANCE_PENSION], pension);
}

bool sheet_own(const SheetLine *line, SheetOwn *out)
{
    *out = (SheetOwn){ .person = line->person, .region = line->region, .account = line->account };
    return amounts_personal(&line->amounts, &out->pension, &out->medical);
}
