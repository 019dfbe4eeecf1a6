/* fold_person.c - the person: registration, personal values, police, relations, death, attempts, correction of
 * official errors. */
#include "facts/fold.h"

void fold_person_registered(PersonFacts *person, const Event *event)
{
    const Event_person_registered *e = &event->person_registered;
    person->id = event->subject;
    person->id_type = (uint8_t)e->id_type;
    person->sex = (uint8_t)e->sex;
    person->born = (Day){ (int32_t)e->born };
    person->hukou_region = (int32_t)e->hukou_region;
    person->hukou_type = (uint8_t)e->hukou_type;
    person->residence_region = (int32_t)e->residence_region;
    person->retire_category = (uint8_t)e->retire_category;
    person->ethnicity = (uint8_t)e->ethnicity;
    person->registered = event_day(event);
}

/* What the police compared no longer stands once it is corrected: they are asked again. */
static void police_anew(PersonFacts *person) { person->police = POLICE_UNCHECKED; }

/* Names, numbers and addresses are cells and come as PERSON_CELL; here is what stands in the facts themselves. */
void fold_person_changed(PersonFacts *person, const Event *event)
{
    const Event_person_changed *e = &event->person_changed;
    switch (e->what) {
    case F_ID_TYPE: person->id_type = (uint8_t)e->value; break;
    case F_SEX: person->sex = (uint8_t)e->value; break;
    case F_BIRTH: person->born = (Day){ (int32_t)e->value }; break;
    case F_ETHNICITY: person->ethnicity = (uint8_t)e->value; break;
    case F_HUKOU_REGION: person->hukou_region = (int32_t)e->value; break;
    case F_HUKOU_TYPE: person->hukou_type = (uint8_t)e->value; break;
    case F_RESIDENCE_REGION: person->residence_region = (int32_t)e->value; break;
    case F_RETIRE_CATEGORY: person->retire_category = (uint8_t)e->value; return;
    default: return;
    }
    police_anew(person);
}

/* A decision does not know the number of the cell yet (0): then it is the next one, so that the guide, which
 * folds before anything is stored, sees that the value is there. */
void fold_person_cell(PersonFacts *person, const Event *event)
{
    const Event_person_cell *e = &event->person_cell;
    int64_t cell = e->cell ? e->cell : (int64_t)person->cells + 1;
    if (cell < 1 || cell > INT32_MAX || e->field <= 0 || e->field >= PF_END)
        return;
    if (cell > person->cells)
        person->cells = (int32_t)cell;
    if (e->field == PF_NAME || e->field == PF_SSN || e->field == PF_ID_NO)
        police_anew(person);
    if (!e->card) {
        person->cell[e->field] = (int32_t)cell;
        return;
    }
    CardFacts *card = e->card > 0 && e->card <= INT32_MAX ? person_card(person, (int)e->card) : NULL;
    if (card && e->field == PF_BANK_CARD)
        card->bank_cell = (int32_t)cell;
}

void fold_police_checked(PersonFacts *person, const Event *event)
{
    person->police = event->police_checked.match ? POLICE_MATCH : POLICE_DIFFERS;
}

/* A full list gives up a relation that has ended by itself. */
static void relation_drop_old(PersonFacts *person, Time now)
{
    for (int i = 0; i < person->relation_count && person->relation_count == RELATIONS_MAX; i++)
        if (person->relations[i].until.s && person->relations[i].until.s < now.s)
            LIST_REMOVE(person->relations, &person->relation_count, i);
}

void fold_relation_made(PersonFacts *person, const Event *event)
{
    const Event_relation_made *e = &event->relation_made;
    relation_drop_old(person, event->at);
    if (person->relation_count == RELATIONS_MAX || !number_next(&person->next_relation, e->relation))
        return;
    person->relations[person->relation_count++] = (RelationFacts){
        .n = (int32_t)e->relation, .kind = (uint8_t)e->kind, .other = e->other, .from = { e->from }, .until = { e->until } };
}

void fold_relation_ended(PersonFacts *person, const Event *event)
{
    for (int i = 0; i < person->relation_count; i++)
        if (person->relations[i].n == event->relation_ended.relation) {
            LIST_REMOVE(person->relations, &person->relation_count, i);
            return;
        }
}

/* The hold comes and goes by events of its own. */
void fold_death_reported(PersonFacts *person, const Event *event) { person->death = (Day){ (int32_t)event->death_reported.day }; }
void fold_death_withdrawn(PersonFacts *person, const Event *event)
{
    (void)event;
    person->death = (Day){ 0 };
}

void fold_check_failed(PersonFacts *person, const Event *event)
{
    Day day = { (int32_t)event->check_failed.day };
    person->fails = day.n == person->fails_day.n ? count_up(person->fails) : 1;
    person->fails_day = day;
}

void fold_password_granted(PersonFacts *person, const Event *event)
{
    person->id = event->subject; /* perhaps the first that is known of this person */
    if (number_next(&person->next_grant, event->password_granted.grant))
        person->granted = 1;
}

void fold_password_reset(PersonFacts *person, const Event *event)
{
    number_next(&person->next_grant, event->password_reset.grant);
}

/* Who looked, what was read and that a password was chosen are lines of lists that are read from the events; nothing else
 * follows. */
void fold_looked(PersonFacts *person, const Event *event) { (void)person, (void)event; }
/* A certificate says what is known; nothing is known by it. */
void fold_cert_issued(PersonFacts *person, const Event *event) { (void)person, (void)event; }
void fold_appointment_booked(PersonFacts *person, const Event *event) { (void)person, (void)event; }
void fold_appointment_cancelled(PersonFacts *person, const Event *event) { (void)person, (void)event; }
void fold_notice_read(PersonFacts *person, const Event *event) { (void)person, (void)event; }
void fold_password_set(PersonFacts *person, const Event *event) { (void)person, (void)event; }

void fold_notice_chosen(PersonFacts *person, const Event *event)
{
    person->notice_channel = (uint8_t)event->notice_chosen.channel;
    person->notice_lang = (uint8_t)event->notice_chosen.lang;
}

void fold_photo_filed(PersonFacts *person, const Event *event) { person->photo_day = (Day){ (int32_t)event->photo_filed.day }; }

/* Money is corrected in the ledger, not by a reversal of records: what is owed stays as it is, and the hold for it. */
static void bills_stay(PersonFacts *back, const PersonFacts *person)
{
    const HoldFacts *hold = person_hold(person, CAUSE_ARREARS);
    if (!person->bill_count)
        return;
    back->bill_count = person->bill_count;
    memcpy(back->bills, person->bills, person->bill_count * sizeof *person->bills);
    for (int i = 0; i < back->hold_count; i++)
        if (back->holds[i].cause == CAUSE_ARREARS)
            LIST_REMOVE(back->holds, &back->hold_count, i);
    if (hold && back->hold_count < HOLDS_MAX)
        back->holds[back->hold_count++] = *hold;
}

/* What has been numbered stays numbered, what is being worked on goes on, and failed attempts are not forgiven. */
void fold_restored(PersonFacts *person, const Event *event)
{
    PersonFacts back;
    if (!person_read(event->restored.facts, &back) || back.id != person->id)
        return;
    back.cells = person->cells;
    back.next_card = person->next_card;
    back.next_account = person->next_account;
    back.next_case = person->next_case;
    back.next_relation = person->next_relation;
    back.next_transfer = person->next_transfer;
    back.next_notice = person->next_notice;
    back.next_grant = person->next_grant;
    back.notice_channel = person->notice_channel;
    back.notice_lang = person->notice_lang;
    back.cell[PF_EMAIL] = person->cell[PF_EMAIL];
    back.fails_day = person->fails_day;
    back.fails = person->fails;
    back.case_count = person->case_count;
    memcpy(back.cases, person->cases, person->case_count * sizeof *person->cases);
    bills_stay(&back, person);
    person_copy(person, &back);
}
