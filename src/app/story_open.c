/* story_open.c - the first story: from nothing to a card that works. A freelancer in Hangzhou: password from the tax
 * office, registration and account online, application, production, hand-over, activation. */
#include "app/story.h"

static void story_register(Teller *teller, StoryPerson *person)
{
    Arena *life = &teller->life;
    JsonNode grant = args_make(), who = args_make();
    Str online = str_format(life, "online:" STR_FMT, STR_ARG(person->ssn));
    tell(teller, "要在网上办理，先带身份证到税务机关领取网上密码：",
         "To do things online, first get a password from the tax office, with the identity card:");
    args_text(life, &grant, "ssn", person->ssn);
    tell_act(teller, "tax:counter-3", "password.grant", &grant, "id-card");
    tell(teller, "当晚在家登记本人信息：", "The same evening, registration from home:");
    args_text(life, &who, "ssn", person->ssn);
    args_text(life, &who, "name", person->name);
    args_text(life, &who, "mobile", person->mobile);
    args_text(life, &who, "address", S("杭州市西湖区文二西路 12 号"));
    args_text(life, &who, "birth_place", S("杭州"));
    args_text(life, &who, "hukou_region", S("330106"));
    args_text(life, &who, "residence_region", S("330106"));
    person->person = tell_number(tell_act(teller, str_z(life, online), "person.register", &who, NULL), "person");
}

static JsonNode flexible_account(Teller *teller, const StoryPerson *person, const char *category)
{
    Arena *life = &teller->life;
    JsonNode args = args_make();
    args_int(life, &args, "person", person->person);
    args_text(life, &args, "region", S("330100"));
    args_text(life, &args, "category", str(category));
    args_text(life, &args, "payer", S("self"));
    args_words(life, &args, "insurances", "pension medical");
    args_text(life, &args, "from", month_text(life, day_month(time_day(teller->execute.now))));
    args_text(life, &args, "channel", S("online"));
    return args;
}

static void story_account(Teller *teller, const StoryPerson *person)
{
    Arena *life = &teller->life;
    const char *online = str_z(life, str_format(life, "online:%lld", (long long)person->person));
    tell(teller, "有人建议“挂靠”到一家公司、以职工身份参保。没有真实劳动关系，系统不予办理，并说明合法的办法：",
         "Somebody advised to be affiliated to a company and insured as its employee. Without work there this is refused, "
         "and the lawful way is named:");
    JsonNode affiliated = flexible_account(teller, person, "employee");
    tell_refused(teller, online, "account.open", &affiliated, "id-card labour-contract", ERR_UNLAWFUL_BASIS);
    tell(teller, "于是以灵活就业人员（自由职业）身份参保，自己缴费：",
         "So the account is opened as a flexible worker, a freelancer who pays for herself:");
    JsonNode own = flexible_account(teller, person, "flexible");
    args_text(life, &own, "flexible_kind", S("freelancer"));
    tell_act(teller, online, "account.open", &own, "id-card");
}

static void story_apply(Teller *teller, StoryPerson *person)
{
    Arena *life = &teller->life;
    JsonNode legacy = args_make(), args = args_make();
    tell(teller, "她以前有一张医保卡，余额 356.80 元，转入档案：",
         "She has an old medical card with a balance of 356.80 yuan, which is put on record:");
    args_int(life, &legacy, "person", person->person);
    args_text(life, &legacy, "old_card_no", S("M0571000001"));
    args_int(life, &legacy, "balance_fen", 35680);
    tell_act(teller, "clerk:window-2", "legacy-card.record", &legacy, NULL);
    tell(teller, "在网上申领社保卡，选湖滨银行，照片由卡管理中心审核：",
         "She applies for the card online and chooses a bank; the card centre judges the photo:");
    args_int(life, &args, "person", person->person);
    args_text(life, &args, "region", S("330100"));
    args_text(life, &args, "bank", S("B01"));
    args_text(life, &args, "kind", S("first"));
    args_text(life, &args, "channel", S("online"));
    const char *online = str_z(life, str_format(life, "online:%lld", (long long)person->person));
    person->application = tell_text(tell_act(teller, online, "card.apply", &args, "id-card photo"), "application");
}

void story_opening(Teller *teller, StoryPerson *person)
{
    tell_title(teller, "第一个故事：开户，拿到能用的社保卡", "The first story: an account and a card that works");
    tell(teller, STR_FMT "，自由职业，住在杭州，还没有参加社会保险。",
         STR_FMT " is a freelancer in Hangzhou and has no social insurance yet.", STR_ARG(person->name));
    story_register(teller, person);
    story_account(teller, person);
    story_apply(teller, person);
    tell(teller, "制卡：核验、银行开户、组批、制卡、发运、到网点，本人凭身份证领卡：",
         "The card is made: data check, bank account, batch, factory, outlet; she collects it with her identity card:");
    story_production(teller, person, true);
    tell(teller, "卡已领到，但未启用。领卡后六个月内不启用，原医保卡会受限。",
         "She has the card, but it is not enabled. If that does not happen within six months, the old medical card will be "
         "restricted.");
    tell_days(teller, 5);
    tell_way_out(teller, person->person, EFFECT_MEDICAL);
    tell_works(teller, person->person, EFFECT_MEDICAL);
    story_use(teller, person);
}
