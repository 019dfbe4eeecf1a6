/* entry.c - see entry.h. */
#include "base/day.h"
#include "base/money.h"
#include "web/entry_inside.h"
#include "web/open.h"
#include "web/said.h"

enum { LONG_TEXT = 1000, LONG_SHOWN = 16, LINES_SHOWN = 5, RADIOS_MOST = 8 };

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

void entry_line(Ui *ui, const PageVisit *visit, const char *name, Str label, Str hint, UiError error, bool yuan)
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
                               .value = visit_region(visit, row->name) });
}

void entry_radios(Ui *ui, const PageVisit *visit, const char *name, const char *id, Str label, Str hint, UiError error,
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

/* A few words are buttons, many a list to open. */
static void choice_field(Ui *ui, const PageVisit *visit, const FieldRow *row, Str label, Str hint, UiError error)
{
    const ChoiceSet *set = choice_set(row->set);
    size_t count = (size_t)set->count;
    UiChoice *items = arena_new(visit->arena, UiChoice, count);
    UiOption *options = arena_new(visit->arena, UiOption, count + 1);
    options[0] = (UiOption){ .value = S(""), .text = word(ui->lang, W_CHOOSE) };
    for (size_t i = 0; i < count; i++) {
        const Choice *choice = &set->items[i];
        Str text = said_head(visit->arena, str(ui->lang == LANG_EN ? choice->en : choice->zh));
        items[i] = (UiChoice){ .value = str(choice->code), .text = text };
        options[i + 1] = (UiOption){ .value = str(choice->code), .text = text };
    }
    if (count <= RADIOS_MOST)
        entry_radios(ui, visit, row->name, row->name, label, hint, error, items, count);
    else
        ui_select(ui, &(UiSelect){ .field = { .name = row->name,
                                              .id = row->name,
                                              .label = { .text = label, .classes = "govuk-label--s" },
                                              .hint = { .text = hint },
                                              .error = error },
                                   .items = options,
                                   .count = count + 1,
                                   .value = visit_field(visit, row->name) });
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

/* ---- several of a list, yes or no, and lines ---- */

bool entry_ticked(const PageVisit *visit, const char *name, Str value)
{
    for (size_t i = 0; i < visit->request.count; i++)
        if (str_is(visit->request.fields[i].name, name) && str_eq(visit->request.fields[i].value, value))
            return true;
    return false;
}

void entry_boxes(Ui *ui, const PageVisit *visit, const char *name, ChoiceSetId set, const Str *codes, size_t count, Str label,
                 Str hint, UiError error)
{
    UiChoice *items = arena_new(visit->arena, UiChoice, count);
    for (size_t i = 0; i < count; i++)
        items[i] = (UiChoice){ .value = codes[i],
                               .text = said_head(visit->arena, said_word(ui->lang, set, codes[i])),
                               .checked = entry_ticked(visit, name, codes[i]) };
    ui_checkboxes(ui, &(UiChoices){ .name = name,
                                    .id_prefix = name,
                                    .fieldset = &(UiFieldset){ .legend = label, .legend_classes = "govuk-fieldset__legend--s" },
                                    .hint = { .text = hint },
                                    .error = error,
                                    .items = items,
                                    .count = count });
}

static void choices_field(Ui *ui, const PageVisit *visit, const FieldRow *row, Str label, Str hint, UiError error)
{
    const ChoiceSet *set = choice_set(row->set);
    Str *codes = arena_new(visit->arena, Str, (size_t)set->count);
    for (int i = 0; i < set->count; i++)
        codes[i] = str(set->items[i].code);
    entry_boxes(ui, visit, row->name, row->set, codes, (size_t)set->count, label, hint, error);
}

static void truth_field(Ui *ui, const PageVisit *visit, const FieldRow *row, Str label, Str hint, UiError error)
{
    const UiChoice items[] = { { .value = S("1"), .text = word(ui->lang, W_YES) },
                               { .value = S("0"), .text = word(ui->lang, W_NO) } };
    entry_radios(ui, visit, row->name, row->name, label, hint, error, items, sizeof items / sizeof *items);
}

static void large_field(Ui *ui, const PageVisit *visit, const FieldRow *row, Str label, Str hint, UiError error, int rows)
{
    ui_textarea(ui, &(UiTextarea){ .field = { .name = row->name,
                                              .id = row->name,
                                              .label = { .text = label, .classes = "govuk-label--s" },
                                              .hint = { .text = hint },
                                              .error = error },
                                   .value = visit_field(visit, row->name),
                                   .rows = rows });
}

/* ---- asking ---- */

void entry_field_as(Ui *ui, PageVisit *visit, Field field, Str label, Str hint, const FormErrors *errors)
{
    const FieldRow *row = field_row(field);
    UiError error = form_error(errors, row->name);
    switch (row->type) {
    case TYPE_REGION:
        if (field == F_REGION)
            region_field(ui, visit, row, label, hint, error);
        else /* where somebody comes from may be anywhere */
            entry_line(ui, visit, row->name, label, hint.n ? hint : word(ui->lang, W_HINT_REGION), error, false);
        return;
    case TYPE_CHOICE:
        choice_field(ui, visit, row, label, hint, error);
        return;
    case TYPE_CHOICES:
        choices_field(ui, visit, row, label, hint, error);
        return;
    case TYPE_BOOL:
        truth_field(ui, visit, row, label, hint, error);
        return;
    case TYPE_PAIRS:
        entry_pairs(ui, visit, field, errors);
        return;
    case TYPE_TEXTS:
        large_field(ui, visit, row, label, word(ui->lang, W_HINT_LINES), error, LINES_SHOWN);
        return;
    case TYPE_BYTES:
        ui_upload(ui, &(UiUpload){ .drop_zone = field != F_PHOTO,
                                   .field = { .name = row->name,
                                              .id = row->name,
                                              .label = { .text = label, .classes = "govuk-label--s" },
                                              .hint = { .text = field == F_PHOTO ? word(ui->lang, W_PHOTO_HINT) : hint },
                                              .error = error },
                                   .accept = field == F_PHOTO ? "image/jpeg" : ".csv,.xlsx,.txt" });
        return;
    default:
        break;
    }
    if (row->type == TYPE_TEXT && row->max > LONG_TEXT)
        large_field(ui, visit, row, label, hint, error, LONG_SHOWN);
    else
        entry_line(ui, visit, row->name, label, hint, error, row->type == TYPE_FEN);
}

void entry_field_labelled(Ui *ui, PageVisit *visit, Field field, Str label, const FormErrors *errors)
{
    entry_field_as(ui, visit, field, label, usual_hint(ui, field_row(field)), errors);
}

void entry_field(Ui *ui, PageVisit *visit, Field field, const FormErrors *errors)
{
    entry_field_labelled(ui, visit, field, entry_label(visit->arena, ui->lang, field), errors);
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

static void texts_put(Json *args, const FieldRow *row, Str value)
{
    json_key(args, row->name);
    json_open(args, '[');
    while (value.n) {
        Str line = str_trim(str_cut(&value, '\n'));
        if (line.n)
            json_text(args, line);
    }
    json_close(args, ']');
}

static void choices_put(const PageVisit *visit, Json *args, const FieldRow *row)
{
    json_key(args, row->name);
    json_open(args, '[');
    for (size_t i = 0; i < visit->request.count; i++)
        if (str_is(visit->request.fields[i].name, row->name))
            json_text(args, visit->request.fields[i].value);
    json_close(args, ']');
}

static void value_put(PageVisit *visit, Json *args, const FieldRow *row, Str value, FormErrors *errors)
{
    switch (row->type) {
    case TYPE_FEN:
        fen_put(visit, args, row, value, errors);
        break;
    case TYPE_INT:
        int_put(visit, args, row, value, errors);
        break;
    case TYPE_BOOL:
        json_put_bool(args, row->name, str_is(value, "1"));
        break;
    case TYPE_TEXTS:
        texts_put(args, row, value);
        break;
    case TYPE_CHOICES:
        choices_put(visit, args, row);
        break;
    case TYPE_BYTES:
        json_put(args, row->name, str_base64(visit->arena, value));
        break;
    default:
        json_put(args, row->name, value);
    }
}

void entry_put(PageVisit *visit, Json *args, Field field, bool required, FormErrors *errors)
{
    const FieldRow *row = field_row(field);
    const HttpUpload *upload = row->type == TYPE_BYTES ? http_upload(visit->http, row->name) : NULL;
    Str value = upload ? upload->bytes : visit_field(visit, row->name);
    if (row->type == TYPE_PAIRS)
        entry_put_pairs(visit, args, field, required, errors);
    else if (value.n)
        value_put(visit, args, row, value, errors);
    else if (required)
        form_wrong(errors, str(row->name),
                   word_format(visit->arena, visit->request.lang, W_ENTRY_EMPTY_N,
                               STR_ARG(entry_label(visit->arena, visit->request.lang, field))));
}
