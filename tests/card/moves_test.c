/* moves_test.c - every state of a card against every command and variant. What is expected is typed here in the
 * words of domain.md 3.6 and the contract, apart from the table of the code; every cell that is not listed must
 * refuse with wrong-state and change nothing. */
#include "card/moves.h"
#include "world.h"

typedef struct {
    CommandId command;
    Field field; /* the field that makes the variant, and its value */
    int variant;
    Role role;
    const char *prod, *app, *pin; /* from; "*" all */
    const char *to;               /* production/application/bank function/PIN, "-" unchanged */
    const char *already;          /* application states (or production, with a colon in front) in which it was so before */
} Expected;

#define HANDED "handed-over"
static const Expected expected[] = {
    { CMD_CARD_PHOTO, F_PHOTO, 1, ROLE_HOLDER, "applied photo-pending", "*", "*", "applied/-/-/-", "" },
    { CMD_CARD_PHOTO, F_REJECTED, PHOTO_CODE_SIZE, ROLE_CENTRE, "applied", "*", "*", "photo-pending/-/-/-", "" },
    { CMD_CARD_PHOTO, F_PHOTO_OK, 1, ROLE_CENTRE, "photo-pending", "*", "*", "applied/-/-/-", ":applied" },
    { CMD_CARD_DATA_CHECK, F_PASSED, 1, ROLE_CENTRE, "applied", "*", "*", "bank-requested/-/-/-", "" },
    { CMD_CARD_DATA_CHECK, F_PASSED, 0, ROLE_CENTRE, "applied", "*", "*", "data-rejected/-/-/-", "" },
    { CMD_CARD_BANK_OPENED, 0, 0, ROLE_BANK, "bank-requested", "*", "*", "bank-opened/-/open-inactive/-", ":bank-opened" },
    { CMD_CARD_BANK_REFUSED, 0, 0, ROLE_BANK, "bank-requested", "*", "*", "bank-refused/-/-/-", "" },
    { CMD_CARD_BATCH, 0, 0, ROLE_CENTRE, "bank-opened make-failed", "*", "*", "batched/-/-/-", "" },
    { CMD_CARD_SEND, 0, 0, ROLE_CENTRE, "batched", "*", "*", "making/-/-/-", "" },
    { CMD_CARD_MADE, 0, 0, ROLE_FACTORY, "making", "*", "*", "made/sealed/-/initial", ":made" },
    { CMD_CARD_MAKE_FAILED, 0, 0, ROLE_FACTORY, "making", "*", "*", "make-failed/-/-/-", "" },
    { CMD_CARD_SHIP, 0, 0, ROLE_CENTRE, "made", "sealed", "*", "shipped/-/-/-", "" },
    { CMD_CARD_RECEIVE, 0, 0, ROLE_BANK, "shipped", "sealed", "*", "at-outlet/-/-/-", ":at-outlet" },
    { CMD_CARD_RETURN, 0, 0, ROLE_CENTRE, "at-outlet", "sealed", "*", "returned/-/-/-", ":returned" },
    { CMD_CARD_CLAIM, 0, 0, ROLE_HOLDER, "returned", "sealed", "*", "shipped/-/-/-", "" },
    { CMD_CARD_DESTROY, 0, 0, ROLE_CENTRE, "returned", "sealed", "*", "destroyed/cancelled/-/-", ":destroyed" },
    { CMD_CARD_HAND_OVER, F_RECEIVER, TO_HOLDER, ROLE_BANK, "at-outlet", "sealed", "*", "handed-over/-/-/-", "" },
    { CMD_CARD_HAND_OVER, F_RECEIVER, TO_GUARDIAN, ROLE_BANK, "at-outlet", "sealed", "*", "handed-over/-/-/-", "" },
    { CMD_CARD_HAND_OVER, F_RECEIVER, TO_PROXY, ROLE_CLERK, "at-outlet", "sealed", "*", "handed-over/-/-/-", "" },
    { CMD_CARD_LOSE, F_LOSS_KIND, LOSS_TEMPORARY, ROLE_HOTLINE, HANDED, "sealed normal", "*", "-/lost-temporary/-/-",
      "lost-temporary" },
    { CMD_CARD_LOSE, F_LOSS_KIND, LOSS_TEMPORARY, ROLE_BANK, HANDED, "sealed normal", "*", "-/lost-temporary/-/-",
      "lost-temporary" },
    { CMD_CARD_LOSE, F_LOSS_KIND, LOSS_FORMAL, ROLE_CLERK, HANDED, "sealed normal lost-temporary", "*", "-/lost-formal/-/-",
      "lost-formal" },
    { CMD_CARD_LOSE, F_LOSS_KIND, LOSS_FORMAL, ROLE_ONLINE, HANDED, "sealed normal lost-temporary", "*", "-/lost-formal/-/-",
      "lost-formal" },
    { CMD_CARD_FIND, 0, 0, ROLE_HOTLINE, HANDED, "lost-temporary", "*", "-/normal/-/-", "" },
    { CMD_CARD_LOCK, 0, 0, ROLE_CENTRE, HANDED, "normal", "*", "-/locked/-/-", "locked" },
    { CMD_CARD_UNLOCK, 0, 0, ROLE_CENTRE, HANDED, "locked", "*", "-/normal/-/-", "" },
    { CMD_CARD_CANCEL, F_CANCEL_REASON, CANCEL_OTHER, ROLE_CLERK, "made shipped at-outlet returned handed-over",
      "sealed normal lost-formal locked lost-temporary", "*", "-/cancelled/-/-", "cancelled" },
    { CMD_CARD_PIN, F_PIN_EVENT, PIN_EVENT_SET, ROLE_HOSPITAL, HANDED, "sealed normal", "initial", "-/-/-/set", "" },
    { CMD_CARD_PIN, F_PIN_EVENT, PIN_EVENT_WRONG, ROLE_PHARMACY, HANDED, "sealed normal", "initial set", "-/-/-/-", "" },
    { CMD_CARD_PIN, F_PIN_EVENT, PIN_EVENT_UNBLOCK, ROLE_CLERK, HANDED, "sealed normal", "locked", "-/-/-/set", "" },
    { CMD_CARD_PIN, F_PIN_EVENT, PIN_EVENT_RESET, ROLE_CLERK, HANDED, "sealed normal", "*", "-/-/-/set", "" },
};

static bool word_in(const char *words, const char *word)
{
    if (!strcmp(words, "*"))
        return true;
    for (Str rest = str(words); rest.n;)
        if (str_is(str_cut(&rest, ' '), word))
            return true;
    return false;
}

/* One attribute after the command: what the expectation says, or what it was. */
static void check_attribute(ChoiceSetId set, Str want, int before, int after)
{
    if (!str_is(want, "-"))
        CHECK_STR(str(choice_code(set, after)), want);
    else
        CHECK_EQ(after, before);
}

static void check_moved(const World *world, const CardFacts *before, const char *to)
{
    const CardFacts *after = &world->person.cards[0];
    Str rest = str(to);
    check_attribute(SET_PRODUCTION, str_cut(&rest, '/'), before->prod, after->prod);
    check_attribute(SET_APPLICATION, str_cut(&rest, '/'), before->app, after->app);
    check_attribute(SET_FINANCIAL, str_cut(&rest, '/'), before->fin, after->fin);
    check_attribute(SET_PIN, str_cut(&rest, '/'), before->pin, after->pin);
}

/* The states in which a card can be at all. */
static bool state_possible(int prod, int app, int fin, int pin)
{
    bool made = prod >= PROD_MADE, handed = prod == PROD_HANDED_OVER, opened = prod >= PROD_BANK_OPENED;
    return (app != 0) == made && (pin != 0) == made && (app <= APP_SEALED || app == APP_CANCELLED || handed) &&
           (prod != PROD_DESTROYED || app == APP_CANCELLED) && (fin != FIN_NONE) == opened;
}

static void command_ready(World *world, const Expected *e)
{
    world_command(world, e->command, e->role);
    if (e->command == CMD_CARD_PHOTO && e->field == F_PHOTO)
        world->view.photo_findings = 0;
    if (e->field)
        world_int(world, e->field, e->variant);
    if (command_row(e->command)->place[F_CARD_CHANNEL])
        world_int(world, F_CARD_CHANNEL,
                  e->role == ROLE_HOTLINE  ? CHANNEL_HOTLINE
                  : e->role == ROLE_ONLINE ? CHANNEL_ONLINE
                                           : CHANNEL_COUNTER);
    world->view.approved = e->command == CMD_CARD_CANCEL || e->command == CMD_CARD_DESTROY;
    world->person.relation_count = 2;
    world->person.relations[0] = (RelationFacts){ .n = 1, .kind = RELATION_GUARDIAN, .other = 8 };
    world->person.relations[1] = (RelationFacts){ .n = 2, .kind = RELATION_PROXY, .other = 8 };
}

static void check_cell(World *world, const Expected *e, int prod, int app, int fin, int pin)
{
    const char *prod_word = choice_code(SET_PRODUCTION, prod), *app_word = choice_code(SET_APPLICATION, app),
               *pin_word = choice_code(SET_PIN, pin);
    CardFacts *card = world_card(world, prod, app, fin, pin);
    if (prod == PROD_RETURNED)
        card->outlet = 0; /* it has come; on its way: unclaimed_card_comes_back_to_the_centre */
    CardFacts before = *card;
    if (e->command == CMD_CARD_MADE && prod == PROD_MAKING)
        world->view.batch = NULL;
    command_ready(world, e);
    bool again = e->already[0] == ':' ? word_in(e->already + 1, prod_word) : app && e->already[0] && word_in(e->already, app_word);
    if (e->command == CMD_CARD_PIN && e->variant == PIN_EVENT_SET && pin == PIN_SET && word_in(e->prod, prod_word) &&
        word_in(e->app, app_word))
        again = true;
    bool may = !again && word_in(e->prod, prod_word) && (!app || word_in(e->app, app_word)) && (!pin || word_in(e->pin, pin_word));
    Err err = world_do(world);
    if (err != (may || again ? OK : ERR_WRONG_STATE) || world->out.already != again)
        test_fail(__FILE__, __LINE__, "%s %d in %s/%s/%s/%s: %s%s", command_row(e->command)->name, e->variant, prod_word, app_word,
                  choice_code(SET_FINANCIAL, fin), pin_word, err ? err_code(err) : "ok", world->out.already ? " already" : "");
    if (err != OK || again)
        CHECK(world->out.count == 0 && !memcmp(&before, &world->person.cards[0], sizeof before));
    else
        check_moved(world, &before, e->to);
}

/* Every state in which a card can be. */
#define EACH_STATE(prod, app, fin, pin) \
    for (int prod = 1; prod < Production_END; prod++) \
        for (int app = 0; app < Application_END; app++) \
            for (int fin = FIN_NONE; fin < Financial_END; fin++) \
                for (int pin = 0; pin < Pin_END; pin++) \
                    if (state_possible(prod, app, fin, pin))

TEST(every_cell_of_every_command)
{
    World *world = world_make(arena);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        EACH_STATE(prod, app, fin, pin)
        {
            size_t mark = arena_mark(arena);
            check_cell(world, &expected[i], prod, app, fin, pin);
            arena_back(arena, mark);
        }
}

/* Activation by every channel in every state: where the contract says it is possible, what it then is. */
typedef struct {
    Channel channel;
    Role role;
    const char *prod;
    const char *outlet_to; /* from at-outlet */
    const char *to;        /* from handed-over */
} Activation;
static const Activation activations[] = {
    { CHANNEL_BANK_COUNTER, ROLE_BANK, "at-outlet handed-over", "handed-over/normal/active/set", "-/normal/active/set" },
    { CHANNEL_BANK_NOTICE, ROLE_BANK, "at-outlet handed-over", "-/-/active/-", "-/normal/active/-" },
    { CHANNEL_HOSPITAL, ROLE_HOSPITAL, HANDED, "", "-/normal/-/-" },
    { CHANNEL_PHARMACY, ROLE_PHARMACY, HANDED, "", "-/normal/-/-" },
    { CHANNEL_HOTLINE, ROLE_HOTLINE, HANDED, "", "-/normal/-/-" },
    { CHANNEL_KIOSK, ROLE_KIOSK, HANDED, "", "-/normal/-/-" },
    { CHANNEL_ONLINE, ROLE_ONLINE, HANDED, "", "-/normal/-/-" },
    { CHANNEL_COUNTER, ROLE_CLERK, "at-outlet handed-over", "handed-over/normal/-/-", "-/normal/-/-" },
};

static void check_activation(World *world, const Activation *a, int prod, int app, int fin, int pin)
{
    CardFacts before = *world_card(world, prod, app, fin, pin);
    world->person.legacy_state = LEGACY_NORMAL;
    world->person.legacy_balance_fen = 5000;
    world->person.medical_balance_fen = 0;
    FACT_SET(world->person.legacy_card_no, S(WORLD_OLD_CARD));
    world_command(world, CMD_CARD_ACTIVATE, a->role);
    world_int(world, F_CARD_CHANNEL, a->channel);
    bool may = word_in(a->prod, choice_code(SET_PRODUCTION, prod)) && (app == APP_SEALED || app == APP_NORMAL);
    bool wakes = fin == FIN_OPEN_INACTIVE || fin == FIN_COUNTER_ONLY;
    const char *to = prod == PROD_AT_OUTLET ? a->outlet_to : a->to;
    Err err = world_do(world);
    if (err != (may ? OK : ERR_WRONG_STATE))
        test_fail(__FILE__, __LINE__, "%s in %s/%s: %s", choice_code(SET_CHANNEL, (int)a->channel),
                  choice_code(SET_PRODUCTION, prod), choice_code(SET_APPLICATION, app), err ? err_code(err) : "ok");
    if (!may || err != OK) {
        CHECK(world->out.count == 0 && !memcmp(&before, &world->person.cards[0], sizeof before));
        return;
    }
    const CardFacts *after = &world->person.cards[0];
    CHECK_EQ(after->prod, prod == PROD_AT_OUTLET && !strncmp(to, "handed", 6) ? PROD_HANDED_OVER : prod);
    CHECK_EQ(after->app, strstr(to, "/normal/") ? APP_NORMAL : app);
    CHECK_EQ(after->fin, strstr(to, "/active/") && wakes ? FIN_ACTIVE : fin);
    CHECK_EQ(after->pin, strstr(to, "/set") ? PIN_SET : pin);
    bool enabled = app == APP_SEALED && after->app == APP_NORMAL;
    CHECK_EQ(world->person.medical_balance_fen, enabled ? 5000 : 0);
    CHECK_EQ(world->person.legacy_state, enabled ? LEGACY_RETIRED : LEGACY_NORMAL);
    bool changed = after->prod != prod || after->app != app || after->fin != fin || after->pin != pin;
    CHECK_EQ(world->out.already, !changed);
}

TEST(every_cell_of_activation)
{
    World *world = world_make(arena);
    for (size_t i = 0; i < sizeof activations / sizeof *activations; i++)
        EACH_STATE(prod, app, fin, pin)
        {
            size_t mark = arena_mark(arena);
            check_activation(world, &activations[i], prod, app, fin, pin);
            arena_back(arena, mark);
        }
}

TEST(resubmit_goes_back_to_where_it_was_refused)
{
    World *world = world_make(arena);
    for (int prod = 1; prod < Production_END; prod++) {
        world_card(world, prod, prod >= PROD_MADE ? APP_SEALED : 0, FIN_NONE, prod >= PROD_MADE ? PIN_INITIAL : 0);
        world_command(world, CMD_CARD_RESUBMIT, ROLE_HOLDER);
        Err err = world_do(world);
        int to = prod == PROD_DATA_REJECTED ? PROD_APPLIED : prod == PROD_BANK_REFUSED ? PROD_BANK_REQUESTED : 0;
        CHECK_EQ(err, to ? OK : ERR_WRONG_STATE);
        CHECK_EQ(world->person.cards[0].prod, to ? to : prod);
    }
}

TEST(bank_state_from_each_to_each)
{
    World *world = world_make(arena);
    for (int from = FIN_NONE; from < Financial_END; from++)
        for (int to = FIN_NONE; to < Financial_END; to++) {
            world_card(world, PROD_HANDED_OVER, APP_NORMAL, from, PIN_SET);
            world_command(world, CMD_CARD_BANK_STATE, ROLE_BANK);
            world_int(world, F_FINANCIAL, to);
            Err err = world_do(world);
            Err want = to == FIN_NONE                           ? ERR_BAD_FIELD
                       : from == to                             ? OK
                       : from == FIN_NONE || from == FIN_CLOSED ? ERR_WRONG_STATE
                                                                : OK;
            CHECK_EQ(err, want);
            CHECK_EQ(world->person.cards[0].fin, err == OK ? to : from);
            CHECK_EQ(world->out.already, want == OK && from == to);
            CHECK_EQ(world->person.cards[0].app, APP_NORMAL);
        }
}

TEST(table_is_in_order)
{
    size_t count = 0;
    const CardMove *moves = card_moves(&count), *from[64];
    for (size_t i = 0; i < count; i++) {
        CHECK_EQ(moves[i].number, (int)i + 1);
        CHECK(moves[i].zh[0] && moves[i].en[0] && moves[i].law[0]);
        CHECK((moves[i].roles & ~command_row(moves[i].command)->roles) == 0); /* nobody whom the catalogue refuses */
    }
    CHECK_EQ(card_moves_from(NULL, from, 64), 1);
    CHECK_EQ(from[0]->command, CMD_CARD_APPLY);
    CardFacts card = { .prod = PROD_MADE, .app = APP_SEALED, .fin = FIN_OPEN_INACTIVE, .pin = PIN_INITIAL };
    CHECK_EQ(card_moves_from(&card, from, 64), 3);
    CHECK_EQ(from[0]->command, CMD_CARD_SHIP);
    CHECK_EQ(from[1]->command, CMD_CARD_CANCEL);
    CHECK_EQ(from[2]->command, CMD_CARD_BANK_STATE);
}
