/* header.c - see header.h. */
#include "sheet/header.h"
#include "base/require.h"
#include "sheet/cell.h"
#include <stdio.h>

enum { TITLE_BYTES = 256, SAID_BYTES = 2048 };

#define AS_TITLE_ROW(number, NAME, word, money, title, names) [number] = { word, title, names, money },
static const struct {
    const char *word, *title, *names;
    bool money;
} titles[TITLE_END] = { TITLES(AS_TITLE_ROW) };

const char *title_word(Title title) { return titles[title].word; }
const char *title_zh(Title title) { return titles[title].title; }

/* A title as it is compared, and what stood in its brackets. */
typedef struct {
    char whole[TITLE_BYTES], bare[TITLE_BYTES], inside[TITLE_BYTES];
    size_t whole_n, bare_n, inside_n;
} Bare;

static bool is_mark(const char *p, size_t left, size_t *n)
{
    static const char *const marks[] = { "*", "＊", ":", "：", "_", "-", "/", "、", "★", "※", "\"", "'", "." };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (str_starts((Str){ p, left }, str(marks[i]))) {
            *n = strlen(marks[i]);
            return true;
        }
    return false;
}

/* `text` is narrow already, so wide brackets are plain ones. */
static void bare_from(Str text, Bare *out)
{
    int depth = 0;
    *out = (Bare){ 0 };
    for (size_t at = 0, n = 1; at < text.n; at += n) {
        char c = text.p[at];
        n = str_starts(str_from(text, at), S("【")) || str_starts(str_from(text, at), S("】")) ? 3 : 1;
        if (n == 3)
            c = text.p[at + 2] == S("【").p[2] ? '(' : ')';
        if (c == '(' || c == '[' || c == ')' || c == ']') {
            depth += c == '(' || c == '[' ? 1 : depth > 0 ? -1 : 0;
            continue;
        }
        if (c == ' ' || is_mark(text.p + at, text.n - at, &n))
            continue;
        c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        out->whole[out->whole_n++] = c;
        if (depth)
            out->inside[out->inside_n++] = c;
        else
            out->bare[out->bare_n++] = c;
    }
}

static bool is_among(const char *names, Str name)
{
    Str all = str(names);
    while (name.n && all.p)
        if (str_eq(str_cut(&all, '|'), name))
            return true;
    return false;
}

/* 万元 and the like: the amounts below would be wrong by their factor. */
static bool is_other_unit(const Bare *bare)
{
    return is_among(
        "万元|万|千元|千|百元|百万元|亿元|分|角|人民币分|人民币万元|美元|港元|港币|欧元|单位:万元|单位万元|单位千元|单位分|usd|hkd|eur|fen|cents",
        (Str){ bare->inside, bare->inside_n });
}

static Title find(const Bare *bare)
{
    Str forms[] = { { bare->whole, bare->whole_n }, { bare->bare, bare->bare_n } };
    for (size_t form = 0; form < 2; form++)
        for (int title = 1; title < TITLE_END; title++)
            if (is_among(titles[title].names, forms[form]))
                return (Title)title;
    return (Title)0;
}

static bool bare_of(Str text, Bare *out)
{
    char place[TITLE_BYTES];
    if (!text.n || text.n >= TITLE_BYTES)
        return false;
    Arena arena = { .base = (uint8_t *)place, .size = sizeof place };
    bare_from(text_narrow(&arena, text), out);
    return out->whole_n > 0;
}

Title title_find(Str text)
{
    Bare bare;
    return bare_of(text, &bare) ? find(&bare) : (Title)0;
}

/* What one row would be as the row of titles. */
typedef struct {
    Header header;
    size_t twice[TITLE_END]; /* the second column of the same title */
    bool other_unit[TITLE_END];
    size_t needed; /* of the needed columns, how many are there */
} Candidate;

static void look_at(const Row *row, const Want *wants, size_t count, Candidate *out)
{
    *out = (Candidate){ .header.row = row->number };
    bool wanted[TITLE_END] = { false };
    for (size_t i = 0; i < count; i++)
        wanted[wants[i].title] = true;
    for (size_t i = 0; i < row->count; i++) {
        Bare bare;
        if (!bare_of(row->cells[i].text, &bare))
            continue;
        Title title = find(&bare);
        if (!title || !wanted[title])
            continue;
        if (!out->header.column[title])
            out->header.column[title] = i + 1;
        else if (!out->twice[title])
            out->twice[title] = i + 1;
        out->other_unit[title] |= titles[title].money && is_other_unit(&bare);
    }
    for (size_t i = 0; i < count; i++)
        out->needed += wants[i].needed && out->header.column[wants[i].title];
}

/* The first names of a title, for a sentence. */
static Str some_names(Title title)
{
    Str all = str(titles[title].names), rest = all;
    for (int i = 0; i < 4 && rest.p; i++)
        str_cut(&rest, '|');
    return rest.p ? str_head(all, (size_t)(rest.p - all.p) - 1) : all;
}

static Err refuse_missing(const Candidate *best, const Want *wants, size_t count, Why *why)
{
    char zh[SAID_BYTES], en[SAID_BYTES];
    size_t zh_n = 0, en_n = 0;
    const char *first = NULL;
    for (size_t i = 0; i < count; i++) {
        Title title = wants[i].title;
        if (!wants[i].needed || best->header.column[title])
            continue;
        Str names = some_names(title);
        zh_n += (size_t)snprintf(zh + zh_n, sizeof zh - zh_n, "%s“%s”（可写作 " STR_FMT "）", first ? "、" : "",
                                 titles[title].title, STR_ARG(names));
        en_n += (size_t)snprintf(en + en_n, sizeof en - en_n, "%s%s (" STR_FMT ")", first ? ", " : "", titles[title].word,
                                 STR_ARG(names));
        first = first ? first : titles[title].word;
        if (zh_n > SAID_BYTES - 400 || en_n > SAID_BYTES - 400)
            break;
    }
    return refuse(why, ERR_BAD_FIELD, first, "表头缺少列：%s。请补上后重新上传。",
                  "The titles lack: %.0s%s. Add them and send it again.", zh, en);
}

static Err check(const Candidate *found, const Want *wants, size_t count, Why *why)
{
    char first[COLUMN_LETTERS], second[COLUMN_LETTERS];
    for (size_t i = 0; i < count; i++) {
        Title title = wants[i].title;
        if (found->twice[title])
            return refuse(why, ERR_BAD_FIELD, titles[title].word,
                          "第 %lld 行的表头中 %s 列和 %s 列都是“%s”，无法确定用哪一列，请删去或改名其中一列。",
                          "Row %lld: columns %s and %s are both titled as \"%s\"; delete or rename one of them.",
                          (long long)found->header.row, column_letters(found->header.column[title], first),
                          column_letters(found->twice[title], second), titles[title].title);
        if (found->other_unit[title])
            return refuse(why, ERR_BAD_FIELD, titles[title].word, "第 %lld 行 %s 列“%s”的单位不是元，请换算成元后重新上传。",
                          "Row %lld, column %s (\"%s\") is not in yuan; convert it and send it again.",
                          (long long)found->header.row, column_letters(found->header.column[title], first), titles[title].title);
    }
    return OK;
}

Err header_read(Sheet *sheet, const Want *wants, size_t count, Header *out, Why *why)
{
    Candidate best = { 0 }, now;
    size_t needed = 0;
    for (size_t i = 0; i < count; i++)
        needed += wants[i].needed;
    require(needed > 0);
    for (int i = 0; i < HEADER_ROWS; i++) {
        Row row;
        TRY(sheet_next(sheet, &row, why));
        if (!row.number)
            break;
        look_at(&row, wants, count, &now);
        if (now.needed > best.needed || !i)
            best = now;
        if (best.needed == needed)
            break;
    }
    if (best.needed < needed)
        return refuse_missing(&best, wants, count, why);
    TRY(check(&best, wants, count, why));
    *out = best.header;
    return OK;
}
