/* entry_pairs.c - fields that are several lines under one name: a voucher, the paper of a decision, corrections of a
 * record, answers to questions of identity. Each line is NAME.KEY on the form and KEY on the wire. */
#include "web/entry_inside.h"
#include "web/said.h"

typedef struct {
    Field field;
    const char *name, *key;  /* on the form, on the wire */
    Word label, hint, empty; /* empty: what is said when the line is missing; WORD_END: it may be left out */
} Pair;

static const EvidenceKind voucher_kinds[] = { EV_BANK_REMITTANCE, EV_CASH_RECEIPT, EV_TAX_CERTIFICATE };
enum { VOUCHER_KINDS = sizeof voucher_kinds / sizeof *voucher_kinds };
#define NO_HINT WORD_END
#define OPTIONAL WORD_END

/* clang-format off */
static const Pair pairs[] = {
    { F_VOUCHER, "voucher.kind", "kind", W_VOUCHER_KIND, NO_HINT, W_VOUCHER_KIND_EMPTY },
    { F_VOUCHER, "voucher.no", "no", W_VOUCHER_NO, W_VOUCHER_NO_HINT, W_VOUCHER_NO_EMPTY },
    { F_VOUCHER, "voucher.day", "day", W_VOUCHER_DAY, W_HINT_DAY, W_VOUCHER_DAY_EMPTY },
    { F_PAPER, "notice.no", "no", W_PAPER_NO, NO_HINT, W_PAPER_NO_EMPTY },
    { F_PAPER, "notice.day", "day", W_PAPER_DAY, W_HINT_DAY, W_PAPER_DAY_EMPTY },
    { F_ANSWERS, "answers.mobile", "mobile", W_ANSWER_MOBILE, NO_HINT, OPTIONAL },
    { F_ANSWERS, "answers.address", "address", W_ANSWER_ADDRESS, NO_HINT, OPTIONAL },
    { F_ANSWERS, "answers.birth_place", "birth_place", W_ANSWER_BIRTH_PLACE, NO_HINT, OPTIONAL },
    { F_ANSWERS, "answers.bank", "bank", W_ANSWER_BANK, NO_HINT, OPTIONAL },
    { F_ANSWERS, "answers.last_unit", "last_unit", W_ANSWER_UNIT, NO_HINT, OPTIONAL },
    { F_CHANGES, "changes.name", "name", W_NAME_LABEL, NO_HINT, OPTIONAL },
    { F_CHANGES, "changes.mobile", "mobile", W_ANSWER_MOBILE, NO_HINT, OPTIONAL },
    { F_CHANGES, "changes.address", "address", W_ANSWER_ADDRESS, NO_HINT, OPTIONAL },
    { F_CHANGES, "changes.birth_place", "birth_place", W_ANSWER_BIRTH_PLACE, NO_HINT, OPTIONAL },
};
/* clang-format on */
enum { PAIRS_COUNT = sizeof pairs / sizeof *pairs };

static Str word_or_none(Language lang, Word name) { return name == WORD_END ? (Str){ 0 } : word(lang, name); }

static void kind_field(Ui *ui, const PageVisit *visit, const Pair *pair, UiError error)
{
    UiChoice items[VOUCHER_KINDS];
    for (size_t i = 0; i < VOUCHER_KINDS; i++) {
        const Choice *kind = choice_of(SET_EVIDENCE, voucher_kinds[i]);
        items[i] =
            (UiChoice){ .value = str(kind->code), .text = said_head(visit->arena, str(ui->lang == LANG_EN ? kind->en : kind->zh)) };
    }
    entry_radios(ui, visit, pair->name, "voucher", word(ui->lang, pair->label), (Str){ 0 }, error, items, VOUCHER_KINDS);
}

bool entry_has_pairs(Field field)
{
    for (size_t i = 0; i < PAIRS_COUNT; i++)
        if (pairs[i].field == field)
            return true;
    return false;
}

void entry_pairs(Ui *ui, const PageVisit *visit, Field field, const FormErrors *errors)
{
    const char *name = field_row(field)->name;
    UiError whole = form_error(errors, name);
    if (field != F_VOUCHER)
        ui_put(ui, "<div id=\"{}\">\n", str(name));
    for (size_t i = 0; i < PAIRS_COUNT; i++) {
        const Pair *pair = &pairs[i];
        if (pair->field != field)
            continue;
        UiError own = form_error(errors, pair->name);
        UiError error = own.text.n ? own : whole; /* what is said of all of them is said at the first */
        if (field == F_VOUCHER && pair->label == W_VOUCHER_KIND)
            kind_field(ui, visit, pair, error);
        else
            entry_line(ui, visit, pair->name, word(ui->lang, pair->label), word_or_none(ui->lang, pair->hint), error, false);
        whole = (UiError){ 0 };
    }
    if (field != F_VOUCHER)
        ui_put(ui, "</div>\n");
}

void entry_put_pairs(PageVisit *visit, Json *args, Field field, bool required, FormErrors *errors)
{
    const char *name = field_row(field)->name;
    bool any = required;
    for (size_t i = 0; i < PAIRS_COUNT; i++)
        any = any || (pairs[i].field == field && visit_field(visit, pairs[i].name).n);
    if (!any)
        return;
    json_key(args, name);
    json_open(args, '{');
    for (size_t i = 0; i < PAIRS_COUNT; i++) {
        if (pairs[i].field != field)
            continue;
        Str value = visit_field(visit, pairs[i].name);
        if (!value.n && pairs[i].empty != OPTIONAL)
            form_wrong(errors, pairs[i].label == W_VOUCHER_KIND ? str(name) : str(pairs[i].name),
                       word(visit->request.lang, pairs[i].empty));
        if (value.n)
            json_put(args, pairs[i].key, value);
    }
    json_close(args, '}');
}
