/* desk.c - see desk.h: opening the case of a command that waits, and what all cases share. */
#include "desk/inside.h"
#include "hold/effects.h"
#include "hold/holds.h"
#include "hold/papers.h"
#include "policy/calendar.h"

static int64_t desk_number_of(Str text)
{
    Hash hash = hash_of(text);
    Take take = { .rest = hash_str(&hash) };
    return take_i64(&take) & INT64_MAX;
}

/* Two roles of one employee are one person; so are a counter and a web page used by the same citizen. */
int64_t desk_identity(const Actor *actor)
{
    if (actor->person)
        return actor->person;
    uint8_t room[512];
    Arena arena = { .base = room, .size = sizeof room };
    Buf text = { .arena = &arena };
    buf_text(&text, str_head(actor->user, 100));
    buf_text(&text, str_head(actor->org, 100));
    return desk_number_of(buf_str(&text)) | (int64_t)1 << 62;
}

bool desk_by_centre(Procedure procedure) { return procedure == PROC_DESTROY_CARD; }

const CaseFacts *case_waiting(const PersonFacts *person, Procedure procedure, int cause, int card)
{
    for (int i = 0; i < person->case_count; i++) {
        const CaseFacts *c = &person->cases[i];
        if (c->procedure == procedure && c->cause == cause && c->card == card)
            return c;
    }
    return NULL;
}

Day case_due(const View *view, Procedure procedure, int64_t region)
{
    const RegionPolicy *rules = policy_or_national(view->policy, (int)region);
    bool money = procedure == PROC_REFUND || procedure == PROC_WAIVER || procedure == PROC_ENFORCE || procedure == PROC_ADJUST_BASE;
    int days = money ? (int)policy_int(rules, KEY_CASE_MONEY, view_today(view))
                     : policy_case_workdays(rules, str(choice_code(SET_PROCEDURE, procedure)), view_today(view));
    return calendar_add_provisional(policy_calendar(view->policy), view_today(view), days, NULL);
}

void answer_case(Decision *out, const View *view, int n, CaseState state)
{
    answer_text(out, "case", number_of_person(out->arena, 'C', view->person->id, n));
    answer_text(out, "state", str(choice_code(SET_CASE_STATE, state)));
}

void case_papers(const View *view, const Command *command, int n, Decision *out)
{
    const Arg *evidence = arg(command, F_EVIDENCE);
    for (size_t i = 0; i < evidence->n; i++) {
        const Paper *paper = &evidence->papers[i];
        Event *event = emit(out, view, EVENT_CASE_PAPER, view->person->id);
        event->case_paper.n = n;
        event->case_paper.kind = paper->kind;
        event->case_paper.copies = 1;
        event->case_paper.day = paper->day.n;
        event->case_paper.hash = paper->hash;
    }
}

void case_move(const View *view, const Command *command, int n, CaseState state, Day due, Str reason, Decision *out)
{
    Event *event = emit(out, view, EVENT_CASE_MOVED, view->person->id);
    event->case_moved.n = n;
    event->case_moved.state = state;
    event->case_moved.due = due.n;
    event->case_moved.by = actor_label(out->arena, command);
    event->case_moved.reason = reason;
}

/* An empty text takes the sealed command out again. */
static void pending_put(const View *view, int n, Str bytes, Decision *out)
{
    Event *event = emit(out, view, EVENT_PERSON_CELL, view->person->id);
    event->person_cell.field = PF_PENDING;
    event->person_cell.card = n;
    event->person_cell.value = bytes;
}

void case_seal(const View *view, const Command *command, int n, Decision *out)
{
    pending_put(view, n, command_bytes(out->arena, command), out);
}

Err case_start(const View *view, const Command *command, CaseFacts *draft, Decision *out)
{
    if (view->person->case_count >= CASES_MAX)
        return REFUSE(out, ERR_CONFLICT, "ssn", "此人未办结的业务已有 %d 件，请先办结或撤回其中一件。",
                      "%d cases of this person are open; end or withdraw one first.", CASES_MAX);
    draft->n = view->person->next_case + 1;
    draft->due = case_due(view, (Procedure)draft->procedure, draft->region);
    Event *event = emit(out, view, EVENT_CASE_OPENED, view->person->id);
    event->case_opened = (Event_case_opened){ .n = draft->n,
                                              .procedure = draft->procedure,
                                              .state = draft->state,
                                              .cause = draft->cause,
                                              .command = command->id,
                                              .opener = desk_identity(&command->actor),
                                              .unit = draft->unit,
                                              .card = draft->card,
                                              .due = draft->due.n,
                                              .region = draft->region,
                                              .argument = draft->argument,
                                              .by = actor_label(out->arena, command) };
    case_papers(view, command, draft->n, out);
    answer_case(out, view, draft->n, (CaseState)draft->state);
    answer_day(out, "due", draft->due);
    return OK;
}

Err papers_valid(const View *view, const RegionPolicy *rules, const Command *command, Decision *out)
{
    uint64_t given = papers_given(command);
    for (int kind = 1; kind < EvidenceKind_END; kind++) {
        if (!(given >> kind & 1) || papers_have(view, rules, command, (uint64_t)1 << kind))
            continue;
        const Choice *word = choice_of(SET_EVIDENCE, kind);
        return REFUSE(out, ERR_EXPIRED_EVIDENCE, "evidence", "所交的%s%.0s已过有效期，请提供有效的材料。",
                      "The %.0s%s is past its validity; bring one that is valid.", word->zh, word->en);
    }
    return OK;
}

/* ---- commands that wait ---- */

/* Everything that approving will need, so far as numbers can say it. */
static CaseFacts case_of(const View *view, const Command *command, Procedure procedure)
{
    CaseFacts c = { .procedure = (uint8_t)procedure,
                    .state = CASE_SUBMITTED,
                    .region = policy_region_code(person_policy(view->policy, view->person)) };
    switch (command->id) {
    case CMD_HOLD_RELEASE:
        c.cause = (uint8_t)arg_int(command, F_CAUSE);
        break;
    case CMD_UNIT_SEAL_MEMBER:
        c.cause = CAUSE_EMPLOYER_SEAL;
        c.unit = view->unit->id;
        c.argument =
            desk_seal_pack((SealSpan){ (SealReason)arg_int(command, F_SEAL_REASON), time_day((Time){ arg_int(command, F_FROM) }),
                                       arg_is(command, F_UNTIL) ? time_day((Time){ arg_int(command, F_UNTIL) }) : (Day){ 0 } });
        break;
    case CMD_UNIT_UNSEAL_MEMBER:
        c.cause = CAUSE_EMPLOYER_SEAL;
        c.unit = view->unit->id;
        c.argument = desk_ending_pack((SealEnding){ .decision = SEAL_END_UNSEAL });
        break;
    case CMD_DEATH_WITHDRAW:
        c.cause = CAUSE_DEATH;
        break;
    case CMD_CARD_CANCEL:
        c.card = view->card;
        c.argument = arg_int(command, F_CANCEL_REASON);
        break;
    case CMD_CARD_DESTROY:
        c.card = view->card;
        break;
    case CMD_MONTH_CLOSE:
        c.region = arg_int(command, F_REGION);
        c.argument = arg_int(command, F_MONTH);
        break;
    case CMD_EVENT_REVERSE:
        c.argument = view->restored_entry;
        break;
    case CMD_PAYMENT_REVERSE:
    case CMD_AGENCY_REVERSE:
    case CMD_PAYMENT_REFUND:
    case CMD_FEE_WAIVE:
    case CMD_LEVY_ORDER:
    case CMD_LEVY_ENFORCE:
    case CMD_BASE_ADJUST:
        c.command = (uint8_t)command->id;
        c.region = view->unit ? view->unit->region : arg_is(command, F_REGION) ? arg_int(command, F_REGION) : c.region;
        break;
    default:
        break;
    }
    return c;
}

/* Two requests are the same if they ask for the same; papers do not count. */
int64_t desk_number_of_arg(Arena *arena, const Command *command, Field field)
{
    Command bare = { .id = command->id };
    *arg_set(&bare, field) = *arg(command, field);
    return desk_number_of(command_bytes(arena, &bare));
}

bool desk_is_money(CommandId command)
{
    return command == CMD_PAYMENT_REVERSE || command == CMD_AGENCY_REVERSE || command == CMD_PAYMENT_REFUND ||
           command == CMD_FEE_WAIVE || command == CMD_LEVY_ORDER || command == CMD_LEVY_ENFORCE || command == CMD_BASE_ADJUST;
}

/* Of money only the same again is the same matter. */
static const CaseFacts *waiting_of(const View *view, const CaseFacts *draft)
{
    if (!desk_is_money((CommandId)draft->command))
        return case_waiting(view->person, (Procedure)draft->procedure, draft->cause, draft->card);
    for (int i = 0; i < view->person->case_count; i++) {
        const CaseFacts *c = &view->person->cases[i];
        if (c->procedure == draft->procedure && c->command == draft->command && c->argument == draft->argument)
            return c;
    }
    return NULL;
}

Err desk_open_waiting(const View *view, const Command *command, Procedure procedure, Decision *out)
{
    CaseFacts c = case_of(view, command, procedure);
    if (command->id == CMD_PERSON_CORRECT)
        c.argument = desk_number_of_arg(out->arena, command, F_CHANGES);
    if (desk_is_money(command->id))
        c.argument = desk_number_of(command_bytes(out->arena, command));
    const CaseFacts *waiting = waiting_of(view, &c);
    /* At the end of a seal the daily job opened an empty draft to ask; the answer takes its place. */
    if (waiting && procedure == PROC_SEAL_END && !waiting->argument) {
        case_move(view, command, waiting->n, CASE_WITHDRAWN, waiting->due, S("answered"), out);
        waiting = NULL;
    }
    if (waiting && (waiting->argument != c.argument || waiting->unit != c.unit))
        return REFUSE(out, ERR_CONFLICT, "case", "同一事项已有业务 C%lld-%d 在办，内容不同，请先撤回或等待办结。",
                      "Case C%lld-%d about the same matter is open with other content; withdraw it or wait for its end.",
                      (long long)view->person->id, waiting->n);
    if (waiting) {
        out->already = true;
        answer_case(out, view, waiting->n, (CaseState)waiting->state);
        answer_day(out, "due", waiting->due);
        return OK;
    }
    TRY(case_start(view, command, &c, out));
    case_seal(view, command, c.n, out);
    return OK;
}

/* ---- numbers that carry what a case is about ---- */

enum { DAY_BITS = 24, REASON_BITS = 4 };
static int64_t day_bits(Day day) { return day.n < 0 ? 0 : (int64_t)day.n & ((1 << DAY_BITS) - 1); }
static Day bits_day(int64_t bits) { return (Day){ (int32_t)(bits & ((1 << DAY_BITS) - 1)) }; }

int64_t desk_seal_pack(SealSpan span)
{
    return span.reason | day_bits(span.from) << REASON_BITS | day_bits(span.until) << (REASON_BITS + DAY_BITS);
}
SealSpan desk_seal_unpack(int64_t argument)
{
    return (SealSpan){ (SealReason)(argument & 15), bits_day(argument >> REASON_BITS),
                       bits_day(argument >> (REASON_BITS + DAY_BITS)) };
}

int64_t desk_ending_pack(SealEnding ending) { return ending.decision | day_bits(ending.until) << REASON_BITS; }
SealEnding desk_ending_unpack(int64_t argument)
{
    return (SealEnding){ (SealEnd)(argument & 15), bits_day(argument >> REASON_BITS) };
}

int64_t desk_claim_pack(Claim claim) { return (int64_t)claim.deemed | (int64_t)claim.month.n << 1; }
Claim desk_claim_unpack(int64_t argument) { return (Claim){ { (int32_t)(argument >> 1) }, argument & 1 }; }

Category desk_category_of(int64_t argument) { return (Category)(argument & 15); }
unsigned desk_insurances_of(int64_t argument) { return (unsigned)(argument >> 4 & 255); }

unsigned insurances_read(Str words)
{
    unsigned bits = 0;
    while (words.p) {
        Str word = str_cut(&words, ' '), rest = word;
        while (rest.p) {
            Str one = str_cut(&rest, ',');
            int insurance = choice_from(SET_INSURANCE, one);
            if (one.n && !insurance)
                return 0;
            bits |= insurance ? insurance_bit((Insurance)insurance) : 0;
        }
    }
    return bits;
}
