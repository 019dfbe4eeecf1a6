/* post.h - the door through which a command writes to the ledger: what follows its pure decision inside the writer's
 * transaction. A command with a PostFn in the table of act/act.c is decided as ever (act_decide: no database); if that
 * neither refuses nor says `already`, act_post sets a savepoint and calls it. It reads what only the records know, posts,
 * appends events that tell what was posted, and answers. What it refuses undoes the savepoint and becomes the command's
 * refusal, as if decide had refused; so does `already`, since nothing at all may have changed then.
 *
 * A command that waits for a second person is posted on trial first, without events and answer, and the trial is
 * undone: nothing waits for a reviewer that the ledger would refuse. The approval (case.review) posts it for good;
 * `command` is then the one that waited, `view` that of the review, `actor` who approves.
 *
 * A PostFn does not fold, commit, roll back, or write to the journal; facts change by its events alone. */
#pragma once
#include "facts/view.h"
#include "journal/journal.h"
#include "ledger/ledger.h"
#include "registry/identity.h"
#include "registry/store.h"

typedef struct {
    Work *work; /* records; work->store->db is the writer's handle */
    const Journal *journal;
    Ledger *ledger; /* of the entry to come */
    const View *view;
    const Command *command;
    int64_t actor; /* who acts, as a number that is never two people's: for "another person" */
    Decision *out; /* after decide: more events (emit), members of the answer, the refusal, `already` */
    bool trial;    /* undone afterwards */
} Post;
/* Refusals: its own, ERR_BUSY. */
typedef Err PostFn(Post *post);

static inline Db *post_db(const Post *post) { return post->work->store->db; }
static inline Arena *post_arena(const Post *post) { return post->work->arena; }
