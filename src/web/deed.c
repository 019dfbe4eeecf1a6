/* deed.c - see deed.h. */
#include "web/deed.h"
#include "web/said.h"

enum { ASKED_MAX = COMMAND_FIELDS_MAX };

Field deed_field(CommandId command, Str name)
{
    const CatalogueRow *row = command ? command_row(command) : NULL;
    for (int i = 0; row && i < row->count; i++)
        if (str_is(name, field_row(row->fields[i])->name))
            return row->fields[i];
    return F_NONE;
}

/* "name" or "name?" off the list; F_NONE for a name that the command does not have. */
static Field next_asked(const Deed *deed, Str *rest, bool *required)
{
    Str name = str_cut(rest, ' ');
    *required = !str_ends(name, S("?"));
    return deed_field(deed->command, *required ? name : str_head(name, name.n - 1));
}

/* ---- what follows from who is signed in ---- */

/* The word for the channel is in most cases the word for the role; a counter is where clerks sit. */
static Str channel_of(const PageVisit *visit, ChoiceSetId set)
{
    static const struct {
        Role role;
        const char *code;
    } others[] = { { ROLE_CLERK, "counter" }, { ROLE_HOLDER, "online" }, { ROLE_GUARDIAN, "online" }, { ROLE_PROXY, "online" } };
    Str code = str(choice_code(SET_ROLE, visit->actor.role));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].role == visit->actor.role)
            code = str(others[i].code);
    return choice_from(set, code) ? code : (Str){ 0 };
}

/* The value that nobody needs to type, or empty. */
static Str known_text(const PageVisit *visit, Field field)
{
    switch (field) {
    case F_CARD_CHANNEL:
        return channel_of(visit, SET_CHANNEL);
    case F_OPEN_CHANNEL:
        return channel_of(visit, SET_OPEN_CHANNEL);
    case F_INSTITUTION:
        return visit_role(visit, R(BANK) | R(HOSPITAL) | R(PHARMACY)) ? visit->actor.org : (Str){ 0 };
    case F_CREDIT_CODE:
    case F_PAYER:
        return visit->actor.role == ROLE_UNIT ? visit->actor.org : (Str){ 0 };
    default:
        return (Str){ 0 };
    }
}

static bool knows(const PageVisit *visit, Field field)
{
    if (field == F_SSN)
        return visit->actor.person && visit_role(visit, R(HOLDER) | R(ONLINE));
    return known_text(visit, field).n > 0;
}

/* Whether a list of names ("ssn reason? kind=first") has this one. */
static bool listed(Str list, Str name)
{
    while (list.n) {
        Str item = str_cut(&list, ' '), head = str_cut(&item, '=');
        if (str_ends(head, S("?")))
            head.n--;
        if (str_eq(head, name))
            return true;
    }
    return false;
}

Str deed_known(const PageVisit *visit, CommandId command, Str fixed, Str ask)
{
    const CatalogueRow *row = command_row(command);
    Json args = json_make(visit->arena);
    json_open(&args, '{');
    for (int i = 0; i < row->count; i++) {
        Field field = row->fields[i];
        Str name = str(field_row(field)->name);
        if (!knows(visit, field) || listed(fixed, name) || listed(ask, name))
            continue;
        if (field == F_SSN)
            visit_self(visit, &args);
        else
            json_put(&args, field_row(field)->name, known_text(visit, field));
    }
    while (fixed.n) {
        Str value = str_cut(&fixed, ' '), name = str_cut(&value, '=');
        json_key_n(&args, name.p, name.n);
        json_text(&args, value);
    }
    json_close(&args, '}');
    return json_str(&args);
}

Str deed_ask_all(const PageVisit *visit, CommandId command)
{
    const CatalogueRow *row = command_row(command);
    Buf out = { .arena = visit->arena };
    for (int i = 0; i < row->count; i++) {
        Field field = row->fields[i];
        FieldType type = field_row(field)->type;
        if (type == TYPE_EVIDENCE || type == TYPE_LINES || field == F_ARGS || knows(visit, field))
            continue;
        buf_format(&out, "%s%s%s", out.n ? " " : "", field_row(field)->name, row->required[i] ? "" : "?");
    }
    return buf_str(&out);
}

/* ---- the form ---- */

const char *const *deed_fields(Arena *arena, const Deed *deed)
{
    const char **names = arena_new(arena, const char *, ASKED_MAX + 2);
    size_t count = 0;
    bool required;
    for (Str rest = deed->ask; rest.n && count < ASKED_MAX;) {
        Field field = next_asked(deed, &rest, &required);
        if (field)
            names[count++] = field_row(field)->name;
    }
    names[count++] = "evidence";
    names[count] = NULL;
    return names;
}

void deed_open(Ui *ui, const PageVisit *visit, const Deed *deed, Str path)
{
    bool required, file = false;
    for (Str rest = deed->ask; rest.n;) {
        Field field = next_asked(deed, &rest, &required);
        file = file || (field && field_row(field)->type == TYPE_BYTES);
    }
    (file ? form_open_files : form_open)(ui, visit, path);
}

static void papers_seen(Ui *ui, const PageVisit *visit, const Deed *deed, const FormErrors *errors)
{
    Str codes[EvidenceKind_END];
    size_t count = 0;
    for (Str rest = deed->papers; rest.n && count < EvidenceKind_END;) {
        Str kind = str_cut(&rest, ' ');
        if (choice_from(SET_EVIDENCE, kind))
            codes[count++] = kind;
    }
    bool own = visit_role(visit, R_SELF | R(ONLINE));
    if (count)
        entry_boxes(ui, visit, "evidence", SET_EVIDENCE, codes, count, word(ui->lang, own ? W_PAPERS_HAVE : W_PAPERS_SEEN),
                    word(ui->lang, own ? W_PAPERS_HAVE_HINT : W_PAPERS_SEEN_HINT), form_error(errors, "evidence"));
}

void deed_entries(Ui *ui, PageVisit *visit, const Deed *deed, const FormErrors *errors)
{
    bool required;
    for (Str rest = deed->ask; rest.n;) {
        Field field = next_asked(deed, &rest, &required);
        Str label = field ? entry_label(visit->arena, ui->lang, field) : (Str){ 0 };
        if (field && !required)
            label = word_format(visit->arena, ui->lang, W_OPTIONAL_N, STR_ARG(label));
        if (field)
            entry_field_labelled(ui, visit, field, label, errors);
    }
    papers_seen(ui, visit, deed, errors);
}

/* ---- what was sent ---- */

static void put_papers(Json *args, const PageVisit *visit, const Deed *deed)
{
    if (!deed->papers.n)
        return;
    json_key(args, "evidence");
    json_open(args, '[');
    for (Str rest = deed->papers; rest.n;) {
        Str kind = str_cut(&rest, ' ');
        if (!choice_from(SET_EVIDENCE, kind) || !entry_ticked(visit, "evidence", kind))
            continue;
        json_open(args, '{');
        json_put(args, "kind", kind);
        json_close(args, '}');
    }
    json_close(args, ']');
}

bool deed_put(PageVisit *visit, const Deed *deed, Json *args, FormErrors *errors)
{
    JsonNode *kept = NULL;
    Why why = { .arena = visit->arena };
    bool required;
    if (json_read(visit->arena, deed->args, &kept, &why) != OK || kept->type != JSON_MEMBERS)
        return false;
    for (size_t i = 0; i < kept->count; i++) {
        json_key(args, str_z(visit->arena, kept->items[i].key));
        json_node(args, &kept->items[i]);
    }
    for (Str rest = deed->ask; rest.n;) {
        Field field = next_asked(deed, &rest, &required);
        if (field)
            entry_put(visit, args, field, required, errors);
    }
    put_papers(args, visit, deed);
    return true;
}
