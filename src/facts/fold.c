/* fold.c - see facts.h: which function folds which event. */
#include "facts/fold.h"
#include "words/notices.h"

#define FOLD_OF_PERSON(NAME, member) [EVENT_##NAME] = fold_##member,
#define FOLD_OF_UNIT(NAME, member)
#define FOLD_OF_INSTITUTION(NAME, member)
#define FOLD_OF_CONTRACT(NAME, member)
#define FOLD_OF_BATCH(NAME, member)
#define FOLD_OF_BUREAU(NAME, member)
#define FOLD_OF_WEBHOOKS(NAME, member)
#define AS_FOLD_OF(number, NAME, member, SUBJECT, ...) FOLD_OF_##SUBJECT(NAME, member)
static PersonFold *const folds[EVENT_END] = { EVENTS(AS_FOLD_OF) };

/* journal derives the notices from the same table; their numbers are counted here. */
void person_fold(PersonFacts *person, const Event *event)
{
    if ((int)event->kind <= EVENT_NONE || event->kind >= EVENT_END || !folds[event->kind])
        return;
    folds[event->kind](person, event);
    Notice notices[NOTICES_MAX];
    int count = notices_of(event, notices);
    if (person->next_notice <= INT32_MAX - count)
        person->next_notice += count;
}

Day event_day(const Event *event)
{
    const int64_t first = -5364662400 - 86400, last = 253402300800; /* 1800-01-01 and 10000-01-01, a day around */
    if (event->at.s < first || event->at.s > last)
        return (Day){ 0 };
    return time_day(event->at);
}

bool number_next(int32_t *last, int64_t n)
{
    if (n <= *last || n > INT32_MAX)
        return false;
    *last = (int32_t)n;
    return true;
}

void list_remove(void *items, uint8_t *count, size_t size, int i)
{
    uint8_t *at = (uint8_t *)items + (size_t)i * size;
    memmove(at, at + size, (size_t)(*count - i - 1) * size);
    --*count;
}

void fact_set(char *p, size_t size, uint16_t *n, Str text)
{
    *n = (uint16_t)(text.n < size ? text.n : size);
    if (*n)
        memcpy(p, text.p, *n);
}
