/* record.c - see record.h: who, and what works. */
#include "web/record.h"

int64_t record_person(Str name)
{
    int64_t person = 0;
    return str_int(name, &person) && person > 0 ? person : 0;
}

Str record_masked(Arena *arena, Str payer)
{
    enum { NUMBER = 18, HEAD = 6, TAIL = 4, WORD_OF = 3 };
    size_t digits = 0, letters = 0;
    while (digits < payer.n && payer.p[digits] >= '0' && payer.p[digits] <= '9')
        digits++;
    while (letters < payer.n && payer.p[letters] >= 'A' && payer.p[letters] <= 'Z')
        letters++;
    if (payer.n != NUMBER || (digits < NUMBER - 1 && letters < WORD_OF))
        return payer;
    return str_format(arena, STR_FMT "********" STR_FMT, STR_ARG(str_head(payer, HEAD)), STR_ARG(str_from(payer, NUMBER - TAIL)));
}

const char *record_tag(ChoiceSetId set, Str code)
{
    static const struct {
        ChoiceSetId set;
        const char *code, *classes;
    } rows[] = {
        { SET_APPLICATION, "normal", "govuk-tag--green" },       { SET_APPLICATION, "sealed", "govuk-tag--yellow" },
        { SET_APPLICATION, "lost-temporary", "govuk-tag--red" }, { SET_APPLICATION, "lost-formal", "govuk-tag--red" },
        { SET_APPLICATION, "locked", "govuk-tag--red" },         { SET_APPLICATION, "cancelled", "govuk-tag--grey" },
        { SET_ACCOUNT_STATE, "open", "govuk-tag--green" },       { SET_ACCOUNT_STATE, "suspended", "govuk-tag--yellow" },
        { SET_ACCOUNT_STATE, "closed", "govuk-tag--grey" },      { SET_ACCOUNT_STATE, "transferred", "govuk-tag--grey" },
        { SET_CASE_STATE, "submitted", "govuk-tag--blue" },      { SET_CASE_STATE, "returned", "govuk-tag--yellow" },
        { SET_CASE_STATE, "approved", "govuk-tag--green" },      { SET_CASE_STATE, "refused", "govuk-tag--red" },
        { SET_CASE_STATE, "withdrawn", "govuk-tag--grey" },      { SET_CASE_STATE, "draft", "govuk-tag--grey" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].set == set && str_is(code, rows[i].code))
            return rows[i].classes;
    return "govuk-tag--blue";
}

Html record_tag_html(const Ui *ui, ChoiceSetId set, Str code)
{
    Ui inside = ui_inside(ui);
    ui_tag(&inside, &(UiTag){ .text = said_head(ui->buf.arena, said_word(ui->lang, set, code)), .classes = record_tag(set, code) });
    return ui_done(&inside);
}

void record_table(Ui *ui, const Word *heads, size_t width, const UiCell *cells, size_t rows)
{
    Arena *arena = ui->buf.arena;
    UiCell *head = arena_new(arena, UiCell, width), *labelled = arena_new(arena, UiCell, width * rows);
    Attr *labels = arena_new(arena, Attr, width * 2); /* each list of attributes ends with an empty one */
    for (size_t i = 0; i < width; i++) {
        head[i] = (UiCell){ .text = word(ui->lang, heads[i]), .numeric = rows && cells[i].numeric };
        labels[i * 2] = (Attr){ "data-label", word(ui->lang, heads[i]) };
    }
    for (size_t i = 0; i < width * rows; i++) {
        labelled[i] = cells[i];
        labelled[i].attrs = &labels[i % width * 2];
    }
    ui_put(ui, "<div class=\"sb-scroll\">\n");
    ui_table(ui, &(UiTable){ .head = head, .head_width = width, .cells = labelled, .width = width, .count = rows });
    ui_put(ui, "</div>\n");
}

static UiTag card_tag(const Ui *ui, const JsonNode *card)
{
    Str application = node_text(card, "application");
    if (application.n && str_is(node_text(card, "production"), "handed-over"))
        return (UiTag){ .text = said_head(ui->buf.arena, said_word(ui->lang, SET_APPLICATION, application)),
                        .classes = record_tag(SET_APPLICATION, application) };
    return (UiTag){ .text = said_head(ui->buf.arena, said_word(ui->lang, SET_PRODUCTION, node_text(card, "production"))),
                    .classes = "govuk-tag--blue" };
}

/* The pages of a person, without the one that is open. */
static size_t links_of(const Ui *ui, const PageVisit *visit, int64_t person, const char *here, UiLink *links)
{
    static const struct {
        const char *end;
        Word text;
        unsigned roles;
    } rows[] = { { "", W_PERSON_TITLE, ~0u },
                 { "/why", W_WHY_LINK, ~0u },
                 { "/timeline", W_TIMELINE_TITLE, R_OFFICE | R_SELF | R(ONLINE) },
                 { "/contributions", W_MONEY_TITLE, R_OFFICE | R_SELF | R(ONLINE) },
                 { "/forecast", W_FORECAST_TITLE, R_OFFICE | R_SELF | R(ONLINE) } };
    size_t count = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(here, rows[i].end) != 0 && visit_role(visit, rows[i].roles))
            links[count++] =
                (UiLink){ .text = word(ui->lang, rows[i].text),
                          .href = ui_path(ui, str_format(ui->buf.arena, "/person/%lld%s", (long long)person, rows[i].end)) };
    return count;
}

void record_identity(Ui *ui, const PageVisit *visit, const JsonNode *status, const char *here)
{
    enum { TAGS_MAX = 2, LINKS_MAX = 5 };
    UiTag tags[TAGS_MAX];
    UiLink links[LINKS_MAX];
    size_t tag_count = 0, cards = 0, accounts = 0;
    const JsonNode *card = node_list(status, "cards", &cards), *account = node_list(status, "accounts", &accounts);
    if (cards)
        tags[tag_count++] = card_tag(ui, card);
    if (accounts) {
        Str state = node_text(&account[accounts - 1], "state");
        tags[tag_count++] = (UiTag){ .text = said_head(ui->buf.arena, said_word(ui->lang, SET_ACCOUNT_STATE, state)),
                                     .classes = record_tag(SET_ACCOUNT_STATE, state) };
    }
    UiIdentity identity = { .name = node_text(status, "name"),
                            .number = node_text(status, "number"),
                            .tags = tags,
                            .tag_count = tag_count,
                            .actions = links };
    if (here)
        identity.action_count = links_of(ui, visit, node_int(status, "person"), here, links);
    ui_identity(ui, &identity);
}

/* The first condition that the answer gives for a function. */
static Str note_of(const JsonNode *status, Language lang, const char *function)
{
    size_t count = 0;
    const JsonNode *notes = node_list(json_member(status, lang == LANG_EN ? "notes_en" : "notes"), function, &count);
    return count ? notes[0].text : (Str){ 0 };
}

void record_effects(Ui *ui, const JsonNode *status)
{
    const JsonNode *effects = json_member(status, "effects");
    UiEffect items[Effect_END];
    size_t count = 0;
    for (Effect effect = 1; effect < Effect_END; effect++) {
        const Choice *choice = choice_of(SET_EFFECT, effect);
        Str letter = node_text(effects, choice->code);
        char state = letter.n ? letter.p[0] : 'w';
        items[count++] = (UiEffect){ .name = said_head(ui->buf.arena, str(ui->lang == LANG_EN ? choice->en : choice->zh)),
                                     .note = note_of(status, ui->lang, choice->code),
                                     .state = state == 'w' ? '\0' : state };
    }
    ui_effects(ui, &(UiEffects){ items, count });
}
