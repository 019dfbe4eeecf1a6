/* propose.c - see propose.h. */
#include "core/propose.h"
#include "core/effect.h"
#include "core/sets.h"
#include "core/stored.h"
#include "desk/desk.h"

enum { SET_BYTES_MAX = 48 << 20 }; /* what reading a set may take; every handle keeps two of them */

typedef struct {
    Bureau *bureau;
    Arena *arena;
    const View *view;
    const Command *command;
    Decision *out;
    KeptSet *sets;
    size_t count;
    PolicyDifference difference;
} Proposing;

static Proposing proposing(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out)
{
    return (Proposing){ .bureau = bureau, .arena = loaded->work.arena, .view = &loaded->view, .command = command, .out = out };
}

static void answer_set(const Proposing *p, int64_t n, const Hash *hash)
{
    if (n)
        answer_text(p->out, "set", number_of(p->arena, 'P', n));
    answer_text(p->out, "hash", str_hex(p->arena, hash_str(hash)));
}

static Err answer_effect(Proposing *p, const PolicySet *was, const PolicySet *is)
{
    const Arg *month = arg(p->command, F_MONTH);
    if (!p->out->data)
        return OK;
    Effecting e = { .bureau = p->bureau,
                    .arena = p->arena,
                    .json = p->out->data,
                    .was = was,
                    .is = is,
                    .difference = &p->difference,
                    .today = view_today(p->view),
                    .month = month->given ? (Month){ (int32_t)month->i } : MONTH_NONE };
    return effect_put(&e);
}

static Str who(const Proposing *p) { return stored_user(&p->bureau->store, p->arena, &p->command->actor, p->command->at); }

static KeptSet kept_of(const Proposing *p, const PolicySet *set, int64_t n)
{
    return (KeptSet){ .n = n,
                      .entry = p->bureau->journal.last + 1,
                      .at = p->view->now,
                      .hash = *policy_hash(set),
                      .files = sets_files(p->arena, set) };
}

/* The set that the program was started with gets a number before another is made from it. */
static Err base_keep(Proposing *p, int64_t *base, int64_t *next)
{
    const PolicySet *set = p->bureau->policy;
    *next = (int64_t)p->count + 1;
    *base = p->bureau->policy_n;
    for (size_t i = 0; !*base && i < p->count; i++)
        if (!p->sets[i].base && hash_eq(&p->sets[i].hash, policy_hash(set)))
            *base = p->sets[i].n;
    if (*base)
        return OK;
    KeptSet kept = kept_of(p, set, (*next)++);
    TRY(sets_keep(p->bureau->db, p->arena, set, &kept));
    Event *event = emit(p->out, p->view, EVENT_POLICY_RECORDED, 0);
    event->policy_recorded = (Event_policy_recorded){ .set = kept.n, .files = kept.files };
    event->policy_recorded.hash = str_copy(p->arena, hash_str(&kept.hash));
    *base = kept.n;
    return OK;
}

static Err set_keep(Proposing *p, const PolicySet *set, Str region)
{
    int64_t base = 0, next = 0;
    TRY(base_keep(p, &base, &next));
    KeptSet kept = kept_of(p, set, next);
    kept.base = base;
    kept.proposer = desk_identity(&p->command->actor);
    kept.region = region;
    kept.by = who(p);
    TRY(sets_keep(p->bureau->db, p->arena, set, &kept));
    Event *event = emit(p->out, p->view, EVENT_POLICY_PROPOSED, 0);
    event->policy_proposed = (Event_policy_proposed){
        .set = kept.n, .base = base, .proposer = kept.proposer, .region = region, .files = kept.files, .by = kept.by
    };
    event->policy_proposed.hash = str_copy(p->arena, hash_str(&kept.hash));
    answer_set(p, kept.n, &kept.hash);
    return answer_effect(p, p->bureau->policy, set);
}

Err propose_decide(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out)
{
    Proposing p = proposing(bureau, loaded, command, out);
    Str region = arg_str(command, F_POLICY_REGION), name = { 0 };
    PolicySet *set = NULL;
    size_t before = arena_mark(p.arena);
    if (!policy_file_name(p.arena, region, &name))
        return REFUSE(out, ERR_BAD_FIELD, "region", "应为六位行政区划代码，或 national、calendar。",
                      "Give the six digits of a region, or national, or calendar.");
    TRY(policy_amend(p.arena, bureau->policy, name, arg_str(command, F_POLICY_TEXT), &set, &out->why));
    if (arena_mark(p.arena) - before > SET_BYTES_MAX)
        return REFUSE(out, ERR_TOO_LARGE, "text", NULL, NULL);
    TRY(policy_compare(p.arena, bureau->policy, set, view_today(p.view), &p.difference, &out->why));
    TRY(sets_all(bureau->db, p.arena, 0, &p.sets, &p.count));
    const KeptSet *known = sets_with(p.sets, p.count, policy_hash(set));
    bool same = hash_eq(policy_hash(set), policy_hash(bureau->policy));
    bool waits = known && known->base && hash_eq(&p.sets[known->base - 1].hash, policy_hash(bureau->policy));
    if (same || waits) {
        out->already = true;
        answer_set(&p, same && bureau->policy_n ? bureau->policy_n : known ? known->n : 0, policy_hash(set));
        return answer_effect(&p, bureau->policy, set);
    }
    return set_keep(&p, set, region);
}

/* ---- approve ---- */

static Err approval(Proposing *p, const KeptSet *kept, const PolicySet *set)
{
    SetUse *uses = NULL;
    size_t count = 0;
    TRY(sets_uses(p->bureau->db, p->arena, 0, &uses, &count));
    SetUse use = { (int64_t)count + 1, kept->n, p->bureau->journal.last + 1, p->view->now, who(p) };
    TRY(sets_use(p->bureau->db, &use));
    Event *event = emit(p->out, p->view, EVENT_POLICY_APPROVED, 0);
    event->policy_approved = (Event_policy_approved){ .use = use.use, .set = kept->n, .by = use.by };
    event->policy_approved.hash = str_copy(p->arena, hash_str(&kept->hash));
    event->policy_approved.before = str_copy(p->arena, hash_str(policy_hash(p->bureau->policy)));
    answer_set(p, kept->n, &kept->hash);
    return answer_effect(p, p->bureau->policy, set);
}

Err approve_decide(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out)
{
    Proposing p = proposing(bureau, loaded, command, out);
    PolicySet *set = NULL;
    KeptSet base;
    bool found = false;
    TRY(sets_all(bureau->db, p.arena, 0, &p.sets, &p.count));
    const KeptSet *kept = sets_named(p.arena, p.sets, p.count, arg_str(command, F_POLICY_SET));
    if (!kept)
        return sets_unknown(&out->why);
    if (kept->n == bureau->policy_n || (!kept->base && !bureau->policy_n && hash_eq(&kept->hash, policy_hash(bureau->policy)))) {
        out->already = true;
        answer_set(&p, kept->n, &kept->hash);
        return OK;
    }
    if (kept->base && kept->proposer == desk_identity(&command->actor))
        return REFUSE(out, ERR_SAME_PERSON, "set", NULL, NULL);
    TRY(kept->base ? sets_get(bureau->db, p.arena, kept->base, &base, &found) : OK);
    if (!found || !hash_eq(&base.hash, policy_hash(bureau->policy)))
        return sets_overtaken(&out->why);
    TRY(sets_load(bureau->db, p.arena, kept, &set));
    TRY(policy_compare(p.arena, bureau->policy, set, view_today(p.view), &p.difference, &out->why));
    return approval(&p, kept, set);
}
