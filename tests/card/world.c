/* world.c - see world.h. */
#include "world.h"
#include "base/require.h"

static const char bin[] = "622200"; /* the bank's, with which WORLD_BANK_CARD begins */

World *world_make(Arena *arena)
{
    World *world = arena_new(arena, World, 1);
    world->arena = arena;
    world->person = (PersonFacts){ .id = 7,
                                   .id_type = ID_CITIZEN,
                                   .born = day_make(1980, 5, 17),
                                   .registered = day_make(2020, 1, 2),
                                   .residence_region = WORLD_REGION,
                                   .photo_day = day_make(2024, 6, 1),
                                   .account_count = 1,
                                   .next_account = 1 };
    world->person.accounts[0] = (AccountFacts){ .n = 1,
                                                .region = WORLD_REGION,
                                                .category = CATEGORY_EMPLOYEE,
                                                .state = ACCOUNT_OPEN,
                                                .since = day_make(2020, 1, 1),
                                                .payer_kind = PAYER_UNIT,
                                                .payer = 3 };
    world->other = (PersonFacts){ .id = 8, .id_type = ID_CITIZEN };
    place_make(&world->bank, WORLD_BANK, INSTITUTION_BANK, WORLD_REGION, "BANK1", bin);
    place_make(&world->other_bank, WORLD_OTHER_BANK, INSTITUTION_BANK, WORLD_REGION, "BANK2", bin);
    place_make(&world->hospital, WORLD_HOSPITAL, INSTITUTION_HOSPITAL, WORLD_REGION, "HOSP1", NULL);
    place_make(&world->pharmacy, WORLD_PHARMACY, INSTITUTION_PHARMACY, WORLD_REGION, "PHAR1", NULL);
    world->people[0] = &world->person;
    world_clock(world, 2025, 1, 10, 9, 0);
    return world;
}

void world_clock(World *world, int year, int month, int day, int hour, int minute)
{
    world->view.now = (Time){ hour_of(year, month, day, hour).s + minute * 60 };
}

CardFacts *world_card(World *world, int prod, int app, int fin, int pin)
{
    world->person.card_count = 1;
    world->person.next_card = 1;
    CardFacts *card = &world->person.cards[0];
    *card = (CardFacts){ .n = 1,
                         .kind = CARD_FIRST,
                         .prod = (uint8_t)prod,
                         .app = (uint8_t)app,
                         .fin = (uint8_t)fin,
                         .pin = (uint8_t)pin,
                         .tries = 3,
                         .region = WORLD_REGION,
                         .bank = WORLD_BANK,
                         .outlet = WORLD_BANK,
                         .photo_ok = 1,
                         .applied = day_make(2024, 10, 1),
                         .batch = 5 };
    if (app) {
        card->issued = day_make(2024, 12, 1);
        card->valid_until = day_make(2034, 11, 30);
        FACT_SET(card->card_no, S(WORLD_CARD_NO));
        FACT_SET(card->card_id_code, S(WORLD_ID_CODE));
    }
    if (prod == PROD_AT_OUTLET)
        card->at_outlet = day_make(2023, 1, 5);
    if (prod == PROD_HANDED_OVER)
        card->handed = day_make(2025, 1, 5);
    if (app == APP_NORMAL || app == APP_LOCKED)
        card->activated = day_make(2025, 1, 6);
    if (app == APP_LOST_TEMPORARY) {
        card->app_before = APP_NORMAL;
        card->lost_until = (Time){ world->view.now.s + 86400 };
    }
    return card;
}

void world_int(World *world, Field field, int64_t value)
{
    if (command_row(world->command.id)->place[field])
        arg_set(&world->command, field)->i = value;
}

void world_text(World *world, Field field, const char *text)
{
    if (command_row(world->command.id)->place[field])
        arg_set(&world->command, field)->s = str(text);
}

void world_papers(World *world, EvidenceKind a, EvidenceKind b, EvidenceKind c)
{
    const EvidenceKind kinds[] = { a, b, c };
    size_t n = 0;
    for (size_t i = 0; i < 3; i++)
        if (kinds[i])
            world->papers[n++] = (Paper){ .kind = kinds[i] };
    Arg *evidence = arg_set(&world->command, F_EVIDENCE);
    evidence->papers = world->papers;
    evidence->n = n;
}

static void every_paper(World *world)
{
    static const EvidenceKind kinds[PAPERS_MOST] = { EV_ID_CARD,     EV_ID_CARD,           EV_SOCIAL_CARD,        EV_FACE,
                                                     EV_FEE_RECEIPT, EV_POWER_OF_ATTORNEY, EV_HOUSEHOLD_REGISTER, EV_SHARED_DATA };
    if (!command_row(world->command.id)->place[F_EVIDENCE])
        return;
    for (size_t i = 0; i < PAPERS_MOST; i++)
        world->papers[i] = (Paper){ .kind = kinds[i] };
    Arg *evidence = arg_set(&world->command, F_EVIDENCE);
    evidence->papers = world->papers;
    evidence->n = PAPERS_MOST;
}

static const InstitutionFacts *org_of(const World *world, Role role)
{
    return role == ROLE_BANK       ? &world->bank
           : role == ROLE_HOSPITAL ? &world->hospital
           : role == ROLE_PHARMACY ? &world->pharmacy
                                   : NULL;
}

static void every_field(World *world)
{
    static const struct {
        Field field;
        const char *text;
    } texts[] = {
        { F_CARD_NO, WORLD_CARD_NO },
        { F_CARD_ID_CODE, WORLD_ID_CODE },
        { F_OLD_CARD_NO, WORLD_OLD_CARD },
        { F_BANK_CARD_NO, WORLD_BANK_CARD },
        { F_APPLICATION, "K7-1" },
        { F_INSTITUTION, "BANK1" },
        { F_OUTLET, "BANK1" },
        { F_BANK, "BANK1" },
        { F_CALL, "call-1" },
        { F_NAME, "n" },
        { F_REGISTRATION_NO, "r1" },
        { F_PERSON_SERIAL, "7" },
        { F_ORDER, "o1" },
        { F_BATCH, "B5" },
        { F_REASON_TEXT, "r" },
        { F_STAGE, "s" },
    };
    static const struct {
        Field field;
        int64_t number;
    } numbers[] = {
        { F_SSN, 7 }, { F_OTHER_SSN, 8 }, { F_REGION, WORLD_REGION }, { F_VISIT, VISIT_OUTPATIENT }, { F_FUNCTION, EFFECT_MEDICAL },
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        world_text(world, texts[i].field, texts[i].text);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        world_int(world, numbers[i].field, numbers[i].number);
    if (command_row(world->command.id)->place[F_ISSUED]) {
        world_int(world, F_ISSUED, day_make(2025, 1, 8).n);
        world_int(world, F_VALID_UNTIL, day_make(2035, 1, 7).n);
    }
}

void world_command(World *world, CommandId command, Role role)
{
    Time now = world->view.now;
    world->command = (Command){ .id = command, .actor = { .role = role, .user = S("u1"), .org = S("BANK1") } };
    every_field(world);
    every_paper(world);
    world->batch = (BatchFacts){ .id = 5, .count = 1 };
    world->people_card[0] = world->person.card_count ? world_last(world)->n : 0;
    world->view = (View){ .now = now,
                          .policy = policy_shipped(),
                          .bureau = &world->bureau,
                          .person = &world->person,
                          .other = &world->other,
                          .org = org_of(world, role),
                          .bank = &world->bank,
                          .outlet = &world->bank,
                          .outlet_id = WORLD_BANK,
                          .batch = &world->batch,
                          .institution = role == ROLE_KIOSK ? &world->bank : org_of(world, role),
                          .card = world->people_card[0],
                          .people = world->people,
                          .people_card = world->people_card,
                          .people_count = 1,
                          .photo_findings = -1,
                          .match = { .ssn = true, .serial = true, .name = true, .bank_card = true, .own_bin = true, .right = 2 } };
}

Err world_try(World *world)
{
    static DecideFn *const decides[CMD_END] = {
        [CMD_LEGACY_RECORD] = card_decide_legacy_record,
        [CMD_CARD_ELSEWHERE] = card_decide_elsewhere,
        [CMD_CARD_APPLY] = card_decide_apply,
        [CMD_CARD_PHOTO] = card_decide_photo,
        [CMD_CARD_DATA_CHECK] = card_decide_data_check,
        [CMD_CARD_RESUBMIT] = card_decide_resubmit,
        [CMD_CARD_BANK_OPENED] = card_decide_bank_opened,
        [CMD_CARD_BANK_REFUSED] = card_decide_bank_refused,
        [CMD_CARD_BATCH] = card_decide_batch,
        [CMD_CARD_SEND] = card_decide_send,
        [CMD_CARD_MADE] = card_decide_made,
        [CMD_CARD_MAKE_FAILED] = card_decide_make_failed,
        [CMD_CARD_SHIP] = card_decide_ship,
        [CMD_CARD_RECEIVE] = card_decide_receive,
        [CMD_CARD_RETURN] = card_decide_return,
        [CMD_CARD_CLAIM] = card_decide_claim,
        [CMD_CARD_DESTROY] = card_decide_destroy,
        [CMD_CARD_HAND_OVER] = card_decide_hand_over,
        [CMD_CARD_ACTIVATE] = card_decide_activate,
        [CMD_CARD_USE] = card_decide_use,
        [CMD_CARD_BANK_STATE] = card_decide_bank_state,
        [CMD_CARD_LOSE] = card_decide_lose,
        [CMD_CARD_FIND] = card_decide_find,
        [CMD_CARD_LOCK] = card_decide_lock,
        [CMD_CARD_UNLOCK] = card_decide_unlock,
        [CMD_CARD_CANCEL] = card_decide_cancel,
        [CMD_CARD_PIN] = card_decide_pin,
        [CMD_HOLD_PLACE] = hold_decide_place,
        [CMD_HOLD_RELEASE] = hold_decide_release,
    };
    require(decides[world->command.id] != NULL);
    return decide_once(decides[world->command.id], world->arena, &world->view, &world->command, &world->out, NULL);
}

Err world_do(World *world)
{
    Err err = world_try(world);
    for (size_t i = 0; (err == OK || world->out.keep) && i < world->out.count; i++) {
        person_fold(&world->person, &world->out.events[i]);
        bureau_fold(&world->bureau, &world->out.events[i]);
    }
    return err;
}

void world_settle(World *world)
{
    world->out = (Decision){ .arena = world->arena };
    settle(&world->person, policy_shipped(), &world->bureau, world->view.now, &world->out);
}
