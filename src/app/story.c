/* story.c - see story.h: places, production, and the order of the stories. */
#include "app/story.h"
#include "app/options.h"

enum { CARD_YEARS = 10 };

void story_places(Teller *teller)
{
    static const struct {
        const char *code, *kind, *name, *bin, *address, *phone;
    } places[] = {
        { "B01", "bank", "湖滨银行武林支行", "621700", "杭州市拱墅区武林路 18 号", "0571-00010001" },
        { "H01", "hospital", "钱塘中心医院", NULL, "杭州市上城区之江路 66 号", "0571-00010002" },
        { "P01", "pharmacy", "保和大药房", NULL, "杭州市西湖区文三路 205 号", "0571-00010003" },
        { "A01", "agency", "青禾人力资源", NULL, "杭州市滨江区江南大道 300 号", "0571-00010004" },
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        JsonNode args = args_make();
        args_text(&teller->life, &args, "institution", str(places[i].code));
        args_text(&teller->life, &args, "kind", str(places[i].kind));
        args_text(&teller->life, &args, "name", str(places[i].name));
        args_text(&teller->life, &args, "region", S("330100"));
        args_text(&teller->life, &args, "bank_bin", str(places[i].bin));
        args_text(&teller->life, &args, "address", str(places[i].address));
        args_text(&teller->life, &args, "phone", str(places[i].phone));
        args_text(&teller->life, &args, "hours", S("周一至周五 9:00-17:00"));
        tell_quietly(teller, "admin:office", "institution.register", &args, NULL);
    }
}

typedef const JsonNode *Act(Teller *teller, const char *actor, const char *command, JsonNode *args, const char *papers);

static const JsonNode *about_application(Teller *teller, Act *act, const StoryPerson *person, const char *actor,
                                         const char *command, const char *key, Str value)
{
    JsonNode args = args_make();
    args_text(&teller->life, &args, "application", person->application);
    if (key && value.n)
        args_text(&teller->life, &args, key, value);
    else if (key)
        args_bool(&teller->life, &args, key, true);
    return act(teller, actor, command, &args, NULL);
}

static void story_factory(Teller *teller, Act *act, StoryPerson *person)
{
    Arena *life = &teller->life;
    Day today = time_day(teller->execute.now), last = day_add(day_add_months(today, CARD_YEARS * 12), -1);
    JsonNode args = args_make();
    person->card_no = str_format(life, "A%08lld", (long long)person->person);
    person->card_id_code = str_format(life, "330100%026lld", (long long)person->person);
    args_text(life, &args, "application", person->application);
    args_text(life, &args, "card_no", person->card_no);
    args_text(life, &args, "card_id_code", person->card_id_code);
    args_text(life, &args, "issued", day_text(life, today));
    args_text(life, &args, "valid_until", day_text(life, last));
    act(teller, "factory:line-1", "card.made", &args, NULL);
}

static void story_batch(Teller *teller, Act *act, const StoryPerson *person)
{
    Arena *life = &teller->life;
    JsonNode list = args_make(), send = args_make();
    args_words(life, &list, "applications", str_z(life, person->application));
    const JsonNode *made = act(teller, "centre:office", "card.batch", &list, NULL);
    args_text(life, &send, "batch", tell_text(made, "batch"));
    act(teller, "centre:office", "card.send", &send, NULL);
}

void story_production(Teller *teller, StoryPerson *person, bool aloud)
{
    Act *act = aloud ? tell_act : tell_quietly;
    Str digits = str_format(&teller->life, "621700%012lld", (long long)person->person);
    Str bank_card = str_format(&teller->life, STR_FMT "%c", STR_ARG(digits), ident_bank_check(digits));
    about_application(teller, act, person, "centre:office", "card.photo", "photo_ok", (Str){ 0 });
    about_application(teller, act, person, "centre:office", "card.data-check", "passed", (Str){ 0 });
    tell_days(teller, 1);
    about_application(teller, act, person, "bank:system@B01", "card.bank-opened", "bank_card_no", bank_card);
    tell_days(teller, 2);
    story_batch(teller, act, person);
    tell_days(teller, 9);
    story_factory(teller, act, person);
    tell_days(teller, 1);
    about_application(teller, act, person, "centre:office", "card.ship", "outlet", S("B01"));
    tell_days(teller, 2);
    about_application(teller, act, person, "bank:teller@B01", "card.receive", "outlet", S("B01"));
    tell_days(teller, 3);
    JsonNode args = args_make();
    args_text(&teller->life, &args, "card_no", person->card_no);
    args_text(&teller->life, &args, "to", S("holder"));
    act(teller, "bank:teller@B01", "card.hand-over", &args, "id-card");
}

void story_use(Teller *teller, const StoryPerson *person)
{
    JsonNode args = args_make();
    tell(teller, "在医院挂号时出示社保卡：", "The card is shown at the hospital's desk:");
    args_text(&teller->life, &args, "card_no", person->card_no);
    args_text(&teller->life, &args, "function", S("medical"));
    args_text(&teller->life, &args, "institution", S("H01"));
    tell_act(teller, "hospital:desk@H01", "card.use", &args, NULL);
}

static void tell_all(Teller *teller)
{
    StoryPerson first = { .ssn = S("330106199204163022"), .name = S("沈清禾"), .mobile = S("13800571001") };
    StoryPerson second = { .ssn = S("330102198711051535"), .name = S("陆行舟"), .mobile = S("13800571002") };
    StoryPerson third = { .ssn = S("330104199008237749"), .name = S("叶知秋"), .mobile = S("13800571003") };
    story_places(teller);
    story_opening(teller, &first);
    story_dormant(teller, &first);
    story_arrears(teller, &second);
    story_papers(teller, &third);
    tell_title(teller, "讲完了", "The end");
    tell(teller, "以上每一步都由同一套规则办理。自己的记录可以随时查询，不因任何封存而停止（《社会保险法》第四条）。",
         "Every step above was taken under the same rules. One's own record can always be looked at, whatever is sealed "
         "(Social Insurance Law, article 4).");
}

int story_main(int count, char **words)
{
    Options options;
    const Option list[] = { { 0 } };
    if (!options_read("story", count, words, list, 0, &options))
        return EXIT_USAGE;
    if (options.help) {
        talk_put(S("  shebao story\n  shebao story --lang en\n"));
        return EXIT_DONE;
    }
    Teller teller;
    Arena words_of_refusal = arena_make(1 << 20);
    Why why = { .arena = &words_of_refusal };
    Err err = teller_open(&teller, options.en, (Time){ day_start(day_make(2025, 3, 3)).s + 9 * 3600 }, &why);
    if (err == OK)
        tell_all(&teller);
    why.code = err == OK ? teller.err : err;
    teller_close(&teller);
    int code = why.code == OK ? EXIT_DONE : talk_refused(&why, options.en);
    arena_drop(&words_of_refusal);
    return code;
}
