/* crowd.h - a bureau with long work to do: three employers and three persons who pay for themselves, billed for January;
 * February comes. */
#pragma once
#include "stage.h"

#define CROWD_CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define CROWD_REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define CROWD_FEB "{\"region\":\"330100\",\"month\":\"2025-02\"}"
#define CROWD_AT "2025-03-05T10:00:00+08:00"

enum { CROWD_UNITS = 3, CROWD_STAFF = 4, CROWD_ALONE = 3, CROWD_FIRST = 50 };
extern const char *const crowd_codes[CROWD_UNITS];

/* A line said on the day of the story. */
Str crowd_say(City *city, const char *id, const char *actor, const char *command, const char *args);
void crowd_live(City *city);
/* From now on every piece of long work is a slice of its own. */
void crowd_sliced(City *city);
/* And from now on nothing is long. */
void crowd_at_once(City *city);
/* The line that releases what was assessed for February; and said, it must be done. */
const char *crowd_release_args(City *city, Str assessed);
void crowd_release(City *city, Str assessed);
/* A file of wages of the first employer: everybody there, and three rows with something wrong. */
void crowd_wages(Arena *arena, const char *name);
/* A file of the bank and one of the tax authority about what was billed for January: an employer and a person who pays alone
 * have paid exactly what they owe, another employer has and says so by certificate alone; the rest cannot be matched. */
void crowd_money(City *city, const char *bank, const char *tax);
