/* entry.c - see entry.h. */
#include "web/entry.h"
#include "base/day.h"
#include "base/money.h"
#include "web/open.h"
#include "web/said.h"

enum { LONG_TEXT = 1000, RADIOS_MOST = 4 };

Str entry_label(Arena *arena, Language lang, Field field)
{
    const FieldRow *row = field_row(field);
    Str label = str(lang == LANG_EN ? row->en : row->zh), unit = lang == LANG_EN ? S(" in fen") : S("（分）");
    if (row->type == TYPE_FEN && str_ends(label, unit))
        label = str_head(label, label.n - unit.n);
    return said_head(arena, label);
}

static Str usual_hint(const Ui *ui, const FieldRow *row)
{
    switch (row->type) {
    case TYPE_MONTH:
        return word(ui->lang, W_HINT_MONTH);
    case TYPE_DAY:
    case TYPE_START:
    case TYPE_END:
        return word(ui->lang, W_HINT_DAY);
    case TYPE_FEN:
        return word(ui->lang, W_HINT_YUAN);
    default:
        return (Str){ 0 };
    }
}

static void line_field(Ui *ui, const PageVisit *visit, const char *name, Str label, Str hint, UiError error, bool yuan)
{
    ui_input(ui, &(UiInput){ .field = { .name = name,
                                        .id = name,
                                        .classes = "govuk-input--width-20",
                                        .label = { .text = label, .classes = "govuk-label--s" },
                                        .hint = { .text = hint },
                                        .error = error },
                             .value = visit_field(visit, name),
                             .inputmode = yuan ? "decimal" : NULL,
                             .suffix = yuan ? word(ui->lang, W_YUAN) : (Str){ 0 },
                             .autocomplete = "off",
                             .spellcheck = "false" });
}

static void region_field(Ui *ui, PageVisit *visit, const FieldRow *row, Str label, Str hint, UiError error)
{
    const OpenLists *lists = open_lists(visit);
    UiOption *items = arena_new(visit->arena, UiOption, lists->region_count);
    for (size_t i = 0; i < lists->region_count; i++)
        items[i] = (UiOption){ .value = lists->regions[i].code, .text = lists->regions[i].name };
    ui_select(ui, &(UiSelect){ .field = { .name = row->name,
                                          .id = row->name,
                                          .label = { .text = label, .classes = "govuk-label--s" },
                                          .hint = { .text = hint },
                                          .error = error },
                               .items = items,
                               .count = lists->region_count,
                               .value = visit_field(visit, row->name) });
}

static void radios(Ui *ui, const PageVisit *visit, const char *name, const char *id, Str label, Str hint, UiError error,
                   const UiChoice *items, size_t count)
{
    ui_radios(ui, &(UiChoices){ .name = name,
                                .id_prefix = id,
                                .fieldset = &(UiFieldset){ .legend = label, .legend_classes = "govuk-fieldset__legend--s" },
                                .hint = { .text = hint },
                                .error = error,
                                .items = items,
                                .count = count,
                                .value = visit_field(visit, name) });
}

static void choice_field(Ui *ui, const PageVisit *visit, const FieldRow *row, Str label, Str hint, UiError error)
{
    const ChoiceSet *set = choice_set(row->set);
    UiChoice *items = arena_new(visit->arena, UiChoice, (size_t)set->count);
    for (int i = 0; i < set->count; i++)
        items[i] = (UiChoice){ .value = str(set->items[i].code),
                               .text = said_head(visit->arena, str(ui->lang == LANG_EN ? set->items[i].en : set->items[i].zh)) };
    radios(ui, visit, row->name, row->name, label, hint, error, items, (size_t)set->count);
}

void entry_lists(PageVisit *visit) { (void)open_lists(visit); }

Str entry_region(PageVisit *visit, Str code)
{
    const OpenLists *lists = open_lists(visit);
    for (size_t i = 0; i < lists->region_count; i++)
        if (str_eq(lists->regions[i].code, code))
            return lists->regions[i].name;
    return code;
}

/* ---- a voucher ---- */

static const EvidenceKind voucher_kinds[] = { EV_BANK_REMITTANCE, EV_CASH_RECEIPT, EV_TAX_CERTIFICATE };
enum { VOUCHER_KINDS = sizeof voucher_kinds / sizeof *voucher_kinds };

static void voucher_field(Ui *ui, const PageVisit *visit, Str label, const FormErrors *errors)
{
    UiChoice items[VOUCHER_KINDS];
    for (size_t i = 0; i < VOUCHER_KINDS; i++) {
        const Choice *kind = choice_of(SET_EVIDENCE, voucher_kinds[i]);
        items[i] =
            (UiChoice){ .value = str(kind->code), .text = said_head(visit->arena, str(ui->lang == LANG_EN ? kind->en : kind->zh)) };
    }
    radios(ui, visit, "voucher.kind", "voucher", label, (Str){ 0 }, form_error(errors, "voucher"), items, VOUCHER_KINDS);
    line_field(ui, visit, "voucher.no", word(ui->lang, W_VOUCHER_NO), word(ui->lang, W_VOUCHER_NO_HINT),
               form_error(errors, "voucher.no"), false);
    line_field(ui, visit, "voucher.day", word(ui->lang, W_VOUCHER_DAY), word(ui->lang, W_HINT_DAY),
               form_error(errors, "voucher.day"), false);
}

static void voucher_put(PageVisit *visit, Json *args, const FieldRow *row, FormErrors *errors)
{
    static const struct {
        const char *name, *key;
        Word empty;
    } parts[] = { { "voucher.kind", "kind", W_VOUCHER_KIND_EMPTY },
                  { "voucher.no", "no", W_VOUCHER_NO_EMPTY },
                  { "voucher.day", "day", W_VOUCHER_DAY_EMPTY } };
    json_key(args, row->name);
    json_open(args, '{');
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Str value = visit_field(visit, parts[i].name);
        if (!value.n)
            form_wrong(errors, i ? str(parts[i].name) : S("voucher"), word(visit->request.lang, parts[i].empty));
        json_put(args, parts[i].key, value);
    }
    json_close(args, '}');
}

/* ---- asking ---- */

void entry_field_as(Ui *ui, PageVisit *visit, Field field, Str label, Str hint, const FormErrors *errors)
{
    const FieldRow *row = field_row(field);
    UiError error = form_error(errors, row->name);
    switch (row->type) {
    case TYPE_REGION:
        region_field(ui, visit, row, label, hint, error);
        return;
    case TYPE_CHOICE:
        choice_field(ui, visit, row, label, hint, error);
        return;
    case TYPE_PAIRS:
        voucher_field(ui, visit, label, errors);
        return;
    case TYPE_BYTES:
        ui_upload(ui, &(UiUpload){ .field = { .name = row->name,
                                              .id = row->name,
                                              .label = { .text = label, .classes = "govuk-label--s" },
                                              .hint = { .text = hint },
                                              .error = error },
                                   .accept = ".csv,.xlsx,.txt" });
        return;
    default:
        break;
    }
    if (row->type == TYPE_TEXT && row->max > LONG_TEXT)
        ui_textarea(ui, &(UiTextarea){ .field = { .name = row->name,
                                                  .id = row->name,
                                                  .label = { .text = label, .classes = "govuk-label--s" },
                                                  .hint = { .text = hint },
                                                  .error = error },
                                       .value = visit_field(visit, row->name),
                                       .rows = 16 });
    else
        line_field(ui, visit, row->name, label, hint, error, row->type == TYPE_FEN);
}

void entry_field(Ui *ui, PageVisit *visit, Field field, const FormErrors *errors)
{
    entry_field_as(ui, visit, field, entry_label(visit->arena, ui->lang, field), usual_hint(ui, field_row(field)), errors);
}

/* ---- what was sent ---- */

static void wrong(PageVisit *visit, const FieldRow *row, Word text, FormErrors *errors)
{
    form_wrong(errors, str(row->name), word(visit->request.lang, text));
}

static void fen_put(PageVisit *visit, Json *args, const FieldRow *row, Str value, FormErrors *errors)
{
    Money amount = { 0 };
    if (!money_read(value, &amount))
        wrong(visit, row, W_YUAN_WRONG, errors);
    else
        json_put_int(args, row->name, amount.fen);
}

static void int_put(PageVisit *visit, Json *args, const FieldRow *row, Str value, FormErrors *errors)
{
    int64_t number = 0;
    if (!str_int(value, &number))
        wrong(visit, row, W_NUMBER_WRONG, errors);
    else
        json_put_int(args, row->name, number);
}

void entry_put(PageVisit *visit, Json *args, Field field, bool required, FormErrors *errors)
{
    const FieldRow *row = field_row(field);
    const HttpUpload *upload = row->type == TYPE_BYTES ? http_upload(visit->http, row->name) : NULL;
    Str value = visit_field(visit, row->name);
    if (row->type == TYPE_PAIRS) {
        voucher_put(visit, args, row, errors);
        return;
    }
    if (row->type == TYPE_BOOL) {
        json_put_bool(args, row->name, str_is(value, "1"));
        return;
    }
    if (upload)
        value = upload->bytes;
    if (!value.n) {
        if (required)
            form_wrong(errors, str(row->name),
                       word_format(visit->arena, visit->request.lang, W_ENTRY_EMPTY_N,
                                   STR_ARG(entry_label(visit->arena, visit->request.lang, field))));
        return;
    }
    if (row->type == TYPE_FEN)
        fen_put(visit, args, row, value, errors);
    else if (row->type == TYPE_INT)
        int_put(visit, args, row, value, errors);
    else
        json_put(args, row->name, row->type == TYPE_BYTES ? str_base64(visit->arena, value) : value);
}
