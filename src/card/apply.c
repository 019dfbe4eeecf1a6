/* apply.c - card.apply: one live card a person in the whole country. A first card, the replacement of one lost in
 * writing, or an exchange against the old one. */
#include "card/rules.h"
#include "policy/calendar.h"

/* The photo that comes with an application, or the one on file. */
typedef struct {
    bool accepted; /* by the machine check, or long ago */
    bool fresh;    /* bytes were handed in */
    bool bad;      /* ... and do not meet the profile */
    bool missing;
} PhotoOffer;

static Day years_later(Day day, int64_t years) { return day_add_months(day, 12 * (int)years); }

static bool younger_than(const PersonFacts *person, int64_t years, Day today)
{
    return person_has_birth(person) && today.n < years_later(person->born, years).n;
}

static bool photo_on_file(const View *view, const RegionPolicy *rules, const Command *command)
{
    Day today = view_today(view), day = view->person->photo_day;
    return day.n && arg_int(command, F_CARD_REASON) != REASON_FACE_CHANGED &&
           today.n <= years_later(day, policy_int(rules, KEY_PHOTO_MAX_AGE_YEARS, today)).n;
}

static PhotoOffer photo_offer(const View *view, const RegionPolicy *rules, const Command *command)
{
    if (arg_is(command, F_PHOTO) && view->photo_findings >= 0)
        return (PhotoOffer){ .fresh = true, .accepted = !view->photo_findings, .bad = view->photo_findings > 0 };
    if (papers_have(view, rules, command, PAPER(PHOTO)))
        return (PhotoOffer){ 0 }; /* on paper: the centre judges it */
    if (photo_on_file(view, rules, command) ||
        younger_than(view->person, policy_int(rules, KEY_PHOTO_MIN_AGE_YEARS, view_today(view)), view_today(view)))
        return (PhotoOffer){ .accepted = true };
    return (PhotoOffer){ .missing = true };
}

static Err channel_check(const View *view, const Command *command, Decision *out)
{
    switch (arg_int(command, F_CARD_CHANNEL)) {
    case CHANNEL_BANK_NOTICE:
    case CHANNEL_HOSPITAL:
    case CHANNEL_PHARMACY:
    case CHANNEL_HOTLINE:
        return REFUSE(out, ERR_WRONG_CHANNEL, "channel", "请通过窗口、银行、自助终端、网上、单位或代理机构申领。",
                      "Apply at a counter, the bank, a kiosk, online, or through the employer or agency.");
    default:
        break;
    }
    if (!view->bank)
        return REFUSE(out, ERR_UNKNOWN_INSTITUTION, "bank", NULL, NULL);
    if (command->actor.role == ROLE_BANK && (!view->org || view->org->id != view->bank->id))
        return REFUSE(out, ERR_WRONG_INSTITUTION, "bank", "银行只能为本行受理申领。",
                      "A bank takes applications for its own cards only.");
    return OK;
}

static Err duplicate(const View *view, const CardFacts *made, Decision *out)
{
    Arena *arena = out->why.arena;
    if (made && arena)
        return REFUSE(out, ERR_DUPLICATE_CARD, "ssn", "已有在办的申领 %s，请查看办理进度。",
                      "The application %s is already under way; look at its progress.",
                      str_z(arena, application_text(view, arena, made->n)));
    if (made)
        return ERR_DUPLICATE_CARD;
    return REFUSE(out, ERR_DUPLICATE_CARD, "ssn", "已有有效社保卡：遗失请正式挂失后补卡，损坏、到期等请换卡。",
                  "There is a live card: report it lost and apply for a reissue, or exchange it.");
}

/* One live card in the country: none elsewhere, none on its way, and none here that this kind would not replace. */
static Err live_check(const View *view, const Command *command, const CardFacts *card, Decision *out)
{
    const PersonFacts *person = view->person;
    if (person->death.n)
        return REFUSE(out, ERR_WRONG_STATE, "ssn", "此人已登记死亡，不能申领社保卡。",
                      "A death is on record; no card can be applied for.");
    if (person->elsewhere_count)
        return REFUSE(out, ERR_DUPLICATE_CARD, "ssn", "此人在外地（%d）已有有效社保卡，请办理关系转移或在当地换卡。",
                      "The person has a live card in region %d; ask for a transfer, or an exchange there.",
                      (int)person->elsewhere[0].region);
    const CardFacts *made = person_card_in_production(person);
    if (made)
        return duplicate(view, made, out);
    if (arg_int(command, F_CARD_KIND) == CARD_FIRST && card && card->app != APP_CANCELLED)
        return duplicate(view, NULL, out);
    for (int i = 0; person->card_count == CARDS_MAX; i++) {
        if (i == CARDS_MAX)
            return REFUSE(out, ERR_TOO_LARGE, "ssn", "此人的社保卡记录过多，请联系卡管理中心。",
                          "Too many cards are on record; ask the card centre.");
        if (person->cards[i].replaced_by || person->cards[i].prod == PROD_DESTROYED)
            break;
    }
    return OK;
}

/* The reason belongs to the kind; what it claims must be so. */
static Err reason_check(const Command *command, Decision *out)
{
    CardKind kind = (CardKind)arg_int(command, F_CARD_KIND);
    CardReason reason = (CardReason)arg_int(command, F_CARD_REASON);
    if (kind == CARD_EXCHANGE && (!reason || reason == REASON_LOST))
        return REFUSE(out, ERR_BAD_FIELD, "reason", "换卡请填写原因：质量、损坏、卡面变更、更换银行或到期。",
                      "An exchange needs its reason: quality, damaged, face-changed, change-bank or expired.");
    if (kind == CARD_REISSUE && reason && reason != REASON_LOST)
        return REFUSE(out, ERR_BAD_FIELD, "reason", "补卡只用于遗失，其他情形请换卡。",
                      "A reissue is for lost cards; otherwise exchange it.");
    return OK;
}

static Err exchange_check(const View *view, const Command *command, const CardFacts *card, const RegionPolicy *rules, Decision *out)
{
    CardReason reason = (CardReason)arg_int(command, F_CARD_REASON);
    Day today = view_today(view), first = { card->valid_until.n - (int)policy_int(rules, KEY_CARD_EXCHANGE_WINDOW_DAYS, today) };
    if (card->app == APP_SEALED && !card_expired(card, today))
        return state_refuse(view, command, card, out);
    if (reason == REASON_EXPIRED && today.n < first.n) {
        int y = 0, m = 0, d = 0;
        day_split(first, &y, &m, &d);
        return REFUSE(out, ERR_TOO_EARLY, "reason", "到期换卡自 %04d-%02d-%02d 起办理。",
                      "Exchange for age is possible from %04d-%02d-%02d.", y, m, d);
    }
    /* A closed account does not open again: the same bank may open a new one, with a new card. */
    if (reason == REASON_CHANGE_BANK && card->bank == view->bank->id && card->fin != FIN_CLOSED)
        return REFUSE(out, ERR_BAD_FIELD, "bank", "新银行与原银行相同。", "The new bank is the one the card has already.");
    return OK;
}

static bool fee_due(const View *view, const Command *command, const RegionPolicy *rules)
{
    return arg_int(command, F_CARD_KIND) == CARD_REISSUE && policy_int(rules, KEY_CARD_REISSUE_FEE_FEN, view_today(view)) > 0;
}

/* Who sends an application from afar surrenders the old card when the new one is handed over. */
static bool in_person(const Command *command)
{
    int64_t channel = arg_int(command, F_CARD_CHANNEL);
    return channel != CHANNEL_ONLINE && channel != CHANNEL_UNIT && channel != CHANNEL_AGENCY;
}

static Err papers_check(const View *view, const Command *command, const CardMove *move, const RegionPolicy *rules,
                        const PhotoOffer *photo, Decision *out)
{
    Day today = view_today(view);
    bool child = younger_than(view->person, policy_int(rules, KEY_IDENTITY_GUARDIAN_UNDER, today), today);
    if (child) { /* the child's page of the household register, and the identity card of the guardian */
        TRY(papers_need(view, rules, command, PAPER(HOUSEHOLD_REGISTER), 1, out));
        TRY(papers_need(view, rules, command, PAPERS_IDENTITY, 1, out));
    } else {
        TRY(papers_need(view, rules, command, papers_identity_of(view->person), 1, out));
    }
    if ((move->all & PAPER(SOCIAL_CARD)) && in_person(command))
        TRY(papers_need(view, rules, command, PAPER(SOCIAL_CARD), 1, out));
    if (photo->missing)
        TRY(papers_need(view, rules, command, PAPER(PHOTO), 1, out));
    return fee_due(view, command, rules) ? papers_need(view, rules, command, move->any, 1, out) : OK;
}

static Day expected_day(const View *view, const Command *command, const CardMove *move, const RegionPolicy *rules)
{
    PolicyKey key = arg_int(command, F_CARD_CHANNEL) == CHANNEL_AGENCY ? KEY_CARD_AGENCY_WORKDAYS : move->days;
    return calendar_add_provisional(policy_calendar(view->policy), view_today(view), (int)policy_int(rules, key, view_today(view)),
                                    NULL);
}

static void photo_events(const View *view, int64_t card, const PhotoOffer *photo, Decision *out)
{
    if (!photo->fresh)
        return;
    Event *event = emit(out, view, EVENT_CARD_PHOTO, view->person->id);
    event->card_photo.card = card;
    event->card_photo.accepted = photo->accepted;
    event->card_photo.rejected = photo->bad ? PHOTO_CODE_OTHER : 0;
    event->card_photo.hash = view->photo_hash;
    if (photo->bad) {
        prod_set(out, view, (int)card, PROD_PHOTO_PENDING, (Str){ 0 });
        return;
    }
    event = emit(out, view, EVENT_PHOTO_FILED, view->person->id);
    event->photo_filed.day = view_today(view).n;
    event->photo_filed.hash = view->photo_hash;
}

Err card_decide_apply(const View *view, const Command *command, Decision *out)
{
    const RegionPolicy *rules = NULL;
    const CardMove *move = NULL;
    CardKind kind = (CardKind)arg_int(command, F_CARD_KIND);
    if (!view->person)
        return REFUSE(out, ERR_UNKNOWN_PERSON, "ssn", NULL, NULL);
    TRY(reason_check(command, out));
    TRY(channel_check(view, command, out));
    const CardFacts *card = person_current_card(view->person);
    TRY(live_check(view, command, card, out));
    TRY(move_need(view, command, kind, card, out, &move));
    TRY(policy_region_get(view->policy, (int)arg_int(command, F_REGION), &rules, &out->why));
    if (kind == CARD_EXCHANGE)
        TRY(exchange_check(view, command, card, rules, out));
    PhotoOffer photo = photo_offer(view, rules, command);
    TRY(papers_check(view, command, move, rules, &photo, out));

    Day expected = expected_day(view, command, move, rules);
    Event *event = emit(out, view, EVENT_CARD_APPLIED, view->person->id);
    int64_t n = (int64_t)view->person->next_card + 1;
    event->card_applied = (Event_card_applied){ .card = n,
                                                .region = arg_int(command, F_REGION),
                                                .bank = view->bank->id,
                                                .kind = kind,
                                                .reason = arg_int(command, F_CARD_REASON),
                                                .channel = arg_int(command, F_CARD_CHANNEL),
                                                .expected = expected.n,
                                                .replaces = kind == CARD_FIRST ? 0 : card->n,
                                                .photo_ok = photo.accepted && !photo.fresh,
                                                .fee_paid = kind == CARD_REISSUE && papers_have(view, rules, command, PAPERS_FEE) };
    photo_events(view, n, &photo, out);
    if (out->data)
        answer_text(out, "application", application_text(view, out->arena, n));
    answer_day(out, "expected", expected);
    return OK;
}
