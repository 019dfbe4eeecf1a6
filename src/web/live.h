/* live.h - how far long work is, told when it changes: server-sent events as browsers read them (EventSource). A stream is a
 * row of answers: each request is laid aside until there is something new to say, at most LIVE_HOLD_MS, and the browser comes
 * again by itself with the number of what it has heard. So nothing is held open for ever, a client that has gone costs its place
 * for some seconds, one thread serves everybody, and who is not signed in any more is told so when it comes again. */
#pragma once
#include "base/day.h"
#include "http/http.h"

enum { LIVE_WATCHERS_MAX = 64, LIVE_EACH_MAX = 4, LIVE_HOLD_MS = 15000, LIVE_LOOK_MS = 500 };
typedef struct Live Live;

/* What there is to say now: `id` tells two states apart, `data` is JSON on one line; both empty: nothing is under way. The
 * texts live in the region. Refusals: ERR_BUSY: to be asked again. */
typedef Err LiveLook(void *context, Arena *arena, Str *id, Str *data);
/* One look each look_ms while anybody watches; an answer after hold_ms at the latest. */
typedef struct {
    LiveLook *look;
    void *context;
    int look_ms, hold_ms;
} LiveOptions;
Live *live_start(Arena *life, const LiveOptions *options);
/* Answers all who wait, and takes no more. */
void live_stop(Live *live);

/* Answers this request with what is new behind `heard` (the header Last-Event-ID, or empty), now or later: an event "progress", or
 * "end" when nothing is under way; 204 to who has heard the end; 503 when LIVE_WATCHERS_MAX wait, or LIVE_EACH_MAX of `who`. The
 * request is answered or laid aside then. */
void live_watch(Live *live, HttpRequest *request, Str who);
/* How many wait now. */
int live_watchers(Live *live);
