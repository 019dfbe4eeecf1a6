/* story_sealed.c - the second story: three sealed cards. One was not used for long, one is behind with its own
 * contributions, one waits for papers; each way out is the one that person.why names as the cheapest. */
#include "app/story.h"

enum { YEAR_DAYS = 365, BASE_FEN = 500000, MONTHS_UNPAID = 3 };

static void place_hold(Teller *teller, const StoryPerson *person, const char *cause, const char *until, const char *papers,
                       const char *note)
{
    Arena *life = &teller->life;
    JsonNode args = args_make();
    args_int(life, &args, "person", person->person);
    args_text(life, &args, "cause", str(cause));
    args_text(life, &args, "until", str(until));
    args_text(life, &args, "note", str(note));
    tell_act(teller, "clerk:window-2", "hold.place", &args, papers);
}

/* Somebody else for whom all this was done before: registered, insured, a card in use. */
static void grown_up(Teller *teller, StoryPerson *person)
{
    Arena *life = &teller->life;
    JsonNode who = args_make(), account = args_make(), card = args_make(), activate = args_make();
    args_text(life, &who, "ssn", person->ssn);
    args_text(life, &who, "name", person->name);
    args_text(life, &who, "mobile", person->mobile);
    args_text(life, &who, "address", S("杭州市上城区解放路 5 号"));
    args_text(life, &who, "residence_region", S("330102"));
    person->person = tell_number(tell_quietly(teller, "clerk:window-1", "person.register", &who, "id-card"), "person");
    args_int(life, &account, "person", person->person);
    args_text(life, &account, "region", S("330100"));
    args_text(life, &account, "category", S("flexible"));
    args_text(life, &account, "flexible_kind", S("entrepreneur"));
    args_text(life, &account, "payer", S("self"));
    args_words(life, &account, "insurances", "pension medical");
    args_text(life, &account, "from", month_text(life, day_month(time_day(teller->execute.now))));
    args_int(life, &account, "base_fen", BASE_FEN);
    args_text(life, &account, "channel", S("counter"));
    tell_quietly(teller, "clerk:window-1", "account.open", &account, "id-card");
    args_int(life, &card, "person", person->person);
    args_text(life, &card, "region", S("330100"));
    args_text(life, &card, "bank", S("B01"));
    args_text(life, &card, "kind", S("first"));
    args_text(life, &card, "channel", S("counter"));
    person->application = tell_text(tell_quietly(teller, "clerk:window-1", "card.apply", &card, "id-card photo"), "application");
    story_production(teller, person, false);
    args_text(life, &activate, "channel", S("bank-counter"));
    args_text(life, &activate, "card_no", person->card_no);
    args_int(life, &activate, "person", person->person);
    args_text(life, &activate, "institution", S("B01"));
    tell_quietly(teller, "bank:teller@B01", "card.activate", &activate, "id-card social-card");
}

void story_dormant(Teller *teller, const StoryPerson *person)
{
    tell_title(teller, "第二个故事之一：卡很久没用，被封存", "The second story, one: a card not used for a long time");
    tell_days(teller, YEAR_DAYS);
    tell(teller, "一年后，" STR_FMT "的卡一直没有再用，经办机构按规定登记为长期未用：",
         "A year later the card of " STR_FMT " has not been used again and is sealed for it:", STR_ARG(person->name));
    place_hold(teller, person, "dormant", NULL, NULL, "连续十二个月未使用");
    tell_days(teller, 3);
    tell_way_out(teller, person->person, EFFECT_MEDICAL);
    tell_works(teller, person->person, EFFECT_MEDICAL);
    story_use(teller, person);
}

/* The month is assessed for everybody in the region, and another person releases the bills. */
static void bill_month(Teller *teller)
{
    Arena *life = &teller->life;
    JsonNode assess = args_make(), release = args_make();
    args_text(life, &assess, "region", S("330100"));
    args_text(life, &assess, "month", month_text(life, day_month(time_day(teller->execute.now))));
    args_text(life, &release, "run", tell_text(tell_act(teller, "clerk:levy-1", "levy.assess", &assess, NULL), "run"));
    tell_act(teller, "reviewer:levy-2", "levy.release", &release, NULL);
}

/* The clock goes on to the fifth of the next month. */
static void next_month(Teller *teller)
{
    enum { FIFTH = 5 };
    Day today = time_day(teller->execute.now);
    tell_days(teller, day_add(month_first((Month){ day_month(today).n + 1 }), FIFTH - 1).n - today.n);
}

void story_arrears(Teller *teller, StoryPerson *person)
{
    Arena *life = &teller->life;
    JsonNode daily = args_make();
    tell_title(teller, "第二个故事之二：欠缴社会保险费", "The second story, two: contributions not paid");
    grown_up(teller, person);
    tell(teller, STR_FMT "自己缴费。每月核定、发布应缴的社会保险费，三个月他都没有缴：",
         STR_FMT " pays for himself. Contributions are assessed and released each month, and for three months he pays nothing:",
         STR_ARG(person->name));
    for (int i = 0; i < MONTHS_UNPAID; i++) {
        next_month(teller);
        bill_month(teller);
    }
    next_month(teller);
    tell(teller, "没有人动手：缴费期一过，系统按账登记欠费；每日处理把它记下来，并通知本人。",
         "Nobody does anything by hand: the hold follows the bills the day after their last day; the daily job records it and he "
         "is told.");
    args_text(life, &daily, "day", day_text(life, time_day(teller->execute.now)));
    tell_act(teller, "job:daily", "job.daily", &daily, NULL);
    tell_way_out(teller, person->person, EFFECT_MEDICAL);
    tell(teller, "到账后封存自动解除，不需要再到窗口申请。",
         "With the payment the hold is gone; there is nothing more to ask for.");
    tell_works(teller, person->person, EFFECT_MEDICAL);
    story_use(teller, person);
}

void story_papers(Teller *teller, StoryPerson *person)
{
    tell_title(teller, "第二个故事之三：参保情况待核查，须提供材料", "The second story, three: sealed until papers are shown");
    grown_up(teller, person);
    tell_days(teller, 30);
    Arena *life = &teller->life;
    const char *until = str_z(life, day_text(life, day_add(time_day(teller->execute.now), 60)));
    tell(teller, STR_FMT "的参保被怀疑重复，凭书面决定核查，写明期限：",
         "The enrolment of " STR_FMT " may be a duplicate; a written decision with a limit opens an investigation:",
         STR_ARG(person->name));
    place_hold(teller, person, "investigation", until, "written-decision", "疑似重复参保");
    tell_days(teller, 2);
    tell_way_out(teller, person->person, EFFECT_MEDICAL);
    tell_works(teller, person->person, EFFECT_MEDICAL);
    story_use(teller, person);
}
