/* missing.c - what a case still lacks of its region's checklist (see desk.h). */
#include "desk/inside.h"
#include "hold/effects.h"

static const RegionPolicy *rules_of(const View *view, const CaseFacts *c)
{
    return policy_or_national(view->policy, (int)c->region);
}

Str desk_list_word(const CaseFacts *c)
{
    switch (c->procedure) {
    case PROC_UNSEAL:
        return str(choice_code(SET_CAUSE, c->cause));
    case PROC_SEAL_MEMBER:
        return str(choice_code(SET_SEAL_REASON, desk_seal_unpack(c->argument).reason));
    case PROC_CANCEL_CARD:
        return str(choice_code(SET_CANCEL_REASON, (int)c->argument));
    case PROC_OPEN_ACCOUNT:
        return str(choice_code(SET_CATEGORY, desk_category_of(c->argument)));
    default:
        return (Str){ 0 };
    }
}

/* Whether the record alone shows that the region's rule of place is met. */
static bool place_known(const View *view, const CaseFacts *c)
{
    const RegionPolicy *rules = policy_region(view->policy, (int)c->region);
    if (!rules)
        return false;
    int64_t rule = policy_int(rules, KEY_FLEXIBLE_RULE, view_today(view));
    const PersonFacts *person = view->person;
    bool hukou = person->hukou_region && policy_region(view->policy, person->hukou_region) == rules;
    bool residence = person->residence_region && policy_region(view->policy, person->residence_region) == rules;
    return (hukou && rule != FLEXIBLE_BY_RESIDENCE) || (residence && rule != FLEXIBLE_BY_HUKOU);
}

static int conditions_of(const View *view, const CaseFacts *c)
{
    const PersonFacts *person = view->person;
    int years = (int)policy_int(rules_of(view, c), KEY_IDENTITY_GUARDIAN_UNDER, view_today(view));
    bool child = person_has_birth(person) && day_add_months(person->born, years * 12).n > view_today(view).n;
    int so = child ? PAPER_IF_CHILD : PAPER_IF_ADULT;
    if (c->procedure == PROC_OPEN_ACCOUNT && !place_known(view, c))
        so |= PAPER_IF_PLACE_UNKNOWN;
    if (c->procedure == PROC_RETIREMENT && desk_claim_unpack(c->argument).deemed)
        so |= PAPER_IF_DEEMED;
    return so;
}

static int copies_in(const CaseFacts *c, const PaperItem *item)
{
    int copies = 0;
    for (size_t i = 0; i < item->count; i++)
        copies += case_copies(c, item->kinds[i]);
    return copies;
}

static size_t list_missing(const PaperList *list, const CaseFacts *c, int so, DeskMissing *out, size_t count)
{
    for (size_t i = 0; list && i < list->count && count < DESK_MISSING_MAX; i++) {
        const PaperItem *item = &list->items[i];
        int copies = copies_in(c, item);
        if (paper_asked(item, so) && copies < item->copies)
            out[count++] = (DeskMissing){ item, item->copies - copies };
    }
    return count;
}

size_t desk_missing(const View *view, const CaseFacts *c, DeskMissing out[DESK_MISSING_MAX])
{
    const RegionPolicy *rules = rules_of(view, c);
    Str procedure = str(choice_code(SET_PROCEDURE, c->procedure));
    int so = conditions_of(view, c);
    size_t count = list_missing(policy_papers(rules, procedure, desk_list_word(c), view_today(view)), c, so, out, 0);
    unsigned insurances = c->procedure == PROC_OPEN_ACCOUNT ? desk_insurances_of(c->argument) : 0;
    for (int i = 1; i < Insurance_END; i++)
        if (insurances & insurance_bit((Insurance)i))
            count = list_missing(policy_papers_more(rules, procedure, str(choice_code(SET_INSURANCE, i)), view_today(view)), c, so,
                                 out, count);
    return count;
}

static Str kinds_in_words(Arena *arena, const PaperItem *item, bool en)
{
    Buf text = { .arena = arena };
    for (size_t i = 0; i < item->count; i++) {
        const Choice *word = choice_of(SET_EVIDENCE, item->kinds[i]);
        buf_format(&text, "%s%s", i ? (en ? " or " : "或") : "", en ? word->en : word->zh);
    }
    if (item->of_other)
        buf_format(&text, "%s", en ? " (of who acts for the person)" : "（代办人、监护人或继承人的）");
    return buf_str(&text);
}

void desk_answer_missing(Decision *out, const View *view, const CaseFacts *c)
{
    DeskMissing list[DESK_MISSING_MAX];
    if (!out->data)
        return;
    size_t count = desk_missing(view, c, list);
    json_key(out->data, "missing");
    json_open(out->data, '[');
    for (size_t i = 0; i < count; i++) {
        const PaperItem *item = list[i].item;
        json_open(out->data, '{');
        json_put(out->data, "kind", str(choice_code(SET_EVIDENCE, item->kinds[0])));
        json_key(out->data, "any");
        json_open(out->data, '[');
        for (size_t k = 0; k < item->count; k++)
            json_text(out->data, str(choice_code(SET_EVIDENCE, item->kinds[k])));
        json_close(out->data, ']');
        json_put_int(out->data, "copies", list[i].copies);
        json_put(out->data, "zh", kinds_in_words(out->arena, item, false));
        json_put(out->data, "en", kinds_in_words(out->arena, item, true));
        json_close(out->data, '}');
    }
    json_close(out->data, ']');
}

Err desk_need_papers(const View *view, const CaseFacts *c, Decision *out)
{
    DeskMissing list[DESK_MISSING_MAX];
    size_t count = desk_missing(view, c, list);
    if (!count)
        return OK;
    if (!out->why.arena) /* the guide reads no sentences */
        return ERR_MISSING_EVIDENCE;
    Buf zh = { .arena = out->why.arena }, en = { .arena = out->why.arena };
    for (size_t i = 0; i < count; i++) {
        buf_format(&zh, "%s" STR_FMT " %d 份", i ? "；" : "", STR_ARG(kinds_in_words(out->why.arena, list[i].item, false)),
                   list[i].copies);
        buf_format(&en, "%s" STR_FMT " (%d)", i ? "; " : "", STR_ARG(kinds_in_words(out->why.arena, list[i].item, true)),
                   list[i].copies);
    }
    return REFUSE(out, ERR_MISSING_EVIDENCE, "evidence", "还缺少：%s%.0s。请用 case.add 补齐后再提交。",
                  "Still missing: %.0s%s. Add them with case.add and submit again.", str_z(zh.arena, buf_str(&zh)),
                  str_z(en.arena, buf_str(&en)));
}
