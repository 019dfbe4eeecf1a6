/* ui_choice.c - see ui_form.h: fields of several boxes. Radios and checkboxes differ in five places only. */
#include "web/ui_field.h"

typedef struct {
    const UiChoices *options;
    const char *kind;         /* "radio", "checkbox" */
    const char *block;        /* "govuk-radios" */
    const char *prefix;       /* of ids */
    bool each;                /* without a fieldset each box names hint and error itself */
    const char *described_by; /* then: their ids */
} Group;

static void open_tag(Ui *ui, Str tag, const char *block, Str element)
{
    ui_put(ui, "<{} class=\"{}__{}\"", tag, str(block), element);
}

static void choice_input(Ui *ui, const Group *group, const UiChoice *item, Str id, Str hint_id, bool checked)
{
    Arena *arena = ui->buf.arena;
    open_tag(ui, S("input"), group->block, S("input"));
    ui_attr(ui, "id", id);
    ui_attr(ui, "name", str(item->name ? item->name : group->options->name));
    ui_attr(ui, "type", str(group->kind));
    ui_attr(ui, "value", item->value);
    if (checked)
        ui_put(ui, " checked");
    if (item->disabled)
        ui_put(ui, " disabled");
    if (item->conditional.s.n)
        ui_attr(ui, "data-aria-controls", str_format(arena, "conditional-" STR_FMT, STR_ARG(id)));
    if (item->exclusive)
        ui_attr(ui, "data-behaviour", S("exclusive"));
    Str noted = group->described_by ? str(group->described_by) : (Str){ 0 };
    bool both = noted.n && hint_id.n;
    ui_attr_if(ui, "aria-describedby",
               both      ? str_format(arena, STR_FMT " " STR_FMT, STR_ARG(noted), STR_ARG(hint_id))
               : noted.n ? noted
                         : hint_id);
    ui_attrs(ui, item->attrs);
    ui_put(ui, ">\n");
}

static void choice(Ui *ui, const Group *group, const UiChoice *item, size_t number)
{
    Arena *arena = ui->buf.arena;
    if (item->divider.n) {
        open_tag(ui, S("div"), group->block, S("divider"));
        ui_put(ui, ">{}</div>\n", item->divider);
        return;
    }
    /* The first has no number, so that an error summary can point at it by the field's name. */
    Str id = item->id ? str(item->id) : number > 1 ? str_format(arena, "%s-%zu", group->prefix, number) : str(group->prefix);
    bool hinted = item->hint.text.n || item->hint.html.s.n;
    Str hint_id = hinted ? str_format(arena, STR_FMT "-item-hint", STR_ARG(id)) : (Str){ 0 };
    bool checked = item->checked || (group->options->value.n && str_eq(item->value, group->options->value));
    const char *own = item->label_classes ? item->label_classes : "";
    open_tag(ui, S("div"), group->block, S("item"));
    ui_put(ui, ">\n");
    choice_input(ui, group, item, id, hint_id, checked);
    ui_label(ui, &(UiLabel){ .text = item->text,
                             .html = item->html,
                             .for_id = str_z(arena, id),
                             .classes = str_format(arena, "%s__label%s%s", group->block, *own ? " " : "", own).p });
    if (hinted) {
        UiHint hint = item->hint;
        hint.id = str_z(arena, hint_id);
        hint.classes = str_format(arena, "%s__hint%s%s", group->block, hint.classes ? " " : "", hint.classes ? hint.classes : "").p;
        ui_hint(ui, &hint);
    }
    ui_put(ui, "</div>\n");
    if (item->conditional.s.n) {
        ui_put(ui, "<div");
        ui_class(ui, str_format(arena, "%s__conditional", group->block),
                 checked ? (Str){ 0 } : str_format(arena, "%s__conditional--hidden", group->block), (Str){ 0 });
        ui_put(ui, " id=\"conditional-{}\">", id);
        ui_html(ui, item->conditional);
        ui_put(ui, "</div>\n");
    }
}

static void choices(Ui *ui, Group *group)
{
    const UiChoices *o = group->options;
    const char *start = o->fieldset && o->fieldset->described_by ? o->fieldset->described_by : o->described_by;
    const char *described_by = ui_notes(ui, group->prefix, &o->hint, &o->error, start, false);
    ui_group_open(ui, ui_is_wrong(&o->error), o->group_classes, o->group_attrs);
    if (o->fieldset) {
        UiFieldset fieldset = *o->fieldset;
        fieldset.described_by = described_by;
        ui_fieldset_open(ui, &fieldset);
    } else if (group->each) {
        group->described_by = described_by;
    }
    ui_notes(ui, group->prefix, &o->hint, &o->error, start, true);
    ui_put(ui, "<div");
    ui_class(ui, str(group->block), str(o->classes), (Str){ 0 });
    ui_attrs(ui, o->attrs);
    ui_attr(ui, "data-module", str(group->block));
    ui_put(ui, ">\n");
    ui_html(ui, o->before);
    for (size_t i = 0; i < o->count; i++)
        choice(ui, group, &o->items[i], i + 1);
    ui_html(ui, o->after);
    ui_put(ui, "</div>\n");
    if (o->fieldset)
        ui_fieldset_close(ui);
    ui_put(ui, "</div>\n");
}

static const char *prefix_of(const UiChoices *o) { return o->id_prefix ? o->id_prefix : o->name; }

void ui_radios(Ui *ui, const UiChoices *o)
{
    Group group = { .options = o, .kind = "radio", .block = "govuk-radios", .prefix = prefix_of(o) };
    choices(ui, &group);
}

void ui_checkboxes(Ui *ui, const UiChoices *o)
{
    Group group = { .options = o, .kind = "checkbox", .block = "govuk-checkboxes", .prefix = prefix_of(o), .each = true };
    choices(ui, &group);
}
