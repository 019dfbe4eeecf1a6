/* story_test.c - the golden stories of domain.md 3.7 that live in this room: G1-G11, G16-G19. */
#include "world.h"

static void legacy_record(World *world, int64_t fen)
{
    world_command(world, CMD_LEGACY_RECORD, ROLE_CLERK);
    world_text(world, F_OLD_CARD_NO, WORLD_OLD_CARD);
    world_int(world, F_BALANCE_FEN, fen);
    CHECK_EQ(world_do(world), OK);
}

static Err activate_by(World *world, Channel channel, Role role)
{
    world_command(world, CMD_CARD_ACTIVATE, role);
    world_int(world, F_CARD_CHANNEL, channel);
    return world_do(world);
}

static Err lose(World *world, LossKind kind, Role role, Channel channel)
{
    world_command(world, CMD_CARD_LOSE, role);
    world_int(world, F_LOSS_KIND, kind);
    world_int(world, F_CARD_CHANNEL, channel);
    return world_do(world);
}

static Err find_by_phone(World *world, int right, int wrong)
{
    world_command(world, CMD_CARD_FIND, ROLE_HOTLINE);
    world_int(world, F_CARD_CHANNEL, CHANNEL_HOTLINE);
    world->view.match.right = (uint8_t)right;
    world->view.match.wrong = (uint8_t)wrong;
    return world_do(world);
}

static Err apply(World *world, CardKind kind, CardReason reason)
{
    world_command(world, CMD_CARD_APPLY, ROLE_CLERK);
    world_int(world, F_CARD_KIND, kind);
    if (reason)
        world_int(world, F_CARD_REASON, reason);
    world_int(world, F_CARD_CHANNEL, CHANNEL_COUNTER);
    return world_do(world);
}

/* The card that was just applied for goes the whole way to the outlet. */
static void produce(World *world)
{
    world_command(world, CMD_CARD_DATA_CHECK, ROLE_CENTRE);
    world_int(world, F_PASSED, 1);
    CHECK_EQ(world_do(world), OK);
    world_command(world, CMD_CARD_BANK_OPENED, ROLE_BANK);
    CHECK_EQ(world_do(world), OK);
    world_command(world, CMD_CARD_BATCH, ROLE_CENTRE);
    CHECK_EQ(world_do(world), OK);
    world_command(world, CMD_CARD_SEND, ROLE_CENTRE);
    world->batch.id = world_last(world)->batch;
    CHECK_EQ(world_do(world), OK);
    world_command(world, CMD_CARD_MADE, ROLE_FACTORY);
    if (world_last(world)->n > 1)
        world_text(world, F_CARD_NO, "A12345679");
    CHECK_EQ(world_do(world), OK);
    world_command(world, CMD_CARD_SHIP, ROLE_CENTRE);
    CHECK_EQ(world_do(world), OK);
    world_command(world, CMD_CARD_RECEIVE, ROLE_BANK);
    CHECK_EQ(world_do(world), OK);
}

static void hand_over(World *world)
{
    world_command(world, CMD_CARD_HAND_OVER, ROLE_BANK);
    world_int(world, F_RECEIVER, TO_HOLDER);
    CHECK_EQ(world_do(world), OK);
}

static World *with_sealed_card(Arena *arena, int year, int month, int day)
{
    World *world = world_make(arena);
    world_clock(world, year, month, day, 9, 0);
    CHECK_EQ(apply(world, CARD_FIRST, CardReason_NONE), OK);
    produce(world);
    legacy_record(world, 12345);
    hand_over(world);
    return world;
}

static void settled_at(World *world, int year, int month, int day)
{
    world_clock(world, year, month, day, 0, 0);
    world_settle(world);
}

TEST(g1_old_card_works_six_months)
{
    World *world = with_sealed_card(arena, 2025, 1, 10);
    CHECK_EQ(world->person.cards[0].deadline.n, day_make(2025, 7, 10).n);
    CHECK_EQ(world->person.legacy_until.n, day_make(2025, 7, 10).n);
    world->view.now = day_end(day_make(2025, 7, 10));
    world_settle(world);
    CHECK_EQ(world->person.legacy_state, LEGACY_NORMAL);
    settled_at(world, 2025, 7, 11);
    CHECK_EQ(world->person.legacy_state, LEGACY_RESTRICTED);
    CHECK_EQ(world->out.count, 1);
    CHECK_EQ(world->out.events[0].at.s, day_start(day_make(2025, 7, 11)).s);
    CHECK_EQ(world->person.cards[0].app, APP_SEALED);
    world_clock(world, 2028, 2, 1, 9, 0);
    CHECK_EQ(activate_by(world, CHANNEL_COUNTER, ROLE_CLERK), OK);
    CHECK_EQ(world->person.cards[0].app, APP_NORMAL);
    CHECK_EQ(world->person.legacy_state, LEGACY_RETIRED);
    CHECK_EQ(world->person.legacy_until.n, day_make(2025, 7, 10).n);
}

TEST(g2_end_of_a_short_month)
{
    World *world = with_sealed_card(arena, 2025, 8, 31);
    CHECK_EQ(world->person.legacy_until.n, day_make(2026, 2, 28).n);
    settled_at(world, 2026, 2, 28);
    CHECK_EQ(world->person.legacy_state, LEGACY_NORMAL);
    settled_at(world, 2026, 3, 1);
    CHECK_EQ(world->person.legacy_state, LEGACY_RESTRICTED);
}

TEST(g3_g4_hospital_then_bank)
{
    World *world = with_sealed_card(arena, 2025, 1, 10);
    settled_at(world, 2025, 9, 1);
    CHECK_EQ(activate_by(world, CHANNEL_HOSPITAL, ROLE_HOSPITAL), OK);
    CHECK(str_find(json_str(world->out.data), S("\"moved_fen\":12345")) > 0);
    CHECK_EQ(world->person.cards[0].app, APP_NORMAL);
    CHECK_EQ(world->person.cards[0].fin, FIN_OPEN_INACTIVE);
    CHECK_EQ(world->person.legacy_state, LEGACY_RETIRED);
    CHECK_EQ(world->person.medical_balance_fen, 12345);
    CHECK_EQ(world->person.legacy_balance_fen, 0);
    CHECK_EQ(activate_by(world, CHANNEL_BANK_NOTICE, ROLE_BANK), OK);
    CHECK(!world->out.already);
    CHECK_EQ(world->person.cards[0].fin, FIN_ACTIVE);
    CHECK_EQ(world->person.medical_balance_fen, 12345);
    CHECK_EQ(activate_by(world, CHANNEL_BANK_NOTICE, ROLE_BANK), OK);
    CHECK(world->out.already);
    CHECK_EQ(activate_by(world, CHANNEL_PHARMACY, ROLE_PHARMACY), OK);
    CHECK(world->out.already);
}

TEST(g5_old_card_of_somebody_else)
{
    World *world = with_sealed_card(arena, 2025, 1, 10);
    world_command(world, CMD_CARD_ACTIVATE, ROLE_PHARMACY);
    world_int(world, F_CARD_CHANNEL, CHANNEL_PHARMACY);
    world_text(world, F_OLD_CARD_NO, "YB0002");
    CHECK_EQ(world_do(world), ERR_MISMATCH);
    CHECK(world->out.keep && world->out.count == 1);
    CHECK_EQ(world->out.events[0].kind, EVENT_CHECK_FAILED);
    CHECK_EQ(world->person.cards[0].app, APP_SEALED);
    CHECK_EQ(world->person.fails, 1);
}

/* In a region of 7 days; here 110000 says its own: the moment is exact to the second. */
TEST(g6_temporary_loss_lapses_to_the_second)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET)->region = 510100;
    world_clock(world, 2025, 3, 1, 9, 30);
    CHECK_EQ(lose(world, LOSS_TEMPORARY, ROLE_HOTLINE, CHANNEL_HOTLINE), OK);
    int64_t until = world->person.cards[0].lost_until.s;
    const RegionPolicy *rules = policy_region(world->view.policy, 510100);
    CHECK_EQ(policy_int(rules, KEY_CARD_TEMPORARY_LOSS_DAYS, day_make(2025, 3, 1)), 7);
    CHECK_EQ(until, day_start(day_make(2025, 3, 8)).s + 9 * 3600 + 30 * 60);
    CHECK(str_find(json_str(world->out.data), S("\"until\":\"2025-03-08T09:30:00+08:00\"")) > 0);
    world->view.now = (Time){ until - 1 };
    world_settle(world);
    CHECK_EQ(world->person.cards[0].app, APP_LOST_TEMPORARY);
    world->view.now = (Time){ until };
    CHECK_EQ(settle_next(&world->person, world->view.policy, NULL).s, until);
    world_settle(world);
    CHECK_EQ(world->person.cards[0].app, APP_NORMAL);
    CHECK_EQ(settle_next(&world->person, world->view.policy, NULL).s, 0);
}

TEST(g7_undo_by_phone)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_SEALED, FIN_OPEN_INACTIVE, PIN_INITIAL);
    CHECK_EQ(lose(world, LOSS_TEMPORARY, ROLE_HOTLINE, CHANNEL_HOTLINE), OK);
    world_clock(world, 2025, 1, 12, 9, 0);
    CHECK_EQ(find_by_phone(world, 1, 1), ERR_MISMATCH);
    CHECK_EQ(find_by_phone(world, 1, 0), ERR_MISSING_EVIDENCE);
    CHECK_EQ(world->person.cards[0].app, APP_LOST_TEMPORARY);
    CHECK_EQ(find_by_phone(world, 2, 0), OK);
    CHECK_EQ(world->person.cards[0].app, APP_SEALED);
}

TEST(g8_formal_loss_while_sealed)
{
    World *world = with_sealed_card(arena, 2025, 1, 10);
    CHECK_EQ(lose(world, LOSS_FORMAL, ROLE_BANK, CHANNEL_BANK), OK);
    CHECK_EQ(world->out.count, 2);
    CHECK_EQ(world->out.events[0].kind, EVENT_CARD_APP);
    CHECK_EQ(world->out.events[0].card_app.state, APP_NORMAL);
    CHECK_EQ(world->out.events[1].kind, EVENT_CARD_LOST);
    CHECK_EQ(world->person.cards[0].app, APP_LOST_FORMAL);
    settled_at(world, 2025, 12, 1);
    CHECK_EQ(world->person.legacy_state, LEGACY_NORMAL);
    CHECK_EQ(world->person.legacy_balance_fen, 12345);
    CHECK_EQ(apply(world, CARD_REISSUE, REASON_LOST), OK);
    produce(world);
    hand_over(world);
    CHECK_EQ(world->person.legacy_until.n, day_make(2026, 6, 1).n);
    CHECK_EQ(world->person.legacy_state, LEGACY_NORMAL);
    CHECK_EQ(activate_by(world, CHANNEL_COUNTER, ROLE_CLERK), OK);
    CHECK_EQ(world->person.legacy_state, LEGACY_RETIRED);
    CHECK_EQ(world->person.medical_balance_fen, 12345);
}

TEST(g9_formal_loss_is_not_undone)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    CHECK_EQ(lose(world, LOSS_FORMAL, ROLE_CLERK, CHANNEL_COUNTER), OK);
    CHECK_EQ(find_by_phone(world, 5, 0), ERR_WRONG_STATE);
    world_command(world, CMD_CARD_FIND, ROLE_CLERK);
    world_int(world, F_CARD_CHANNEL, CHANNEL_COUNTER);
    CHECK_EQ(world_do(world), ERR_WRONG_STATE);
    CHECK_EQ(apply(world, CARD_EXCHANGE, REASON_DAMAGED), ERR_WRONG_STATE);
    CHECK_EQ(apply(world, CARD_FIRST, CardReason_NONE), ERR_DUPLICATE_CARD);
    CHECK_EQ(apply(world, CARD_REISSUE, CardReason_NONE), OK);
    CHECK_EQ(apply(world, CARD_REISSUE, CardReason_NONE), ERR_DUPLICATE_CARD);
}

TEST(g10_reissue_takes_the_place_of_the_lost_card)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    CHECK_EQ(lose(world, LOSS_FORMAL, ROLE_CLERK, CHANNEL_COUNTER), OK);
    CHECK_EQ(apply(world, CARD_REISSUE, REASON_LOST), OK);
    CHECK_EQ(world->person.cards[1].replaces, 1);
    CHECK_EQ(world->person.cards[1].fee_paid, 1);
    produce(world);
    world->person.holds[world->person.hold_count++] = (HoldFacts){ .cause = CAUSE_ARREARS };
    world_clock(world, 2025, 4, 20, 10, 0);
    CHECK_EQ(person_current_card(&world->person)->n, 1);
    CHECK_EQ(activate_by(world, CHANNEL_BANK_COUNTER, ROLE_BANK), OK); /* hands over and activates in one */
    CHECK_EQ(world->person.cards[0].app, APP_CANCELLED);
    CHECK_EQ(world->person.cards[0].cancel_reason, CANCEL_REISSUED);
    CHECK_EQ(world->person.cards[0].replaced_by, 2);
    CHECK_EQ(world->person.cards[1].app, APP_NORMAL);
    CHECK_EQ(world->person.cards[1].handed.n, day_make(2025, 4, 20).n);
    CHECK_EQ(person_current_card(&world->person)->n, 2);
    CHECK(person_hold(&world->person, CAUSE_ARREARS) != NULL);
}

TEST(exchange_cancels_the_old_card_as_exchanged)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    CHECK_EQ(apply(world, CARD_EXCHANGE, REASON_QUALITY), OK);
    produce(world);
    hand_over(world);
    CHECK_EQ(activate_by(world, CHANNEL_ONLINE, ROLE_ONLINE), OK);
    CHECK_EQ(world->person.cards[0].cancel_reason, CANCEL_EXCHANGED);
}

static Err pin(World *world, PinEvent event, Role role)
{
    world_command(world, CMD_CARD_PIN, role);
    world_int(world, F_PIN_EVENT, event);
    return world_do(world);
}

TEST(g11_wrong_pin_three_times)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    static const char *const left[] = { "\"tries_left\":2", "\"tries_left\":1", "\"tries_left\":0" };
    for (int i = 0; i < 3; i++) {
        CHECK_EQ(pin(world, PIN_EVENT_WRONG, ROLE_HOSPITAL), OK);
        CHECK(str_find(json_str(world->out.data), str(left[i])) > 0);
    }
    CHECK_EQ(world->person.cards[0].pin, PIN_LOCKED);
    CHECK_EQ(pin(world, PIN_EVENT_WRONG, ROLE_HOSPITAL), ERR_WRONG_STATE);
    CHECK_EQ(pin(world, PIN_EVENT_UNBLOCK, ROLE_HOSPITAL), ERR_WRONG_CHANNEL);
    CHECK_EQ(pin(world, PIN_EVENT_UNBLOCK, ROLE_CLERK), OK);
    CHECK_EQ(world->person.cards[0].pin, PIN_SET);
    CHECK_EQ(world->person.cards[0].tries, 3);
}

TEST(g16_expired_card_is_exchanged_free)
{
    World *world = world_make(arena);
    CardFacts *card = world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    card->issued = day_make(2015, 6, 30);
    card->valid_until = day_make(2025, 6, 30);
    world_clock(world, 2025, 5, 1, 9, 0); /* the window opens 60 days before, on 2025-05-01 */
    world->view.now.s -= 86400;
    CHECK_EQ(apply(world, CARD_EXCHANGE, REASON_EXPIRED), ERR_TOO_EARLY);
    world_clock(world, 2025, 7, 1, 9, 0);
    world_command(world, CMD_CARD_APPLY, ROLE_CLERK);
    world_int(world, F_CARD_KIND, CARD_EXCHANGE);
    world_int(world, F_CARD_REASON, REASON_EXPIRED);
    world_int(world, F_CARD_CHANNEL, CHANNEL_COUNTER);
    world_papers(world, EV_ID_CARD, EV_SOCIAL_CARD, EvidenceKind_NONE); /* no receipt of a fee */
    CHECK_EQ(world_do(world), OK);
}

TEST(g17_live_card_elsewhere)
{
    World *world = world_make(arena);
    world_command(world, CMD_CARD_ELSEWHERE, ROLE_CENTRE);
    world_int(world, F_REGION, 310000);
    world_int(world, F_LIVE, 1);
    CHECK_EQ(world_do(world), OK);
    CHECK_EQ(world_do(world), OK);
    CHECK(world->out.already);
    CHECK_EQ(apply(world, CARD_FIRST, CardReason_NONE), ERR_DUPLICATE_CARD);
    CHECK(str_find(world->out.why.en, S("transfer")) > 0 && str_find(world->out.why.en, S("exchange")) > 0);
    world_command(world, CMD_CARD_ELSEWHERE, ROLE_CENTRE);
    world_int(world, F_REGION, 310000);
    world_int(world, F_LIVE, 0);
    CHECK_EQ(world_do(world), OK);
    CHECK_EQ(apply(world, CARD_FIRST, CardReason_NONE), OK);
}

TEST(g18_too_many_failed_checks)
{
    World *world = with_sealed_card(arena, 2025, 1, 10);
    int most = (int)policy_int(policy_region(world->view.policy, WORLD_REGION), KEY_IDENTITY_ATTEMPTS, day_make(2025, 1, 10));
    for (int i = 0; i < most; i++) {
        world_command(world, CMD_CARD_ACTIVATE, ROLE_HOTLINE);
        world_int(world, F_CARD_CHANNEL, CHANNEL_HOTLINE);
        world->view.match.right = 1;
        world->view.match.wrong = 2;
        CHECK_EQ(world_do(world), ERR_MISMATCH);
        CHECK_EQ(world->person.fails, i + 1);
    }
    CHECK_EQ(activate_by(world, CHANNEL_HOTLINE, ROLE_HOTLINE), ERR_LOCKED);
    CHECK_EQ(activate_by(world, CHANNEL_ONLINE, ROLE_ONLINE), ERR_LOCKED);
    CHECK_EQ(world->person.fails, most);
    world_clock(world, 2025, 1, 11, 0, 0);
    CHECK_EQ(activate_by(world, CHANNEL_HOTLINE, ROLE_HOTLINE), OK);
}

TEST(g18_a_counter_is_never_locked)
{
    World *world = with_sealed_card(arena, 2025, 1, 10);
    world->person.fails = 200;
    world->person.fails_day = day_make(2025, 1, 10);
    CHECK_EQ(activate_by(world, CHANNEL_KIOSK, ROLE_KIOSK), ERR_LOCKED);
    CHECK_EQ(activate_by(world, CHANNEL_COUNTER, ROLE_CLERK), OK);
}

/* G19 and abuse case B5: all eight patterns of the three facts; only all three activate. */
TEST(g19_bank_notice_matches_in_all_three)
{
    for (int pattern = 0; pattern < 8; pattern++) {
        World *world = with_sealed_card(arena, 2025, 1, 10);
        world_command(world, CMD_CARD_ACTIVATE, ROLE_BANK);
        world_int(world, F_CARD_CHANNEL, CHANNEL_BANK_NOTICE);
        world->view.match.ssn = pattern & 1;
        world->view.match.serial = pattern >> 1 & 1;
        world->view.match.bank_card = pattern >> 2 & 1;
        if (!world->view.match.bank_card)
            world->view.card = 0;
        CHECK_EQ(world_do(world), pattern == 7 ? OK : ERR_MISMATCH);
        CHECK_EQ(world->person.cards[0].app, pattern == 7 ? APP_NORMAL : APP_SEALED);
        CHECK_EQ(world->person.fails, pattern == 7 ? 0 : 1);
    }
}

TEST(notice_before_hand_over_changes_the_bank_part_alone)
{
    World *world = world_make(arena);
    CHECK_EQ(apply(world, CARD_FIRST, CardReason_NONE), OK);
    produce(world);
    CHECK_EQ(activate_by(world, CHANNEL_BANK_NOTICE, ROLE_BANK), OK);
    CHECK_EQ(world->person.cards[0].prod, PROD_AT_OUTLET);
    CHECK_EQ(world->person.cards[0].app, APP_SEALED);
    CHECK_EQ(world->person.cards[0].fin, FIN_ACTIVE);
    CHECK_EQ(activate_by(world, CHANNEL_BANK_NOTICE, ROLE_BANK), OK);
    CHECK(world->out.already);
    hand_over(world);
    CHECK_EQ(world->person.cards[0].app, APP_SEALED);
    CHECK_EQ(activate_by(world, CHANNEL_BANK_NOTICE, ROLE_BANK), OK);
    CHECK_EQ(world->person.cards[0].app, APP_NORMAL);
}

TEST(activation_lifts_dormant_and_the_months_count_anew)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    world->person.holds[world->person.hold_count++] = (HoldFacts){ .cause = CAUSE_DORMANT };
    CHECK_EQ(activate_by(world, CHANNEL_HOTLINE, ROLE_HOTLINE), OK);
    CHECK(!world->out.already);
    CHECK_EQ(world->person.hold_count, 0);
    CHECK_EQ(world->person.last_use.n, day_make(2025, 1, 10).n);
    CHECK_EQ(activate_by(world, CHANNEL_HOTLINE, ROLE_HOTLINE), OK);
    CHECK(world->out.already);
}

TEST(use_says_why_and_lifts_dormant_at_a_counter)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_SEALED, FIN_ACTIVE, PIN_INITIAL);
    world_command(world, CMD_CARD_USE, ROLE_HOSPITAL);
    CHECK_EQ(world_do(world), OK);
    CHECK(str_find(json_str(world->out.data), S("\"usable\":false,\"why\":\"not-enabled\"")) > 0);
    CHECK_EQ(world->out.count, 0); /* the first use is no activation */
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    world->person.holds[world->person.hold_count++] = (HoldFacts){ .cause = CAUSE_DORMANT };
    world_command(world, CMD_CARD_USE, ROLE_KIOSK); /* with every paper: but a kiosk is no counter */
    CHECK_EQ(world_do(world), OK);
    CHECK(str_find(json_str(world->out.data), S("\"why\":\"dormant\"")) > 0);
    world_command(world, CMD_CARD_USE, ROLE_PHARMACY);
    world_papers(world, EV_SOCIAL_CARD, EvidenceKind_NONE, EvidenceKind_NONE);
    CHECK_EQ(world_do(world), OK);
    CHECK(str_find(json_str(world->out.data), S("\"why\":\"dormant\"")) > 0);
    world_command(world, CMD_CARD_USE, ROLE_PHARMACY);
    CHECK_EQ(world_do(world), OK);
    CHECK(str_find(json_str(world->out.data), S("\"usable\":true")) > 0);
    CHECK_EQ(world->person.hold_count, 0);
    CHECK_EQ(world->person.cards[0].last_use.n, day_make(2025, 1, 10).n);
}

TEST(cancel_and_destroy_wait_for_a_second_person)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    world_command(world, CMD_CARD_CANCEL, ROLE_CLERK);
    world_int(world, F_CANCEL_REASON, CANCEL_DUPLICATE);
    CHECK_EQ(card_check_cancel(&world->view, &world->command, &world->out), OK);
    CHECK_EQ(world_do(world), ERR_NOT_PERMITTED);
    world->view.approved = true;
    CHECK_EQ(world_do(world), OK);
    CHECK_EQ(world->person.cards[0].cancel_reason, CANCEL_DUPLICATE);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    world_command(world, CMD_CARD_CANCEL, ROLE_CENTRE);
    world_int(world, F_CANCEL_REASON, CANCEL_EMIGRATION);
    CHECK_EQ(world_do(world), ERR_NOT_PERMITTED);
    world_int(world, F_CANCEL_REASON, CANCEL_REISSUED);
    CHECK_EQ(world_do(world), ERR_BAD_FIELD);
    world_int(world, F_CANCEL_REASON, CANCEL_TRANSFERRED); /* by the centre alone */
    CHECK_EQ(world_do(world), OK);
    CHECK_EQ(apply(world, CARD_FIRST, CardReason_NONE), OK); /* after a cancelled card a first one again */
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    world_command(world, CMD_CARD_CANCEL, ROLE_CLERK);
    world_int(world, F_CANCEL_REASON, CANCEL_DEATH);
    world->view.approved = true;
    world_papers(world, EV_DEATH_CERTIFICATE, EvidenceKind_NONE, EvidenceKind_NONE);
    CHECK_EQ(world_do(world), ERR_WRONG_STATE);
    world->person.death = day_make(2025, 1, 9);
    CHECK_EQ(world_do(world), OK);
    world_card(world, PROD_RETURNED, APP_SEALED, FIN_OPEN_INACTIVE, PIN_INITIAL);
    world_command(world, CMD_CARD_DESTROY, ROLE_CENTRE);
    CHECK_EQ(world_do(world), ERR_NOT_PERMITTED);
    world->view.approved = true;
    CHECK_EQ(world_do(world), OK);
    CHECK_EQ(world->person.cards[0].prod, PROD_DESTROYED);
}

TEST(old_card_recorded_late)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    legacy_record(world, 700);
    CHECK_EQ(world->person.legacy_state, LEGACY_RETIRED);
    CHECK_EQ(world->person.medical_balance_fen, 700);
    CHECK_EQ(world_do(world), OK);
    CHECK(world->out.already);
    world_text(world, F_OLD_CARD_NO, "YB0003");
    CHECK_EQ(world_do(world), ERR_CONFLICT);
    World *sealed = world_make(arena);
    world_card(sealed, PROD_HANDED_OVER, APP_SEALED, FIN_ACTIVE, PIN_SET)->handed = day_make(2024, 8, 31);
    legacy_record(sealed, 700);
    CHECK_EQ(sealed->person.legacy_until.n, day_make(2025, 2, 28).n);
}

/* 19 of domain.md 3.6: the day sends an unclaimed card back; the centre tells once that it has come. */
TEST(unclaimed_card_comes_back_to_the_centre)
{
    World *world = world_make(arena);
    CardFacts *card = world_card(world, PROD_AT_OUTLET, APP_SEALED, FIN_OPEN_INACTIVE, PIN_INITIAL);
    card->at_outlet = day_make(2024, 1, 9);
    card->outlet = WORLD_BANK;
    world_settle(world);
    CHECK_EQ(card->prod, PROD_RETURNED);
    CHECK_EQ(card->outlet, WORLD_BANK);
    world_command(world, CMD_CARD_RETURN, ROLE_CENTRE);
    CHECK_EQ(world_do(world), OK);
    CHECK(!world->out.already);
    CHECK_EQ(card->outlet, 0);
    world_command(world, CMD_CARD_RETURN, ROLE_CENTRE);
    CHECK_EQ(world_do(world), OK);
    CHECK(world->out.already);
    CHECK_EQ(world->out.count, 0);
}
