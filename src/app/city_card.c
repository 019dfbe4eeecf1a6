/* city_card.c - a citizen's card from the application to what happens to it in use. */
#include "app/city_inside.h"

/* ---- who acts ---- */

static Str the_bank(City *city, const Citizen *who) { return city_place(city, who->city, "B", who->bank); }

static void at_bank(City *city, const Citizen *who, const char *command, const JsonNode *args)
{
    city_do(city, "bank", S("teller"), the_bank(city, who), command, args, (Str){ 0 });
}

static void at_centre(City *city, const Citizen *who, const char *command, const JsonNode *args)
{
    city_do(city, "centre", city_user(city, "centre", who->city, 0), S("centre"), command, args, (Str){ 0 });
}

static void at_outlet(City *city, const Citizen *who, const char *command, const JsonNode *args)
{
    if (who->office)
        city_clerk(city, who, command, args);
    else
        at_bank(city, who, command, args);
}

static JsonNode about_application(City *city, const Citizen *who)
{
    JsonNode args = args_make();
    args_text(city_room(city), &args, "application", city_application(city, who));
    return args;
}

static JsonNode about_card(City *city, const Citizen *who)
{
    JsonNode args = args_make();
    args_text(city_room(city), &args, "card_no", city_card_no(city, who));
    return args;
}

static Str outlet_of(City *city, const Citizen *who)
{
    return who->office ? str(city_names[who->city].office) : the_bank(city, who);
}

/* ---- production ---- */

static const char *apply_papers(City *city, const Citizen *who, CardKind kind)
{
    const char *more = kind == CARD_REISSUE ? " fee-receipt" : kind == CARD_EXCHANGE ? " social-card" : "";
    return str_z(city_room(city),
                 str_format(city_room(city), "%s photo%s%s", who->paper, who->child ? " id-card" : "", more));
}

static void apply_by(City *city, Citizen *who, JsonNode *args)
{
    Str expected = str_format(city_room(city), "\"application\":\"" STR_FMT "\"", STR_ARG(city_application(city, who)));
    const char *role = who->child ? "guardian" : who->granted ? "online" : who->index % 3 == 0 ? "bank" : "clerk";
    bool self = who->child || who->granted, bank = !strcmp(role, "bank");
    args_text(city_room(city), args, "channel",
              bank                          ? S("bank")
              : who->granted && !who->child ? S("online")
                                            : S("counter"));
    Str user = who->child ? who->other->ssn : self ? who->ssn : bank ? S("teller") : city_user(city, "clerk", who->city, 2);
    city_do(city, role, user,
            bank   ? the_bank(city, who)
            : self ? (Str){ 0 }
                   : str(city_names[who->city].office),
            "card.apply", args, expected);
}

/* how: CardKind. */
void life_apply(City *city, Citizen *who, int how)
{
    Arena *room = city_room(city);
    JsonNode args = args_make();
    who->cards++;
    who->serial = ++city->serials;
    who->applied = city_today(city);
    args_text(room, &args, "ssn", who->ssn);
    args_text(room, &args, "region", city_region(who));
    args_text(room, &args, "bank", the_bank(city, who));
    args_text(room, &args, "kind", str(choice_code(SET_CARD_KIND, how)));
    if (how != CARD_FIRST)
        args_text(room, &args, "reason", how == CARD_REISSUE ? S("lost") : S("damaged"));
    args_papers(room, &args, apply_papers(city, who, (CardKind)how));
    apply_by(city, who, &args);
}

void life_photo(City *city, Citizen *who, int how)
{
    JsonNode args = about_application(city, who);
    if (how == HOW_BAD)
        args_text(city_room(city), &args, "rejected", S("background"));
    else
        args_bool(city_room(city), &args, "photo_ok", true);
    at_centre(city, who, "card.photo", &args);
}

void life_check(City *city, Citizen *who, int how)
{
    JsonNode args = about_application(city, who);
    args_bool(city_room(city), &args, "passed", how == HOW_USUAL);
    if (how == HOW_BAD)
        args_text(city_room(city), &args, "mismatch", S("姓名与公安信息不一致"));
    at_centre(city, who, "card.data-check", &args);
}

void life_bank(City *city, Citizen *who, int how)
{
    JsonNode args = about_application(city, who);
    int ago = city->plan.base.n - who->applied.n;
    if (how == HOW_BAD) {
        args_text(city_room(city), &args, "reason", S("职业信息缺失"));
        at_bank(city, who, "card.bank-refused", &args);
        return;
    }
    args_text(city_room(city), &args, "bank_card_no", city_bank_card(city, who));
    who->next_in_batch = city->batches[ago];
    city->batches[ago] = who;
    at_bank(city, who, "card.bank-opened", &args);
}

enum { BATCH_AFTER = 4, BATCH_MOST = 1000, AT_ONCE = 1 };

/* Everybody who applied four days ago and whose account is open, a thousand at most a batch. */
void life_batch(City *city, Citizen *nobody, int how)
{
    (void)nobody;
    (void)how;
    int ago = city->plan.base.n - city_today(city).n + BATCH_AFTER;
    Citizen *next = ago < BATCH_DAYS ? city->batches[ago] : NULL;
    if (next)
        city->batch_first[ago] = city->batch_count + 1;
    while (next) {
        JsonNode args = args_make(), list = { .type = JSON_LIST, .key = S("applications") };
        for (int n = 0; next && n < BATCH_MOST; n++, next = next->next_in_batch)
            args_add(city_room(city), &list, (JsonNode){ .type = JSON_TEXT, .text = city_application(city, next) });
        args_add(city_room(city), &args, list);
        Str expected = str_format(city_room(city), "\"batch\":\"B%lld\"", (long long)++city->batch_count);
        city_do(city, "centre", S("centre-1"), S("centre"), "card.batch", &args, expected);
    }
}

/* The day after, all batches of that day go to the factory. */
void life_send(City *city, Citizen *nobody, int how)
{
    (void)nobody;
    (void)how;
    int ago = city->plan.base.n - city_today(city).n + BATCH_AFTER + AT_ONCE, count = 0;
    if (ago >= BATCH_DAYS || !city->batches[ago])
        return;
    for (const Citizen *who = city->batches[ago]; who; who = who->next_in_batch)
        count++;
    for (int64_t n = 0; n * BATCH_MOST < count; n++) {
        JsonNode args = args_make();
        args_text(city_room(city), &args, "batch", number_of(city_room(city), 'B', city->batch_first[ago] + n));
        city_do(city, "centre", S("centre-1"), S("centre"), "card.send", &args, (Str){ 0 });
    }
}

void life_made(City *city, Citizen *who, int how)
{
    enum { VALID_MONTHS = 120 };
    (void)how;
    Arena *room = city_room(city);
    JsonNode args = about_application(city, who);
    args_text(room, &args, "card_no", city_card_no(city, who));
    args_text(room, &args, "card_id_code", city_card_code(city, who));
    args_text(room, &args, "issued", day_text(room, city_today(city)));
    args_text(room, &args, "valid_until", day_text(room, day_add(day_add_months(city_today(city), VALID_MONTHS), -1)));
    city_do(city, "factory", S("line-1"), S("factory"), "card.made", &args, (Str){ 0 });
}

void life_make_failed(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = about_application(city, who);
    args_text(city_room(city), &args, "stage", S("personalisation"));
    args_text(city_room(city), &args, "reason", S("芯片写入失败"));
    city_do(city, "factory", S("line-1"), S("factory"), "card.make-failed", &args, (Str){ 0 });
}

void life_ship(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = about_application(city, who);
    args_text(city_room(city), &args, "outlet", outlet_of(city, who));
    at_centre(city, who, "card.ship", &args);
}

void life_receive(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = about_application(city, who);
    args_text(city_room(city), &args, "outlet", outlet_of(city, who));
    at_outlet(city, who, "card.receive", &args);
}

void life_return(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = about_application(city, who);
    at_centre(city, who, "card.return", &args);
}

void life_destroy(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = about_application(city, who);
    who->cases++;
    at_centre(city, who, "card.destroy", &args);
}

/* ---- the card in hand ---- */

/* how: Receiver. */
void life_hand(City *city, Citizen *who, int how)
{
    JsonNode args = about_card(city, who);
    args_text(city_room(city), &args, "to", str(choice_code(SET_RECEIVER, how)));
    if (how != TO_HOLDER)
        args_text(city_room(city), &args, "other_ssn", who->other->ssn);
    Str papers = how == TO_PROXY      ? str_format(city_room(city), "%s id-card power-of-attorney", who->paper)
                 : how == TO_GUARDIAN ? S("household-register id-card")
                                      : str(who->paper);
    args_papers(city_room(city), &args, str_z(city_room(city), papers));
    at_outlet(city, who, "card.hand-over", &args);
}

static void activate_hospital(City *city, Citizen *who, JsonNode *args)
{
    Arena *room = city_room(city);
    Str code = city_place(city, who->city, "H", who->hospital);
    args_text(room, args, "institution", code);
    args_text(room, args, "card_id_code", city_card_code(city, who));
    args_text(room, args, "ssn", who->ssn);
    args_text(room, args, "name", who->name);
    args_text(room, args, "registration_no", str_format(room, "OP-%08d", who->index));
    args_text(room, args, "visit", draw_below(&who->draws, 4) ? S("outpatient") : S("inpatient"));
    city_do(city, "hospital", S("desk"), code, "card.activate", args, (Str){ 0 });
}

static void activate_pharmacy(City *city, Citizen *who, JsonNode *args)
{
    Str code = city_place(city, who->city, "P", who->pharmacy);
    args_text(city_room(city), args, "institution", code);
    args_text(city_room(city), args, "card_id_code", city_card_code(city, who));
    args_text(city_room(city), args, "old_card_no",
              str_format(city_room(city), "M%s%07d", city_names[who->city].area, who->index));
    city_do(city, "pharmacy", S("desk"), code, "card.activate", args, (Str){ 0 });
}

static void hotline_answers(City *city, const Citizen *who, JsonNode *args)
{
    args_text(city_room(city), args, "call", str_format(city_room(city), "C-%lld", (long long)city->number));
    args_pair(city_room(city), args, "answers", S("mobile"), who->mobile);
    args_pair(city_room(city), args, "answers", S("address"), who->address);
}

static void activate_at_counter(City *city, Citizen *who, Channel channel, JsonNode *args)
{
    Arena *room = city_room(city);
    args_text(room, args, "card_no", city_card_no(city, who));
    args_text(room, args, "ssn", who->ssn);
    if (channel == CHANNEL_BANK_COUNTER)
        args_text(room, args, "institution", the_bank(city, who));
    if (channel == CHANNEL_HOTLINE)
        hotline_answers(city, who, args);
    const char *papers = channel == CHANNEL_KIOSK ? " face" : channel == CHANNEL_HOTLINE ? "" : " social-card";
    if (channel == CHANNEL_ONLINE)
        args_papers(room, args, "face");
    else if (channel != CHANNEL_HOTLINE)
        args_papers(room, args, str_z(room, str_format(room, "%s%s", who->paper, papers)));
    if (channel == CHANNEL_BANK_COUNTER)
        at_bank(city, who, "card.activate", args);
    else if (channel == CHANNEL_ONLINE)
        city_do(city, "online", who->ssn, (Str){ 0 }, "card.activate", args, (Str){ 0 });
    else if (channel == CHANNEL_COUNTER)
        city_clerk(city, who, "card.activate", args);
    else
        city_do(city, channel == CHANNEL_KIOSK ? "kiosk" : "hotline",
                channel == CHANNEL_KIOSK ? S("kiosk-7") : S("agent-21"), S("12333"), "card.activate", args, (Str){ 0 });
}

/* how: Channel. */
void life_activate(City *city, Citizen *who, int how)
{
    JsonNode args = args_make();
    args_text(city_room(city), &args, "channel", str(choice_code(SET_CHANNEL, how)));
    if (how == CHANNEL_HOSPITAL)
        activate_hospital(city, who, &args);
    else if (how == CHANNEL_PHARMACY)
        activate_pharmacy(city, who, &args);
    else
        activate_at_counter(city, who, (Channel)how, &args);
}

void life_notice(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = args_make();
    args_text(city_room(city), &args, "channel", S("bank-notice"));
    args_text(city_room(city), &args, "person_serial", str_format(city_room(city), "%lld", (long long)who->person));
    args_text(city_room(city), &args, "ssn", who->ssn);
    args_text(city_room(city), &args, "bank_card_no", city_bank_card(city, who));
    args_text(city_room(city), &args, "institution", the_bank(city, who));
    at_bank(city, who, "card.activate", &args);
}

/* how: PinEvent. */
void life_pin(City *city, Citizen *who, int how)
{
    JsonNode args = about_card(city, who);
    args_text(city_room(city), &args, "event", str(choice_code(SET_PIN_EVENT, how)));
    if (how >= PIN_EVENT_UNBLOCK)
        args_papers(city_room(city), &args, who->paper);
    city_do(city, "kiosk", S("kiosk-3"), S("12333"), "card.pin", &args, (Str){ 0 });
}

void life_use(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = about_card(city, who);
    Str code = city_place(city, who->city, "H", who->hospital);
    args_text(city_room(city), &args, "function", S("medical"));
    args_text(city_room(city), &args, "institution", code);
    city_do(city, "hospital", S("desk"), code, "card.use", &args, (Str){ 0 });
}

/* how: LossKind. */
void life_lose(City *city, Citizen *who, int how)
{
    JsonNode args = about_card(city, who);
    args_text(city_room(city), &args, "kind", str(choice_code(SET_LOSS_KIND, how)));
    args_text(city_room(city), &args, "channel", how == LOSS_TEMPORARY ? S("hotline") : S("counter"));
    if (how == LOSS_TEMPORARY) {
        hotline_answers(city, who, &args);
        city_do(city, "hotline", S("agent-21"), S("12333"), "card.lose", &args, (Str){ 0 });
        return;
    }
    args_papers(city_room(city), &args, who->paper);
    city_clerk(city, who, "card.lose", &args);
}

void life_lock(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = about_card(city, who);
    args_text(city_room(city), &args, "order", str_format(city_room(city), "ZL-%05d", who->index));
    at_centre(city, who, "card.lock", &args);
}

/* how: CancelReason; a reviewer approves. */
void life_cancel(City *city, Citizen *who, int how)
{
    JsonNode args = about_card(city, who);
    args_text(city_room(city), &args, "reason", str(choice_code(SET_CANCEL_REASON, how)));
    args_papers(city_room(city), &args,
                how == CANCEL_DEATH        ? "death-certificate"
                : how == CANCEL_EMIGRATION ? "passport"
                                           : who->paper);
    who->cases++;
    city_clerk(city, who, "card.cancel", &args);
}

/* how: Financial. */
void life_bank_state(City *city, Citizen *who, int how)
{
    JsonNode args = args_make();
    args_text(city_room(city), &args, "bank_card_no", city_bank_card(city, who));
    args_text(city_room(city), &args, "state", str(choice_code(SET_FINANCIAL, how)));
    at_bank(city, who, "card.bank-state", &args);
}
