/* notices.h - which notices and messages follow from an event, and a notice in words. Pure; the tables decide. */
#pragma once
#include "words/event.h"
#include "words/notices_table.h"
#include "words/words.h"

#define AS_NOTICE_ENUM(number, NAME, ...) NAME = number,
typedef enum { NOTICE_NONE = 0, NOTICES(AS_NOTICE_ENUM) NOTICE_END } Notice;
#undef AS_NOTICE_ENUM

enum { NOTICES_MAX = 2, OUTGOING_MAX = 4 };

/* The notices to the person whom the event is about, in the order of the table; returns how many. */
int notices_of(const Event *event, Notice out[NOTICES_MAX]);

typedef struct {
    Message message;
    uint8_t type; /* BLACKLIST_..., or 0 */
} Outgoing;
/* The messages that leave because of the event, in the order of the table; returns how many. */
int outgoing_of(const Event *event, Outgoing out[OUTGOING_MAX]);

typedef struct {
    const char *code, *zh, *en;
} NoticeRow;
/* Requires a number of the table. */
const NoticeRow *notice_row(Notice notice);
const NoticeRow *message_row(Message message);

/* A text with an event's members in the places that name them ("{day:day}"); requires that the event has them. */
Str notice_fill(Arena *arena, Str text, const Event *event, bool en);
/* Whether the event gives that notice: a damaged row may say otherwise, and is shown and sent to nobody until verify has named
 * it. */
bool notice_given(Notice notice, const Event *event);
/* The sentence of a notice about an event: the row's text with the event's members in it. Requires a notice that
 * the event gives. */
Str notice_text(Arena *arena, Notice notice, const Event *event, bool en);
/* The same for outside the inbox, where others may read along: a sentence that has an amount, a cause, or words that
 * somebody typed gives way to the name of what has happened. */
Str notice_brief(Arena *arena, Notice notice, const Event *event, bool en);
/* Whether it must not be overlooked (IMPORTANT_NOTICES). */
bool notice_important(Notice notice);
