/* sentence.c - the words of ident_table.h, and what a result says in a sentence. */
#include "base/require.h"
#include "ident/judge.h"
#include "ident/region.h"

typedef struct { const char *word, *zh, *en, *length_zh, *length_en; } Words;

#define AS_ROW(number, NAME, word, ...) [number] = { word, __VA_ARGS__ },
#define AS_SHORT_ROW(number, NAME, word, zh, en) [number] = { word, zh, en, NULL, NULL },
static const Words kinds[IDENT_KIND_END] = { [IDENT_FREE] = { "", "", "", "", "" }, IDENT_KINDS(AS_ROW) };
static const Words forms[FORM_END] = { [FORM_NONE] = { "", "", "", NULL, NULL }, IDENT_FORMS(AS_SHORT_ROW) };
static const Words mistakes[MISTAKE_END] = { [MISTAKE_NONE] = { "ok", "", "", NULL, NULL }, IDENT_MISTAKES(AS_SHORT_ROW) };
static const Words notes[NOTE_DEPARTMENT + 1] = { IDENT_NOTES(AS_SHORT_ROW) };

#define AS_DOCUMENT_ROW(NAME, national, other, word, kind, zh, en) [NAME] = { national, other, word, kind, zh, en },
static const IdentDocumentRow documents[DOCUMENT_END] = { IDENT_DOCUMENTS(AS_DOCUMENT_ROW) };

IdentKind ident_kind(Str word)
{
    for (int i = 1; i < IDENT_KIND_END; i++)
        if (str_is(word, kinds[i].word))
            return (IdentKind)i;
    return IDENT_FREE;
}

const char *ident_kind_word(IdentKind kind) { return kinds[kind].word; }
const char *ident_kind_name(IdentKind kind, bool en) { return en ? kinds[kind].en : kinds[kind].zh; }
const char *ident_form_word(IdentForm form) { return forms[form].word; }
const char *ident_form_name(IdentForm form, bool en) { return en ? forms[form].en : forms[form].zh; }
const char *ident_mistake_code(IdentMistake mistake) { return mistakes[mistake].word; }
const char *ident_note_code(IdentNote note) { return notes[note].word; }
const char *ident_sex_word(IdentSex sex) { return sex == SEX_MALE ? "male" : sex == SEX_FEMALE ? "female" : ""; }

IdentDocument ident_document(Str word_or_code)
{
    bool code = word_or_code.n == 2 && is_digit(word_or_code.p[0]) && is_digit(word_or_code.p[1]);
    int national = code ? (word_or_code.p[0] - '0') * 10 + word_or_code.p[1] - '0' : -1;
    for (int i = 1; i < DOCUMENT_END; i++)
        if (code ? national > 0 && documents[i].national == national : str_is(word_or_code, documents[i].word))
            return (IdentDocument)i;
    return DOCUMENT_NONE;
}

IdentDocument ident_document_from_other(int code)
{
    for (int i = 1; i < DOCUMENT_END; i++)
        if (code > 0 && documents[i].other == code)
            return (IdentDocument)i;
    return DOCUMENT_NONE;
}

const IdentDocumentRow *ident_document_row(IdentDocument document)
{
    require(document > DOCUMENT_NONE && document < DOCUMENT_END);
    return &documents[document];
}

static void number_add(Buf *out, size_t number, size_t width)
{
    char digits[24];
    size_t n = sizeof digits;
    do
        digits[--n] = (char)('0' + number % 10);
    while ((number /= 10) || sizeof digits - n < width);
    buf_add(out, (Str){ digits + n, sizeof digits - n });
}

static void day_add_text(Buf *out, const IdentResult *r)
{
    number_add(out, (size_t)r->year, 4);
    buf_char(out, '-');
    number_add(out, r->month, 2);
    buf_char(out, '-');
    number_add(out, r->day, 2);
}

static void place_fill(Buf *out, Str name, const IdentResult *r, bool en)
{
    if (str_is(name, "at"))
        number_add(out, r->at, 1);
    else if (str_is(name, "got"))
        buf_add(out, str(r->got));
    else if (str_is(name, "kind"))
        buf_add(out, str(ident_kind_name(r->kind, en)));
    else if (str_is(name, "other"))
        buf_add(out, str(ident_kind_name(r->other, en)));
    else if (str_is(name, "want"))
        buf_add(out, str(en ? kinds[r->kind].length_en : kinds[r->kind].length_zh));
    else if (str_is(name, "length"))
        number_add(out, r->length, 1);
    else if (str_is(name, "day"))
        day_add_text(out, r);
    else if (str_is(name, "text"))
        buf_add(out, ident_text(r));
    else if (str_is(name, "region"))
        number_add(out, (size_t)r->region, 6);
    else if (str_is(name, "single"))
        number_add(out, r->single_at, 1);
    else if (str_is(name, "first"))
        number_add(out, r->swap_at, 1);
    else if (str_is(name, "second"))
        number_add(out, r->swap_at + 1u, 1);
    else
        require(!"a place that sentence.c can fill");
}

static void fill(Buf *out, const char *sentence, const IdentResult *r, bool en)
{
    Str rest = str(sentence);
    while (rest.p) {
        buf_add(out, str_cut(&rest, '{'));
        if (rest.p)
            place_fill(out, str_cut(&rest, '}'), r, en);
    }
}

/* The digit that a letter is easily taken for, or 0. */
static char look_alike(char letter)
{
    static const char letters[] = "OQDILZSBG", digits[] = "000112586";
    const char *at = letter ? strchr(letters, letter) : NULL;
    return at ? digits[at - letters] : 0;
}

static void say_look_alike(Buf *out, const IdentResult *r, bool en)
{
    char digit = r->got[0] && !r->got[1] ? look_alike(r->got[0]) : 0;
    if (!digit || (r->mistake != MISTAKE_LETTER && r->mistake != MISTAKE_CHARACTER))
        return;
    buf_add(out, en ? S(" It may be the digit ") : S("它可能是数字 "));
    buf_char(out, digit);
    buf_add(out, en ? S(".") : S("。"));
}

/* Which small slips would explain a number that does not hold together. */
static void say_explanation(Buf *out, const IdentResult *r, bool en)
{
    if (!r->explained)
        return;
    if (r->singles == 1)
        fill(out, en ? " Only a change of character {single} would put it right." : "只有改动第 {single} 位才能成立。", r, en);
    else if (r->singles)
        fill(out, en ? " Probably one character was mistyped." : "很可能有一位写错。", r, en);
    if (r->swaps == 1)
        fill(out, en ? " Characters {first} and {second} may have been swapped: the other way round the number is right."
                     : "第 {first}、{second} 位也可能写颠倒了，对调后号码成立。", r, en);
    else if (r->swaps)
        fill(out, en ? " Two neighbouring characters may have been swapped." : "也可能有相邻两位写颠倒了。", r, en);
    if (!r->singles && !r->swaps)
        fill(out, en ? " One changed character or one swap does not explain it: more than one place is wrong."
                     : "改一位或对调相邻两位都不能成立，可能不止一处有误。", r, en);
}

void ident_say(Buf *out, const IdentResult *r, bool en)
{
    if (!r->valid) {
        fill(out, en ? mistakes[r->mistake].en : mistakes[r->mistake].zh, r, en);
        say_look_alike(out, r, en);
        say_explanation(out, r, en);
        return;
    }
    bool first = true;
    for (unsigned note = 1; note <= NOTE_DEPARTMENT; note *= 2) {
        if (!(r->notes & note))
            continue;
        if (!first && en)
            buf_char(out, ' ');
        fill(out, en ? notes[note].en : notes[note].zh, r, en);
        first = false;
    }
}

Str ident_sentence(Arena *arena, const IdentResult *result, bool en)
{
    Buf out = { .arena = arena };
    ident_say(&out, result, en);
    return buf_str(&out);
}
