/* sheet_code.h - a contribution sheet as bytes: pure, the same on both engines, and strict, so that equal sheets have
 * equal bytes. Version byte; number of lines; regions; every 32 lines a place where reading can begin; lines. A line
 * says only what differs from the one before it. About 30 bytes a person-month. */
#pragma once
#include "base/bytes.h"
#include "ledger/chart.h"

enum {
    SHEET_LINES_MAX = 500,
    SHEET_LINES_USUAL = 160, /* as runs write it: about one page, so that a person's month is one page to read */
    SHEET_STEP = 32,         /* lines between two places where reading can begin */
    SHEET_ACCOUNT_MAX = 255,
    SHEET_CLASS_MAX = 255,
    SHEET_REGIONS_MAX = 500
};

/* Amounts of one line, or the totals of many. What the pool of an insurance gets is what remains: pension: employer +
 * employee - pension_personal; medical and maternity together: employer + employee - medical_personal -
 * serious_illness. The government's part stands apart: that of pension goes to the personal account, any other to the
 * pool. Signed in sheets of differences. */
typedef struct {
    Money employer[Insurance_END], employee[Insurance_END], government[Insurance_END];
    Money pension_personal, medical_personal, serious_illness;
} SheetAmounts;

/* A person-month. */
typedef struct {
    int64_t person;   /* > 0 */
    int64_t contract; /* the agency contract through which a flexible worker pays; 0 = none */
    int32_t region;
    uint8_t account; /* which of the person's accounts, 1 .. */
    Category category;
    uint8_t injury_class;      /* 0 where none applies */
    uint8_t flags;             /* SheetFlag */
    Money base[Insurance_END]; /* 0 = not levied */
    SheetAmounts amounts;
} SheetLine;

enum SheetFlag {
    SHEET_PROVISIONAL = 1, /* by parameters that are not final */
    SHEET_ASSESSED = 2,    /* not declared: last month's amount and a tenth (law art. 62) */
    SHEET_FLAGS = 3
};

/* Whether the lines can be a sheet: 1 .. SHEET_LINES_MAX, strictly in order of (person, account), members in their
 * ranges, no amount beyond ledger_fen_max, and, unless they are differences, none negative and no fund more than the
 * contribution. Refusals: ERR_BAD_FIELD with the person, ERR_BAD_AMOUNT. */
Err sheet_check(const SheetLine *lines, size_t count, bool differences, Why *why) NODISCARD;
/* Requires that the lines pass sheet_check. */
void sheet_write(Buf *buf, const SheetLine *lines, size_t count);
/* All lines; false unless the bytes are exactly what sheet_write makes of them. */
bool sheet_read(Arena *arena, Str bytes, SheetLine **lines, size_t *count);

/* Reads from the first line of a person on, or from the first of all (person 0), without reading what stands before
 * its step. Damage ends it with `bad`. */
typedef struct {
    In in;
    int32_t regions[SHEET_REGIONS_MAX];
    int region_count;
    size_t left, step; /* lines left in all, and in this step */
    bool bad;
    SheetLine line; /* the line before */
    uint32_t base_mask, amount_mask;
    int region_index;
} SheetWalk;
bool sheet_walk(SheetWalk *walk, Str bytes, int64_t person);
/* The next line, or NULL at the end; it lives until the next call. */
const SheetLine *sheet_walk_next(SheetWalk *walk);

/* The bytes of one line, for whoever packs lines in another order (year_code.h). `before` holds the line before it, or nothing
 * but its person, and the regions; it is moved on. */
enum { SHEET_LINE_BYTES = 40 * NUMBER_BYTES };
uint8_t *sheet_line_put(uint8_t *to, SheetWalk *before, const SheetLine *line);
/* The place of a region among those that lines may name, where it is put if need be; -1: there are SHEET_REGIONS_MAX of them. */
int sheet_region(SheetWalk *before, int32_t region);
/* Takes a line off walk->in into walk->line; false: it is damaged. */
bool sheet_line_take(SheetWalk *walk);

/* The sums of many lines, by region. */
typedef struct {
    int32_t region;
    SheetAmounts amounts;
} RegionTotals;
typedef struct {
    RegionTotals *rows; /* in order of region */
    size_t count, size;
} SheetTotals;
SheetTotals totals_make(Arena *arena, size_t regions);
/* Adds; sign -1 takes away; insurances: a mask of 1u << Insurance, SHEET_ALL for all. false: overflow, or more
 * regions than there is room for. */
enum { SHEET_ALL = 0x3e };
bool totals_add(SheetTotals *totals, int32_t region, const SheetAmounts *amounts, unsigned insurances, int sign);
bool totals_add_all(SheetTotals *totals, const SheetTotals *more, unsigned insurances, int sign);
void totals_write(Buf *buf, const SheetTotals *totals);
/* false unless exactly that. */
bool totals_read(Arena *arena, Str bytes, SheetTotals *out);

/* What the personal accounts get of it once it is credited; false on overflow. */
bool amounts_personal(const SheetAmounts *amounts, Money *pension, Money *medical);
/* The same of a line. false: no such line passes sheet_check. */
typedef struct {
    int64_t person;
    int32_t region;
    uint8_t account;
    Money pension, medical;
} SheetOwn;
bool sheet_own(const SheetLine *line, SheetOwn *out);
