/* post.h - the door through which a command writes to the ledger: what follows its pure decision inside the writer's
 * transaction. A command with a row in act/post.c is decided as ever (act_decide: no database); if that neither
 * refuses nor says `already`, core/apply sets a savepoint, opens the ledger for the journal entry to come and calls
 * the command's PostFn. It reads what only the ledger knows, posts, appends events that tell what was posted, and
 * answers. What it refuses undoes the savepoint and becomes the command's refusal, as if decide had refused; what the
 * ledger wrote stands in the `side` of the entry.
 *
 * A command that waits for a second person is posted on trial first, without events and answer, and the trial is
 * undone: nothing waits for a reviewer that the ledger would refuse. The approval (case.review) posts it for good;
 * `command` is then the one that waited, `view` that of the review.
 *
 * A PostFn does not fold, commit, roll back, or touch the journal; facts change by its events alone. */
#pragma once
#include "facts/view.h"
#include "ledger/ledger.h"
#include "registry/store.h"

typedef struct {
    Work *work; /* records; work->store->db is the writer's handle */
    const View *view;
    const Command *command;
    Ledger *ledger;
    Decision *out; /* after decide: more events (emit), members of the answer, the refusal, `already` */
    bool trial;    /* undone afterwards */
} Post;
/* Refusals: its own, ERR_BUSY. */
typedef Err PostFn(Post *post);

static inline Db *post_db(const Post *post) { return post->work->store->db; }
