/* refusal_test.c - every paper missing and expired, every institution that is not in charge, every channel that
 * cannot do it, and numbers that are not as they must be. */
#include "hold/papers.h"
#include "world.h"

typedef struct {
    CommandId command;
    Role role;
    Field field;
    int value;
    int channel;
    int prod, app, pin;
    uint64_t needs; /* each of these kinds alone makes it fail; ID_CARD for identity */
} Needs;

static const Needs needs[] = {
    { CMD_CARD_ACTIVATE, ROLE_BANK, F_CARD_CHANNEL, CHANNEL_BANK_COUNTER, 0, PROD_HANDED_OVER, APP_SEALED, PIN_INITIAL,
      PAPER(ID_CARD) | PAPER(SOCIAL_CARD) },
    { CMD_CARD_ACTIVATE, ROLE_CLERK, F_CARD_CHANNEL, CHANNEL_COUNTER, 0, PROD_HANDED_OVER, APP_SEALED, PIN_INITIAL,
      PAPER(ID_CARD) | PAPER(SOCIAL_CARD) },
    { CMD_CARD_ACTIVATE, ROLE_KIOSK, F_CARD_CHANNEL, CHANNEL_KIOSK, 0, PROD_HANDED_OVER, APP_SEALED, PIN_INITIAL,
      PAPER(ID_CARD) | PAPER(FACE) },
    { CMD_CARD_ACTIVATE, ROLE_ONLINE, F_CARD_CHANNEL, CHANNEL_ONLINE, 0, PROD_HANDED_OVER, APP_SEALED, PIN_INITIAL, PAPER(FACE) },
    { CMD_CARD_HAND_OVER, ROLE_BANK, F_RECEIVER, TO_HOLDER, 0, PROD_AT_OUTLET, APP_SEALED, PIN_INITIAL, PAPER(ID_CARD) },
    { CMD_CARD_HAND_OVER, ROLE_BANK, F_RECEIVER, TO_GUARDIAN, 0, PROD_AT_OUTLET, APP_SEALED, PIN_INITIAL,
      PAPER(HOUSEHOLD_REGISTER) },
    { CMD_CARD_HAND_OVER, ROLE_BANK, F_RECEIVER, TO_PROXY, 0, PROD_AT_OUTLET, APP_SEALED, PIN_INITIAL,
      PAPER(ID_CARD) | PAPER(POWER_OF_ATTORNEY) },
    { CMD_CARD_LOSE, ROLE_CLERK, F_LOSS_KIND, LOSS_FORMAL, CHANNEL_COUNTER, PROD_HANDED_OVER, APP_NORMAL, PIN_SET, PAPER(ID_CARD) },
    { CMD_CARD_LOSE, ROLE_ONLINE, F_LOSS_KIND, LOSS_FORMAL, CHANNEL_ONLINE, PROD_HANDED_OVER, APP_NORMAL, PIN_SET, PAPER(FACE) },
    { CMD_CARD_LOSE, ROLE_KIOSK, F_LOSS_KIND, LOSS_FORMAL, CHANNEL_KIOSK, PROD_HANDED_OVER, APP_NORMAL, PIN_SET, PAPER(FACE) },
    { CMD_CARD_PIN, ROLE_CLERK, F_PIN_EVENT, PIN_EVENT_UNBLOCK, 0, PROD_HANDED_OVER, APP_NORMAL, PIN_LOCKED, PAPER(ID_CARD) },
    { CMD_CARD_PIN, ROLE_CLERK, F_PIN_EVENT, PIN_EVENT_RESET, 0, PROD_HANDED_OVER, APP_NORMAL, PIN_LOCKED, PAPER(ID_CARD) },
    { CMD_CARD_CLAIM, ROLE_CLERK, F_NONE, 0, 0, PROD_RETURNED, APP_SEALED, PIN_INITIAL, PAPER(ID_CARD) },
    { CMD_CARD_APPLY, ROLE_CLERK, F_CARD_KIND, CARD_REISSUE, CHANNEL_COUNTER, PROD_HANDED_OVER, APP_LOST_FORMAL, PIN_SET,
      PAPER(ID_CARD) | PAPER(FEE_RECEIPT) },
    { CMD_CARD_APPLY, ROLE_CLERK, F_CARD_KIND, CARD_EXCHANGE, CHANNEL_COUNTER, PROD_HANDED_OVER, APP_NORMAL, PIN_SET,
      PAPER(ID_CARD) | PAPER(SOCIAL_CARD) },
};

static void needs_ready(World *world, const Needs *n)
{
    world_card(world, n->prod, n->app, FIN_OPEN_INACTIVE, n->pin);
    world_command(world, n->command, n->role);
    if (n->field)
        world_int(world, n->field, n->value);
    if (n->channel)
        world_int(world, F_CARD_CHANNEL, n->channel);
    if (n->command == CMD_CARD_APPLY)
        world_int(world, F_CARD_REASON, n->value == CARD_REISSUE ? REASON_LOST : REASON_DAMAGED);
    world->person.relation_count = 2;
    world->person.relations[0] = (RelationFacts){ .n = 1, .kind = RELATION_GUARDIAN, .other = 8 };
    world->person.relations[1] = (RelationFacts){ .n = 2, .kind = RELATION_PROXY, .other = 8 };
}

TEST(every_paper_missing_or_expired)
{
    World *world = world_make(arena);
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        needs_ready(world, &needs[i]);
        CHECK_EQ(world_try(world), OK);
        for (EvidenceKind kind = EV_ID_CARD; kind < EvidenceKind_END; kind++) {
            needs_ready(world, &needs[i]);
            for (size_t p = 0; p < PAPERS_MOST; p++)
                if (world->papers[p].kind == kind)
                    world->papers[p].kind = EV_OTHER;
            bool asked = needs[i].needs >> kind & 1;
            Err missing = world_try(world);
            needs_ready(world, &needs[i]);
            for (size_t p = 0; p < PAPERS_MOST; p++)
                if (world->papers[p].kind == kind)
                    world->papers[p].valid_until = day_make(2025, 1, 9);
            Err expired = world_try(world);
            if (missing != (asked ? ERR_MISSING_EVIDENCE : OK) || expired != (asked ? ERR_EXPIRED_EVIDENCE : OK))
                test_fail(__FILE__, __LINE__, "%s %d without %s: %s, expired: %s", command_row(needs[i].command)->name,
                          needs[i].value, choice_code(SET_EVIDENCE, (int)kind), missing ? err_code(missing) : "ok",
                          expired ? err_code(expired) : "ok");
        }
        needs_ready(world, &needs[i]); /* the last day of validity still counts */
        for (size_t p = 0; p < PAPERS_MOST; p++)
            world->papers[p].valid_until = day_make(2025, 1, 10);
        CHECK_EQ(world_try(world), OK);
    }
}

TEST(a_proxy_shows_both_identity_cards)
{
    World *world = world_make(arena);
    needs_ready(world, &needs[6]);
    world_papers(world, EV_ID_CARD, EV_POWER_OF_ATTORNEY, EvidenceKind_NONE);
    CHECK_EQ(world_try(world), ERR_MISSING_EVIDENCE);
    world_papers(world, EV_ID_CARD, EV_ID_CARD, EV_POWER_OF_ATTORNEY);
    CHECK_EQ(world_try(world), OK);
}

TEST(receivers_are_registered_and_in_time)
{
    World *world = world_make(arena);
    for (Receiver to = TO_GUARDIAN; to <= TO_PROXY; to++) {
        needs_ready(world, &needs[to == TO_GUARDIAN ? 5 : 6]);
        RelationFacts *relation = &world->person.relations[to == TO_GUARDIAN ? 0 : 1];
        relation->until = (Time){ world->view.now.s };
        CHECK_EQ(world_try(world), OK);
        relation->until.s--;
        CHECK_EQ(world_try(world), ERR_NOT_PERMITTED);
        relation->until.s = 0;
        relation->other = 9;
        CHECK_EQ(world_try(world), ERR_NOT_PERMITTED);
        relation->other = 8;
        relation->from = (Time){ world->view.now.s + 1 };
        CHECK_EQ(world_try(world), ERR_NOT_PERMITTED);
        relation->from.s = 0;
        world->command.args[command_row(CMD_CARD_HAND_OVER)->place[F_OTHER_SSN] - 1].given = false;
        CHECK_EQ(world_try(world), ERR_BAD_FIELD);
    }
}

static Err apply_with(World *world, EvidenceKind a, EvidenceKind b, EvidenceKind c)
{
    world_command(world, CMD_CARD_APPLY, ROLE_CLERK);
    world_int(world, F_CARD_KIND, CARD_FIRST);
    world_int(world, F_CARD_CHANNEL, CHANNEL_COUNTER);
    world_papers(world, a, b, c);
    return world_try(world);
}

TEST(photo_unless_on_file)
{
    World *world = world_make(arena);
    CHECK_EQ(apply_with(world, EV_ID_CARD, EvidenceKind_NONE, EvidenceKind_NONE), OK);
    CHECK_EQ(world->out.events[0].card_applied.photo_ok, 1);
    world->person.photo_day = day_make(2015, 1, 10); /* ten years to the day */
    CHECK_EQ(apply_with(world, EV_ID_CARD, EvidenceKind_NONE, EvidenceKind_NONE), OK);
    world->person.photo_day = day_make(2015, 1, 9);
    CHECK_EQ(apply_with(world, EV_ID_CARD, EvidenceKind_NONE, EvidenceKind_NONE), ERR_MISSING_EVIDENCE);
    world->person.photo_day = (Day){ 0 };
    CHECK_EQ(apply_with(world, EV_ID_CARD, EvidenceKind_NONE, EvidenceKind_NONE), ERR_MISSING_EVIDENCE);
    CHECK_EQ(apply_with(world, EV_ID_CARD, EV_PHOTO, EvidenceKind_NONE), OK);
    CHECK_EQ(world->out.events[0].card_applied.photo_ok, 0); /* a paper photo is judged by the centre */
    world_int(world, F_PHOTO, 1);
    world_papers(world, EV_ID_CARD, EvidenceKind_NONE, EvidenceKind_NONE);
    world->view.photo_findings = 0;
    CHECK_EQ(world_try(world), OK);
    CHECK(world_has_event(world, EVENT_PHOTO_FILED) && !world_has_event(world, EVENT_CARD_PROD));
    world->view.photo_findings = 2;
    CHECK_EQ(world_try(world), OK);
    CHECK(!world_has_event(world, EVENT_PHOTO_FILED) && world_has_event(world, EVENT_CARD_PROD));
}

TEST(children_and_foreigners)
{
    World *world = world_make(arena);
    world->person.born = day_make(2009, 1, 11); /* sixteen tomorrow */
    CHECK_EQ(apply_with(world, EV_ID_CARD, EvidenceKind_NONE, EvidenceKind_NONE), ERR_MISSING_EVIDENCE);
    CHECK_EQ(apply_with(world, EV_HOUSEHOLD_REGISTER, EvidenceKind_NONE, EvidenceKind_NONE), ERR_MISSING_EVIDENCE);
    CHECK_EQ(apply_with(world, EV_HOUSEHOLD_REGISTER, EV_ID_CARD, EvidenceKind_NONE), OK);
    world->person.born = day_make(2009, 1, 10);
    CHECK_EQ(apply_with(world, EV_ID_CARD, EvidenceKind_NONE, EvidenceKind_NONE), OK);
    CHECK_EQ(apply_with(world, EV_TEMP_ID, EvidenceKind_NONE, EvidenceKind_NONE), OK);
    CHECK_EQ(apply_with(world, EV_PASSPORT, EvidenceKind_NONE, EvidenceKind_NONE), ERR_MISSING_EVIDENCE);
    world->person.id_type = ID_PASSPORT;
    CHECK_EQ(apply_with(world, EV_PASSPORT, EvidenceKind_NONE, EvidenceKind_NONE), OK);
    world->person.id_type = ID_CITIZEN;
    world->person.photo_day = (Day){ 0 };
    world->person.born = day_make(2018, 1, 11); /* not seven yet: no photo is needed */
    CHECK_EQ(apply_with(world, EV_HOUSEHOLD_REGISTER, EV_ID_CARD, EvidenceKind_NONE), OK);
    world->person.born = day_make(2018, 1, 10);
    CHECK_EQ(apply_with(world, EV_HOUSEHOLD_REGISTER, EV_ID_CARD, EvidenceKind_NONE), ERR_MISSING_EVIDENCE);
}

TEST(apply_refusals)
{
    World *world = world_make(arena);
    static const Channel impossible[] = { CHANNEL_BANK_NOTICE, CHANNEL_HOSPITAL, CHANNEL_PHARMACY, CHANNEL_HOTLINE };
    for (size_t i = 0; i < sizeof impossible / sizeof *impossible; i++) {
        apply_with(world, EV_ID_CARD, EvidenceKind_NONE, EvidenceKind_NONE);
        world_int(world, F_CARD_CHANNEL, impossible[i]);
        CHECK_EQ(world_try(world), ERR_WRONG_CHANNEL);
    }
    apply_with(world, EV_ID_CARD, EvidenceKind_NONE, EvidenceKind_NONE);
    world_int(world, F_REGION, 659999);
    CHECK_EQ(world_try(world), ERR_NO_RULE);
    world->person.death = day_make(2025, 1, 1);
    CHECK_EQ(apply_with(world, EV_ID_CARD, EvidenceKind_NONE, EvidenceKind_NONE), ERR_WRONG_STATE);
    world->person.death = (Day){ 0 };
    world_command(world, CMD_CARD_APPLY, ROLE_BANK);
    world_int(world, F_CARD_KIND, CARD_FIRST);
    world_int(world, F_CARD_CHANNEL, CHANNEL_BANK);
    world->view.org = &world->other_bank;
    CHECK_EQ(world_try(world), ERR_WRONG_INSTITUTION);
    CHECK_EQ(apply_with(world, EV_ID_CARD, EvidenceKind_NONE, EvidenceKind_NONE), OK);
    world_int(world, F_CARD_KIND, CARD_REISSUE);
    CHECK_EQ(world_try(world), ERR_WRONG_STATE); /* there is nothing to replace */
    world_int(world, F_CARD_KIND, CARD_EXCHANGE);
    CHECK_EQ(world_try(world), ERR_BAD_FIELD); /* no reason */
    world_int(world, F_CARD_REASON, REASON_QUALITY);
    CHECK_EQ(world_try(world), ERR_WRONG_STATE);
    world_card(world, PROD_HANDED_OVER, APP_SEALED, FIN_OPEN_INACTIVE, PIN_INITIAL);
    CHECK_EQ(world_try(world), ERR_WRONG_STATE); /* first enable it */
    world_card(world, PROD_HANDED_OVER, APP_SEALED, FIN_OPEN_INACTIVE, PIN_INITIAL)->valid_until = day_make(2025, 1, 9);
    world_papers(world, EV_ID_CARD, EV_SOCIAL_CARD, EvidenceKind_NONE);
    CHECK_EQ(world_try(world), OK);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    world_int(world, F_CARD_REASON, REASON_CHANGE_BANK);
    CHECK_EQ(world_try(world), ERR_BAD_FIELD); /* the same bank */
    world->view.bank = &world->other_bank;
    CHECK_EQ(world_try(world), OK);
}

TEST(banks_act_for_their_own_cards)
{
    static const struct {
        CommandId command;
        int prod, app, pin;
        Field field;
        int value;
    } cells[] = {
        { CMD_CARD_BANK_OPENED, PROD_BANK_REQUESTED, 0, 0, F_NONE, 0 },
        { CMD_CARD_BANK_REFUSED, PROD_BANK_REQUESTED, 0, 0, F_NONE, 0 },
        { CMD_CARD_BANK_STATE, PROD_HANDED_OVER, APP_NORMAL, PIN_SET, F_FINANCIAL, FIN_FROZEN },
        { CMD_CARD_ACTIVATE, PROD_HANDED_OVER, APP_SEALED, PIN_INITIAL, F_CARD_CHANNEL, CHANNEL_BANK_COUNTER },
        { CMD_CARD_LOSE, PROD_HANDED_OVER, APP_NORMAL, PIN_SET, F_LOSS_KIND, LOSS_TEMPORARY },
        { CMD_CARD_PIN, PROD_HANDED_OVER, APP_NORMAL, PIN_SET, F_PIN_EVENT, PIN_EVENT_RESET },
        { CMD_CARD_USE, PROD_HANDED_OVER, APP_NORMAL, PIN_SET, F_NONE, 0 },
        { CMD_CARD_HAND_OVER, PROD_AT_OUTLET, APP_SEALED, PIN_INITIAL, F_RECEIVER, TO_HOLDER },
        { CMD_CARD_RECEIVE, PROD_SHIPPED, APP_SEALED, PIN_INITIAL, F_NONE, 0 },
    };
    World *world = world_make(arena);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        for (int own = 0; own < 2; own++) {
            world_card(world, cells[i].prod, cells[i].app, FIN_OPEN_INACTIVE, cells[i].pin);
            world_command(world, cells[i].command, ROLE_BANK);
            if (cells[i].field)
                world_int(world, cells[i].field, cells[i].value);
            if (!own)
                world->view.org = world->view.institution = &world->other_bank;
            Err err = world_try(world);
            if (err != (own ? OK : ERR_WRONG_INSTITUTION))
                test_fail(__FILE__, __LINE__, "%s own %d: %s", command_row(cells[i].command)->name, own,
                          err ? err_code(err) : "ok");
        }
}

TEST(hotline_and_channels)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    world_command(world, CMD_CARD_LOSE, ROLE_HOTLINE);
    world_int(world, F_LOSS_KIND, LOSS_FORMAL);
    world_int(world, F_CARD_CHANNEL, CHANNEL_HOTLINE);
    CHECK_EQ(world_try(world), ERR_WRONG_CHANNEL);
    world_int(world, F_CARD_CHANNEL, CHANNEL_COUNTER); /* by another name */
    CHECK_EQ(world_try(world), ERR_WRONG_CHANNEL);
    for (int role = 1; role < Role_END; role++)
        for (int channel = 1; channel < Channel_END; channel++) {
            world_card(world, PROD_HANDED_OVER, APP_SEALED, FIN_ACTIVE, PIN_SET);
            FACT_SET(world->person.legacy_card_no, S(WORLD_OLD_CARD));
            world->person.legacy_state = LEGACY_NORMAL;
            world_command(world, CMD_CARD_ACTIVATE, (Role)role);
            world_int(world, F_CARD_CHANNEL, channel);
            static const uint8_t who[Channel_END] = {
                [CHANNEL_BANK_COUNTER] = ROLE_BANK, [CHANNEL_BANK_NOTICE] = ROLE_BANK, [CHANNEL_HOSPITAL] = ROLE_HOSPITAL,
                [CHANNEL_PHARMACY] = ROLE_PHARMACY, [CHANNEL_HOTLINE] = ROLE_HOTLINE,  [CHANNEL_KIOSK] = ROLE_KIOSK,
                [CHANNEL_ONLINE] = ROLE_ONLINE,     [CHANNEL_COUNTER] = ROLE_CLERK
            };
            CHECK_EQ(world_try(world), !who[channel] ? ERR_WRONG_CHANNEL : who[channel] == role ? OK : ERR_NOT_PERMITTED);
        }
}

TEST(activation_needs_its_fields)
{
    static const struct {
        Channel channel;
        Role role;
        Field field;
    } cells[] = {
        { CHANNEL_BANK_COUNTER, ROLE_BANK, F_CARD_NO },
        { CHANNEL_BANK_COUNTER, ROLE_BANK, F_SSN },
        { CHANNEL_BANK_COUNTER, ROLE_BANK, F_INSTITUTION },
        { CHANNEL_BANK_NOTICE, ROLE_BANK, F_PERSON_SERIAL },
        { CHANNEL_BANK_NOTICE, ROLE_BANK, F_SSN },
        { CHANNEL_BANK_NOTICE, ROLE_BANK, F_BANK_CARD_NO },
        { CHANNEL_HOSPITAL, ROLE_HOSPITAL, F_CARD_ID_CODE },
        { CHANNEL_HOSPITAL, ROLE_HOSPITAL, F_NAME },
        { CHANNEL_HOSPITAL, ROLE_HOSPITAL, F_REGISTRATION_NO },
        { CHANNEL_HOSPITAL, ROLE_HOSPITAL, F_VISIT },
        { CHANNEL_PHARMACY, ROLE_PHARMACY, F_OLD_CARD_NO },
        { CHANNEL_PHARMACY, ROLE_PHARMACY, F_CARD_ID_CODE },
        { CHANNEL_HOTLINE, ROLE_HOTLINE, F_SSN },
        { CHANNEL_KIOSK, ROLE_KIOSK, F_CARD_NO },
        { CHANNEL_ONLINE, ROLE_ONLINE, F_CARD_NO },
        { CHANNEL_COUNTER, ROLE_CLERK, F_SSN },
    };
    World *world = world_make(arena);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        world_card(world, PROD_HANDED_OVER, APP_SEALED, FIN_ACTIVE, PIN_SET);
        world_command(world, CMD_CARD_ACTIVATE, cells[i].role);
        world_int(world, F_CARD_CHANNEL, cells[i].channel);
        world->command.args[command_row(CMD_CARD_ACTIVATE)->place[cells[i].field] - 1].given = false;
        CHECK_EQ(world_try(world), ERR_BAD_FIELD);
        CHECK_STR(world->out.why.field, str(field_row(cells[i].field)->name));
    }
}

TEST(hotline_answers)
{
    World *world = world_make(arena);
    for (int right = 0; right <= 3; right++)
        for (int wrong = 0; wrong <= 2; wrong++) {
            world_card(world, PROD_HANDED_OVER, APP_SEALED, FIN_ACTIVE, PIN_SET);
            world_command(world, CMD_CARD_ACTIVATE, ROLE_HOTLINE);
            world_int(world, F_CARD_CHANNEL, CHANNEL_HOTLINE);
            world->view.match.right = (uint8_t)right;
            world->view.match.wrong = (uint8_t)wrong;
            CHECK_EQ(world_try(world), wrong ? ERR_MISMATCH : right < 2 ? ERR_MISSING_EVIDENCE : OK);
            CHECK_EQ(world->out.keep, wrong > 0);
        }
    world->command.args[command_row(CMD_CARD_ACTIVATE)->place[F_CALL] - 1].given = false;
    world->view.match.right = 2;
    world->view.match.wrong = 0;
    CHECK_EQ(world_try(world), ERR_MISSING_EVIDENCE);
}

TEST(what_the_factory_returns_is_what_was_asked)
{
    static const struct {
        Field field;
        const char *text;
        Err err;
    } cells[] = {
        { F_CARD_NO, "A1234567", ERR_BAD_FIELD },
        { F_CARD_NO, "AB2345678", ERR_BAD_FIELD },
        { F_CARD_NO, "012345678", OK },
        { F_CARD_ID_CODE, "110000ABCDEF0123456789ABCDEF012", ERR_BAD_FIELD },
        { F_CARD_ID_CODE, "110000ABCDEF0123456789ABCDEF012G", ERR_BAD_FIELD },
        { F_CARD_ID_CODE, "310000ABCDEF0123456789ABCDEF0123", ERR_MISMATCH },
        { F_ATR, "3B1", ERR_BAD_FIELD },
        { F_ATR, "3B6D", OK },
    };
    World *world = world_make(arena);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        world_card(world, PROD_MAKING, 0, FIN_OPEN_INACTIVE, 0);
        world_command(world, CMD_CARD_MADE, ROLE_FACTORY);
        world_text(world, cells[i].field, cells[i].text);
        if (cells[i].field != F_ATR)
            world->command.args[command_row(CMD_CARD_MADE)->place[F_ATR] - 1].given = false;
        CHECK_EQ(world_try(world), cells[i].err);
    }
    world_card(world, PROD_MAKING, 0, FIN_OPEN_INACTIVE, 0)->region = 110105; /* a district's card bears the city's prefix */
    world_command(world, CMD_CARD_MADE, ROLE_FACTORY);
    CHECK_EQ(world_try(world), OK);
    world->view.match.bank_card = false;
    CHECK_EQ(world_try(world), ERR_MISMATCH);
    world->view.match.bank_card = true;
    world_int(world, F_VALID_UNTIL, day_make(2025, 1, 7).n);
    CHECK_EQ(world_try(world), ERR_BAD_FIELD);
}

TEST(bank_numbers_are_the_banks_own)
{
    World *world = world_make(arena);
    world_card(world, PROD_BANK_REQUESTED, 0, FIN_NONE, 0);
    world_command(world, CMD_CARD_BANK_OPENED, ROLE_BANK);
    world_text(world, F_BANK_CARD_NO, "6222000000000000005");
    CHECK_EQ(world_try(world), ERR_BAD_FIELD);
    world_command(world, CMD_CARD_BANK_OPENED, ROLE_BANK);
    world->view.match.own_bin = false;
    CHECK_EQ(world_try(world), ERR_MISMATCH);
    world->bank.bank_bin.n = 0; /* none on record: nothing to compare */
    CHECK_EQ(world_try(world), OK);
    CHECK_EQ(world->out.events[0].kind, EVENT_PERSON_CELL);
    CHECK_EQ(world->out.events[0].person_cell.field, PF_BANK_CARD);
}

TEST(unclaimed_cards_wait_their_time)
{
    World *world = world_make(arena);
    world_card(world, PROD_AT_OUTLET, APP_SEALED, FIN_OPEN_INACTIVE, PIN_INITIAL)->at_outlet = day_make(2024, 1, 10);
    world_command(world, CMD_CARD_RETURN, ROLE_CENTRE);
    CHECK_EQ(world_try(world), ERR_TOO_EARLY);
    CHECK(str_find(world->out.why.en, S("2025-01-11")) > 0);
    world_clock(world, 2025, 1, 11, 0, 0);
    CHECK_EQ(world_try(world), OK);
}

TEST(nobody_hands_a_card_to_the_dead)
{
    World *world = world_make(arena);
    world_card(world, PROD_AT_OUTLET, APP_SEALED, FIN_OPEN_INACTIVE, PIN_INITIAL);
    world->person.death = day_make(2025, 1, 1);
    world_command(world, CMD_CARD_HAND_OVER, ROLE_BANK);
    world_int(world, F_RECEIVER, TO_HOLDER);
    CHECK_EQ(world_try(world), ERR_WRONG_STATE);
    world_command(world, CMD_CARD_ACTIVATE, ROLE_BANK);
    world_int(world, F_CARD_CHANNEL, CHANNEL_BANK_COUNTER);
    CHECK_EQ(world_try(world), ERR_WRONG_STATE);
}

TEST(a_batch_is_all_or_nothing)
{
    World *world = world_make(arena);
    PersonFacts second = world->person;
    second.id = 9;
    world_card(world, PROD_BANK_OPENED, 0, FIN_OPEN_INACTIVE, 0);
    second.cards[0] = world->person.cards[0];
    second.card_count = 1;
    PersonFacts *people[] = { &world->person, &second, &world->person };
    int cards[] = { 1, 1, 1 };
    world->bureau.batches = 11;
    world_command(world, CMD_CARD_BATCH, ROLE_CENTRE);
    world->view.people = people;
    world->view.people_card = cards;
    world->view.people_count = 2;
    CHECK_EQ(world_try(world), OK);
    CHECK_EQ(world->out.count, 3);
    CHECK_EQ(world->out.events[0].subject, 12);
    CHECK_EQ(world->out.events[0].batch_made.count, 2);
    CHECK_EQ(world->out.events[2].subject, 9);
    CHECK(str_find(json_str(world->out.data), S("\"batch\":\"B12\"")) > 0);
    world->view.people_count = 3; /* the first again */
    CHECK_EQ(world_try(world), ERR_BAD_FIELD);
    second.cards[0].prod = PROD_MAKING;
    world->view.people_count = 2;
    CHECK_EQ(world_try(world), ERR_WRONG_STATE);
    CHECK(str_find(world->out.why.en, S("K9-1")) > 0);
    world->view.people_count = 0;
    CHECK_EQ(world_try(world), ERR_BAD_FIELD);
    world_command(world, CMD_CARD_SEND, ROLE_CENTRE);
    world->batch.sent = 1;
    CHECK_EQ(world_try(world), OK);
    CHECK(world->out.already);
}

/* Whoever finds cards by their numbers must never be led to another person. */
TEST(numbers_of_somebody_else_are_refused)
{
    World *world = world_make(arena);
    world_card(world, PROD_MAKING, 0, FIN_OPEN_INACTIVE, 0);
    world_command(world, CMD_CARD_MADE, ROLE_FACTORY);
    world->view.match.taken = 9;
    CHECK_EQ(world_try(world), ERR_CONFLICT);
    world->view.match.taken = 7;
    CHECK_EQ(world_try(world), OK);
    world_card(world, PROD_BANK_REQUESTED, 0, FIN_NONE, 0);
    world_command(world, CMD_CARD_BANK_OPENED, ROLE_BANK);
    world->view.match.taken = 9;
    CHECK_EQ(world_try(world), ERR_CONFLICT);
    world->view.match.taken = 0;
    CHECK_EQ(world_try(world), OK);
}
