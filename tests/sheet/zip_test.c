/* zip_test.c - the package of a workbook: damaged, incomplete, swollen, or made to mislead. */
#include "parts.h"
#include "support/test.h"

#define SAYS(bytes, options, head) \
    do { \
        Str said_ = dump(arena, bytes, options); \
        if (str_find(said_, str(head)) < 0) \
            test_fail(__FILE__, __LINE__, "said \"" STR_FMT "\", should hold \"%s\"", STR_ARG(str_head(said_, 300)), head); \
    } while (0)

static const Parts plain = { .sheet = SHEET("<row><c t=\"str\"><v>row one</v></c></row>") };

static Entry *entries_with(Arena *arena, size_t *count, Entry more)
{
    static const Entry base[] = {
        { "_rels/.rels", { ROOT_RELATIONS, sizeof ROOT_RELATIONS - 1 }, true },
        { "xl/_rels/workbook.xml.rels", { WORKBOOK_RELATIONS, sizeof WORKBOOK_RELATIONS - 1 }, true },
        { "xl/workbook.xml", { WORKBOOK(ONE_SHEET), sizeof WORKBOOK(ONE_SHEET) - 1 }, true },
        { "xl/styles.xml", { STYLES, sizeof STYLES - 1 }, true },
        { "xl/sharedStrings.xml", { STRINGS(""), sizeof STRINGS("") - 1 }, true },
        { "xl/worksheets/sheet1.xml", { SHEET(""), sizeof SHEET("") - 1 }, true },
    };
    *count = sizeof base / sizeof base[0];
    Entry *all = arena_new(arena, Entry, *count + 1);
    memcpy(all, base, sizeof base);
    all[(*count)++] = more;
    return all;
}

TEST(zip_parts_that_are_missing)
{
    for (size_t gone = 0; gone < 6; gone++) {
        size_t count = 0;
        Entry *all = entries_with(arena, &count, (Entry){ "x", S(""), true });
        CHECK_STR(dump(arena, zip_make(arena, all, count), NULL), S(""));
        all[gone].name = "other.xml";
        SAYS(zip_make(arena, all, count), NULL, "!bad-field");
    }
    Entry docx[] = { { "word/document.xml", S("<a/>"), true } };
    SAYS(zip_make(arena, docx, 1), NULL, "!bad-field This is no complete Excel workbook (a part is missing)");
    SAYS(S("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), NULL, "!bad-field");
}

/* Cut anywhere, the file is refused or reads as the whole does; never anything else. */
TEST(zip_cut_short_anywhere)
{
    Str whole = book_make(arena, plain), said = dump(arena, whole, NULL);
    CHECK_STR(said, S("1: trow one\n"));
    for (size_t n = 0; n < whole.n; n += n < whole.n - 60 ? 37 : 1) {
        size_t mark = arena_mark(arena);
        SAYS(str_head(whole, n), NULL, "!bad-field");
        arena_back(arena, mark);
    }
}

/* One bit anywhere turned over: the rows are as they were, or there is a refusal before the end. */
TEST(zip_with_one_bit_turned)
{
    Str whole = book_make(arena, plain), before = dump(arena, whole, NULL);
    char *bytes = arena_new(arena, char, whole.n);
    memcpy(bytes, whole.p, whole.n);
    int refused = 0;
    for (size_t bit = 0; bit < whole.n * 8; bit += 11) {
        size_t mark = arena_mark(arena);
        bytes[bit / 8] ^= (char)(1 << bit % 8);
        Str said = dump(arena, (Str){ bytes, whole.n }, NULL);
        bool fine = str_eq(said, before);
        refused += !fine;
        if (!fine && str_find(said, S("!")) < 0 && bit > 7)
            test_fail(__FILE__, __LINE__, "bit %zu reads \"" STR_FMT "\"", bit, STR_ARG(str_head(said, 100)));
        bytes[bit / 8] ^= (char)(1 << bit % 8);
        arena_back(arena, mark);
    }
    CHECK(refused > 1000);
}

TEST(zip_with_a_wrong_checksum)
{
    Str whole = book_make(arena, plain);
    char *bytes = (char *)(uintptr_t)whole.p;
    long at = str_find(whole, S("row one"));
    CHECK(at > 0);
    bytes[at] = 'l';
    SAYS(whole, NULL, "1: tlow one\n!bad-field The file is damaged");
}

TEST(zip_names_that_lead_out_or_stand_twice)
{
    static const char *const bad[] = { "../evil.xml", "/etc/passwd", "xl/../../a",     "xl\\worksheets\\sheet1.xml",
                                       "C:evil",      "a/..",        "XL/Workbook.XML" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        size_t count = 0;
        Entry *all = entries_with(arena, &count, (Entry){ bad[i], S("x"), true });
        SAYS(zip_make(arena, all, count), NULL,
             i < 6 ? "!bad-field A name inside the file leads"
                     " out"
                   : "!bad-field Two parts of the file");
    }
    size_t count = 0;
    Entry *all = entries_with(arena, &count, (Entry){ "xl/vbaProject.bin", S("x"), true });
    SAYS(zip_make(arena, all, count), NULL, "!bad-field The workbook holds macros");
    all = entries_with(arena, &count, (Entry){ "xl/..a/b..c/...", S("x"), true });
    CHECK_STR(dump(arena, zip_make(arena, all, count), NULL), S(""));
}

TEST(zip_relations_that_lead_elsewhere)
{
    Parts parts = plain;
    parts.relations = "<Relationships><Relationship Id=\"rId1\" Type=\"t/worksheet\" Target=\"http://example.invalid/x\" "
                      "TargetMode=\"External\"/></Relationships>";
    SAYS(book_make(arena, parts), NULL, "its content is in another file");
    parts.relations =
        "<Relationships><Relationship Id=\"rId1\" Type=\"t/worksheet\" Target=\"../../../etc/passwd\"/></Relationships>";
    SAYS(book_make(arena, parts), NULL, "!bad-field");
    parts.relations = "<Relationships><Relationship Id=\"rId1\" Type=\"t/worksheet\" Target=\"\"/></Relationships>";
    SAYS(book_make(arena, parts), NULL, "!bad-field");
    parts.relations =
        "<Relationships><Relationship Id=\"rId1\" Type=\"t/worksheet\" Target=\"worksheets/../worksheets/./sheet1.xml\"/>"
        "</Relationships>";
    CHECK_STR(dump(arena, book_make(arena, parts), NULL), S("1: trow one\n"));
}

TEST(zip_limits_of_parts)
{
    size_t count = 0;
    Entry *all = entries_with(arena, &count, (Entry){ "x", S(""), true });
    Str bytes = zip_make(arena, all, count);
    SheetOptions small = sheet_options();
    small.limits.parts = (int64_t)count;
    CHECK_STR(dump(arena, bytes, &small), S(""));
    small.limits.parts--;
    SAYS(bytes, &small, "!too-large The workbook has more than 6 parts");
    /* an end record that claims more entries than there are */
    char *raw = (char *)(uintptr_t)bytes.p;
    raw[bytes.n - 12] = raw[bytes.n - 11] = (char)0xFF;
    SAYS(bytes, NULL, "!too-large The workbook has more than 1024 parts");
}

static Str blanks(Arena *arena, size_t n)
{
    Buf out = { .arena = arena };
    buf_add(&out, S("<worksheet><sheetData>"));
    memset(buf_grow(&out, n), ' ', n);
    out.n += n;
    buf_add(&out, S("</sheetData></worksheet>"));
    return buf_str(&out);
}

/* 24 MB of spaces pack into 24 KB: refused after the first 8 MB, wherever they are. */
TEST(zip_bombs)
{
    static const char *const where[] = { "_rels/.rels", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml" };
    Str spaces = blanks(arena, (size_t)24 << 20);
    for (size_t i = 0; i < sizeof where / sizeof where[0]; i++) {
        size_t count = 0, mark = arena_mark(arena);
        Entry *all = entries_with(arena, &count, (Entry){ where[i], spaces, false });
        for (size_t k = 0; k + 1 < count; k++)
            if (!strcmp(all[k].name, where[i]))
                all[k].name = "other";
        SAYS(zip_make(arena, all, count), NULL, "!too-large The file swells beyond measure");
        arena_back(arena, mark);
    }
}

TEST(zip_unpacked_limit_counts_what_comes_out)
{
    size_t count = 0;
    Str spaces = blanks(arena, 100000);
    Entry *all = entries_with(arena, &count, (Entry){ "xl/worksheets/sheet1.xml", spaces, false });
    all[5].name = "other";
    Str bytes = zip_make(arena, all, count);
    int64_t total = (int64_t)(spaces.n + sizeof ROOT_RELATIONS + sizeof WORKBOOK_RELATIONS + sizeof WORKBOOK(ONE_SHEET) +
                              sizeof STYLES + sizeof STRINGS("") - 5);
    SheetOptions small = sheet_options();
    small.limits.unpacked_bytes = total;
    CHECK_STR(dump(arena, bytes, &small), S(""));
    small.limits.unpacked_bytes = total - 1;
    SAYS(bytes, &small, "!too-large Unpacked, the file is larger");
}

TEST(zip_parts_with_a_password)
{
    Str bytes = book_make(arena, plain);
    char *raw = (char *)(uintptr_t)bytes.p;
    for (size_t at = 0; at + 10 < bytes.n; at++)
        if (!memcmp(raw + at, "PK\1\2", 4))
            raw[at + 8] |= 1;
    SAYS(bytes, NULL, "!bad-field The file is protected by a password");
}

/* The end of a zip64 file: what it says of sizes is not looked at, it is refused. */
TEST(zip_of_more_than_four_gigabytes)
{
    Str bytes = book_make(arena, plain);
    Str more = str_format(arena, "%*s", 40, "");
    char *raw = arena_new(arena, char, bytes.n + more.n);
    memcpy(raw, bytes.p, bytes.n);
    memcpy(raw + bytes.n, more.p, more.n);
    memcpy(raw + bytes.n, "PK\6\7", 4);
    SAYS(((Str){ raw, bytes.n + more.n }), NULL, "!bad-field The file is damaged");
}
