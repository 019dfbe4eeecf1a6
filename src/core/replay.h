/* replay.h - a file of commands and queries, one JSON object a line, applied in order; the same file gives the same
 * bytes on every engine. The clock of the whole program is the `at` of each line. */
#pragma once
#include "core/query.h"
#include "core/writer.h"

typedef struct Replay Replay;

/* A replay on an open bureau (mode DB_WRITER). `folder` is where files named by the lines are read from. */
Replay *replay_begin(Arena *life, Bureau *bureau, Str folder);
/* Later lines refer to this id ("$m1.application"). Once this was called, for any id or for none (empty), only the
 * answers of ids named so are kept: memory does not grow with the file. Otherwise all are. */
void replay_want(Replay *replay, Str id);
/* Answers one line (without its newline) with one line; *answer lives until the next call. Bad lines get an answer
 * too. Returns ERR_BUSY only when the engine failed. */
Err replay_line(Replay *replay, Str line, Str *answer) NODISCARD;
