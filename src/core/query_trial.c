/* query_trial.c - what an approval would do, for who has to decide: the review itself, tried on a copy of the facts by the very
 * functions that carry it out. Each state of card, account, hold and function that would change stands before and after; or the
 * sentence by which the approval would be refused. What only the ledger knows (amounts that are booked on approval) is not tried:
 * it was when the case was opened, and is again with the decision. */
#include "act/act.h"
#include "card/settle.h"
#include "core/happened.h"
#include "core/shapes.h"
#include "core/waiting.h"
#include "desk/desk.h"

typedef struct {
    Query *query;
    const PersonFacts *before, *after;
} Compared;

static void put_words(Json *json, const char *key, Str zh, Str en)
{
    json_key(json, key);
    json_open(json, '{');
    json_put(json, "zh", zh);
    json_put(json, "en", en);
    json_close(json, '}');
}

/* A state that differs: its words from a list, "-" for 0. */
static void put_change(const Compared *c, Str zh, Str en, ChoiceSetId set, int before, int after)
{
    Json *json = c->query->data;
    const Choice *was = before ? choice_of(set, before) : NULL, *will = after ? choice_of(set, after) : NULL;
    if (before == after)
        return;
    json_open(json, '{');
    put_words(json, "what", zh, en);
    put_words(json, "before", was ? str(was->zh) : S("—"), was ? str(was->en) : S("—"));
    put_words(json, "after", will ? str(will->zh) : S("—"), will ? str(will->en) : S("—"));
    json_close(json, '}');
}

static void put_cards(const Compared *c)
{
    static const CardFacts none;
    Arena *arena = c->query->arena;
    for (int i = 0; i < c->after->card_count; i++) {
        const CardFacts *after = &c->after->cards[i], *before = person_card((PersonFacts *)(uintptr_t)c->before, after->n);
        before = before ? before : &none;
        Str number = after->card_no.n ? FACT_STR(after->card_no) : number_of_person(arena, 'K', c->after->id, after->n);
        Str zh = str_format(arena, "社保卡 " STR_FMT, STR_ARG(number)), en = str_format(arena, "Card " STR_FMT, STR_ARG(number));
        put_change(c, zh, en, SET_PRODUCTION, before->prod, after->prod);
        put_change(c, zh, en, SET_APPLICATION, before->app, after->app);
        put_change(c, zh, en, SET_FINANCIAL, before->fin, after->fin);
        put_change(c, zh, en, SET_PIN, before->pin, after->pin);
    }
}

static void put_accounts(const Compared *c)
{
    Arena *arena = c->query->arena;
    for (int i = 0; i < c->after->account_count; i++) {
        const AccountFacts *after = &c->after->accounts[i], *before = person_account(c->before, after->n);
        Str number = number_of_person(arena, 'J', c->after->id, after->n);
        put_change(c, str_format(arena, "参保账户 " STR_FMT, STR_ARG(number)), str_format(arena, "Account " STR_FMT, STR_ARG(number)),
                   SET_ACCOUNT_STATE, before ? before->state : 0, after->state);
    }
}

static void put_holds(const Compared *c)
{
    for (Cause cause = Cause_NONE + 1; cause < Cause_END; cause++) {
        const HoldFacts *before = person_hold(c->before, cause), *after = person_hold(c->after, cause);
        put_change(c, S("封存与限制"), S("Hold"), SET_CAUSE, before ? (int)cause : 0, after ? (int)cause : 0);
    }
}

static void put_effects(const Compared *c)
{
    static const struct {
        const char *zh, *en;
    } words[] = { { "正常", "works" }, { "有条件", "on a condition" }, { "暂停", "blocked" } }; /* w, c and b */
    const View *view = &c->query->loaded.view;
    Json *json = c->query->data;
    Effects before, after;
    effects_of(c->before, view->policy, view->bureau, c->query->now, &before);
    effects_of(c->after, view->policy, view->bureau, c->query->now, &after);
    for (Effect effect = Effect_NONE + 1; effect < Effect_END; effect++) {
        const Choice *name = choice_of(SET_EFFECT, effect);
        uint8_t was = before.worst[effect], will = after.worst[effect];
        if (was == will)
            continue;
        json_open(json, '{');
        put_words(json, "what", str(name->zh), str(name->en));
        put_words(json, "before", str(words[was].zh), str(words[was].en));
        put_words(json, "after", str(words[will].zh), str(words[will].en));
        json_close(json, '}');
    }
}

/* The person as the events would leave them. */
static const PersonFacts *facts_after(Query *query, const Decision *out)
{
    const View *view = &query->loaded.view;
    PersonFacts *after = arena_new(query->arena, PersonFacts, 1);
    *after = *view->person;
    for (size_t i = 0; i < out->count; i++)
        if (event_row(out->events[i].kind)->subject == SUBJECT_PERSON && out->events[i].subject == after->id)
            person_fold(after, &out->events[i]);
    settle(after, view->policy, view->bureau, query->now, NULL);
    return after;
}

/* The case's own steps are no news to who takes them. */
static bool is_told(const Event *event) { return event->kind != EVENT_CASE_MOVED && happened_shown(event); }

static Err put_events(Query *query, const Decision *out)
{
    Json *json = query->data;
    json_key(json, "events");
    json_open(json, '[');
    for (size_t i = 0; i < out->count; i++) {
        const EventRow *row = event_row(out->events[i].kind);
        if (!is_told(&out->events[i]))
            continue;
        json_open(json, '{');
        json_put(json, "event", str(row->code));
        json_put(json, "zh", str(row->zh));
        json_put(json, "en", str(row->en));
        json_key(json, "detail");
        json_open(json, '{');
        TRY(happened_members(query, &out->events[i]));
        json_close(json, '}');
        json_close(json, '}');
    }
    json_close(json, ']');
    return OK;
}

/* The review that would be sent: by who asks, if it is theirs to decide, else by nobody in particular. */
static Command review_of(const Query *query, const CaseFacts *c)
{
    Role role = desk_by_centre((Procedure)c->procedure) ? ROLE_CENTRE : ROLE_REVIEWER;
    Command review = { .id = CMD_CASE_REVIEW, .at = query->now, .actor = query->command.actor };
    if (review.actor.role != role)
        review.actor = (Actor){ .role = role, .user = S("-"), .org = S("-") };
    *arg_set(&review, F_CASE) = *arg(&query->command, F_CASE);
    arg_set(&review, F_DECISION)->i = DECISION_APPROVE;
    return review;
}

static Err decide(Query *query, const CaseFacts *c, Decision *out)
{
    Bureau *reader = arena_new(query->arena, Bureau, 1);
    Command review = review_of(query, c);
    *reader = *query->bureau;
    reader->journal = list_journal(query);
    TRY(waiting_load(reader, &query->loaded, &review, &out->why));
    return act_decide(&query->loaded.view, &review, out);
}

Err shape_trial(Query *query, const CaseFacts *c)
{
    Json *json = query->data;
    Decision out = { .arena = query->arena, .why = { .arena = query->arena } };
    Err err = decide(query, c, &out);
    if (err == ERR_BUSY)
        return err;
    json_key(json, "trial");
    json_open(json, '{');
    json_put_bool(json, "possible", err == OK);
    if (err != OK) {
        json_put(json, "code", str(err_code(err)));
        json_put(json, "zh", out.why.zh.n ? out.why.zh : str(err_sentence(err, false)));
        json_put(json, "en", out.why.en.n ? out.why.en : str(err_sentence(err, true)));
        json_close(json, '}');
        return OK;
    }
    const Command *waiting = query->loaded.view.waiting;
    json_put_bool(json, "books", waiting && act_row(waiting->id)->post);
    TRY(put_events(query, &out));
    json_key(json, "changes");
    json_open(json, '[');
    if (!id_is_office(query->loaded.view.person->id)) {
        Compared compared = { query, query->loaded.view.person, facts_after(query, &out) };
        put_effects(&compared);
        put_holds(&compared);
        put_cards(&compared);
        put_accounts(&compared);
    }
    json_close(json, ']');
    json_close(json, '}');
    return OK;
}
