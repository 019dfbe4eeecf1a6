/* relation.c - relation.register and relation.revoke: who may act for somebody. Law: Civil Code 23, 27, 163, 173. */
#include "act/inside.h"

enum { ADULT_MONTHS = 18 * 12 };

static bool is_adult(const PersonFacts *person, Day today)
{
    return !person_has_birth(person) || day_add_months(person->born, ADULT_MONTHS).n <= today.n;
}

static Err shape_of(const View *view, const Command *command, Decision *out)
{
    int64_t from = arg_int(command, F_FROM), until = arg_int(command, F_UNTIL);
    if (view->other->id == view->person->id)
        return REFUSE(out, ERR_BAD_FIELD, "other_ssn", "不能登记为本人的监护人或代理人。",
                      "Nobody is their own guardian or proxy.");
    if (until && until < from)
        return REFUSE(out, ERR_BAD_FIELD, "until", "截止时间早于起始时间。", "It ends before it begins.");
    if (until && until <= view->now.s)
        return REFUSE(out, ERR_BAD_FIELD, "until", "截止时间已过。", "It has ended already.");
    if (view->other->death.n)
        return REFUSE(out, ERR_WRONG_STATE, "other_ssn", "对方已登记死亡。", "The other person's death is on record.");
    if (!is_adult(view->other, view_today(view)))
        return REFUSE(out, ERR_BAD_FIELD, "other_ssn", "监护人或代理人应年满十八周岁。",
                      "A guardian or proxy must be eighteen or older.");
    return OK;
}

static const RelationFacts *relation_with(const View *view, int kind)
{
    for (int i = 0; i < view->person->relation_count; i++) {
        const RelationFacts *r = &view->person->relations[i];
        if (r->kind == kind && r->other == view->other->id && (!r->until.s || r->until.s >= view->now.s))
            return r;
    }
    return NULL;
}

static bool list_full(const View *view)
{
    int live = 0;
    for (int i = 0; i < view->person->relation_count; i++)
        live += !view->person->relations[i].until.s || view->person->relations[i].until.s >= view->now.s;
    return live >= RELATIONS_MAX;
}

static Err answer_relation(const View *view, int n, Decision *out)
{
    answer_text(out, "relation", number_of_person(out->arena, 'R', view->person->id, n));
    return OK;
}

Err act_relation_register(const View *view, const Command *command, Decision *out)
{
    TRY(act_need_living(view, out));
    if (!view->other)
        return REFUSE(out, ERR_UNKNOWN_PERSON, "other_ssn", NULL, NULL);
    TRY(shape_of(view, command, out));
    RelationKind kind = (RelationKind)arg_int(command, F_RELATION_KIND);
    const RelationFacts *before = relation_with(view, (int)kind);
    if (before && (before->from.s != arg_int(command, F_FROM) || before->until.s != arg_int(command, F_UNTIL)))
        return REFUSE(out, ERR_CONFLICT, "from", "关系 R%lld-%d 已登记，期限不同；请先撤销再登记。",
                      "Relation R%lld-%d is on record with another period; revoke it first.", (long long)view->person->id,
                      before->n);
    if (before) {
        out->already = true;
        return answer_relation(view, before->n, out);
    }
    if (list_full(view))
        return REFUSE(out, ERR_CONFLICT, "other_ssn", "最多登记 %d 人，请先撤销不再需要的。",
                      "At most %d can be registered; revoke one first.", RELATIONS_MAX);
    const RegionPolicy *rules = person_policy(view->policy, view->person);
    TRY(act_papers(view, command, rules, "relation.register", choice_code(SET_RELATION, (int)kind),
                   act_conditions(view, command, rules), out));
    Event *event = emit(out, view, EVENT_RELATION_MADE, view->person->id);
    event->relation_made = (Event_relation_made){ .relation = view->person->next_relation + 1,
                                                  .kind = kind,
                                                  .other = view->other->id,
                                                  .from = arg_int(command, F_FROM),
                                                  .until = arg_int(command, F_UNTIL) };
    return answer_relation(view, view->person->next_relation + 1, out);
}

Err act_relation_revoke(const View *view, const Command *command, Decision *out)
{
    (void)command;
    TRY(act_need_person(view, out));
    if (view->relation_n < 1 || view->relation_n > view->person->next_relation)
        return REFUSE(out, ERR_UNKNOWN_ID, "relation", NULL, NULL);
    out->already = true;
    for (int i = 0; i < view->person->relation_count; i++)
        if (view->person->relations[i].n == view->relation_n)
            out->already = false;
    if (!out->already)
        emit(out, view, EVENT_RELATION_ENDED, view->person->id)->relation_ended.relation = view->relation_n;
    return answer_relation(view, view->relation_n, out);
}
