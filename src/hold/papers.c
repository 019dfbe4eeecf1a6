/* papers.c - see papers.h. */
#include "hold/papers.h"

static bool paper_valid(const Paper *paper, const RegionPolicy *rules, Day today)
{
    if (paper->valid_until.n && paper->valid_until.n < today.n)
        return false;
    int days = rules && paper->day.n ? policy_evidence_days(rules, paper->kind, today) : 0;
    return !days || paper->day.n + days >= today.n;
}

static bool paper_among(const Paper *paper, uint64_t kinds)
{
    return paper->kind > EvidenceKind_NONE && paper->kind < EvidenceKind_END && (kinds >> paper->kind & 1);
}

uint64_t papers_identity_of(const PersonFacts *person)
{
    bool citizen = person->id_type == ID_CITIZEN || person->id_type == ID_HOUSEHOLD;
    return citizen ? PAPER(ID_CARD) | PAPER(TEMP_ID) : PAPERS_IDENTITY;
}

static const char *kinds_named(Arena *arena, uint64_t kinds, bool en)
{
    Buf text = { .arena = arena };
    for (int kind = 1; kind < EvidenceKind_END; kind++) {
        if (!(kinds >> kind & 1))
            continue;
        if (text.n)
            buf_add(&text, en ? S(" or ") : S("或"));
        buf_add(&text, str(en ? choice_of(SET_EVIDENCE, kind)->en : choice_of(SET_EVIDENCE, kind)->zh));
    }
    return str_z(arena, buf_str(&text));
}

Err papers_need(const View *view, const RegionPolicy *rules, const Command *command, uint64_t kinds, int copies, Decision *out)
{
    const Arg *evidence = arg(command, F_EVIDENCE);
    int valid = 0, expired = 0;
    for (size_t i = 0; i < evidence->n; i++)
        if (paper_among(&evidence->papers[i], kinds))
            paper_valid(&evidence->papers[i], rules, view_today(view)) ? valid++ : expired++;
    if (valid >= copies)
        return OK;
    Arena *arena = out->why.arena;
    if (!arena) /* the guide tries many moves and reads no sentences */
        return valid + expired >= copies ? ERR_EXPIRED_EVIDENCE : ERR_MISSING_EVIDENCE;
    const char *zh = kinds_named(arena, kinds, false), *en = kinds_named(arena, kinds, true);
    if (valid + expired >= copies) /* %.0s leaves out the other language: both sentences get the same arguments */
        return REFUSE(out, ERR_EXPIRED_EVIDENCE, "evidence", "所交的%s%.0s已过有效期，请提供有效的材料。",
                      "The %.0s%s is past its validity; bring one that is valid.", zh, en);
    return REFUSE(out, ERR_MISSING_EVIDENCE, "evidence", "缺少%s%.0s（还需 %d 份），请补齐后再提交。",
                  "Missing: %.0s%s (%d more); add it and send again.", zh, en, copies - valid);
}

static int papers_valid_count(const View *view, const RegionPolicy *rules, const Command *command, uint64_t kinds)
{
    const Arg *evidence = arg(command, F_EVIDENCE);
    int valid = 0;
    for (size_t i = 0; i < evidence->n; i++)
        valid += paper_among(&evidence->papers[i], kinds) && paper_valid(&evidence->papers[i], rules, view_today(view));
    return valid;
}

bool papers_have(const View *view, const RegionPolicy *rules, const Command *command, uint64_t kinds)
{
    const Arg *evidence = arg(command, F_EVIDENCE);
    for (size_t i = 0; i < evidence->n; i++)
        if (paper_among(&evidence->papers[i], kinds) && paper_valid(&evidence->papers[i], rules, view_today(view)))
            return true;
    return false;
}

uint64_t papers_given(const Command *command)
{
    const Arg *evidence = arg(command, F_EVIDENCE);
    uint64_t kinds = 0;
    for (size_t i = 0; i < evidence->n; i++)
        if (paper_among(&evidence->papers[i], ~(uint64_t)0))
            kinds |= (uint64_t)1 << evidence->papers[i].kind;
    return kinds;
}

/* All that is missing at once, so that nobody comes back a second time for the next paper. */
static Err refuse_missing(const uint64_t *kinds, const int *copies, size_t count, Decision *out)
{
    Buf zh = { .arena = out->why.arena }, en = { .arena = out->why.arena };
    for (size_t i = 0; i < count; i++) {
        buf_format(&zh, "%s%s %d 份", i ? "；" : "", kinds_named(zh.arena, kinds[i], false), copies[i]);
        buf_format(&en, "%s%s (%d)", i ? "; " : "", kinds_named(en.arena, kinds[i], true), copies[i]);
    }
    return REFUSE(out, ERR_MISSING_EVIDENCE, "evidence", "缺少：%s%.0s。请补齐后再提交。",
                  "Missing: %.0s%s. Add them and send again.", str_z(zh.arena, buf_str(&zh)), str_z(en.arena, buf_str(&en)));
}

enum { LIST_MAX = 32 };

Err papers_need_list(const View *view, const RegionPolicy *rules, const Command *command, const PaperList *list, int so,
                     Decision *out)
{
    uint64_t missing[LIST_MAX];
    int copies[LIST_MAX];
    size_t count = 0;
    for (size_t i = 0; list && i < list->count; i++) {
        const PaperItem *item = &list->items[i];
        uint64_t kinds = 0;
        for (size_t k = 0; k < item->count; k++)
            kinds |= (uint64_t)1 << item->kinds[k];
        if (!paper_asked(item, so))
            continue;
        int asked = item->copies > 0 ? item->copies : 1, valid = papers_valid_count(view, rules, command, kinds);
        if (valid >= asked)
            continue;
        Err err = papers_need(view, rules, command, kinds, asked, out);
        if (err == ERR_EXPIRED_EVIDENCE || !out->why.arena || count == LIST_MAX)
            return err;
        missing[count] = kinds;
        copies[count++] = asked - valid;
    }
    return count ? refuse_missing(missing, copies, count, out) : OK;
}
