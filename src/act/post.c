/* post.c - see post.h. */
#include "act/post.h"
#include "act/act.h"
#include "levy/close.h"
#include "levy/interest.h"

/* The commands that have one, in order of number. */
static PostFn *const posts[CMD_END] = {
    [CMD_MONTH_CLOSE] = levy_post_close,
    [CMD_INTEREST_CREDIT] = levy_post_interest,
};

/* What is done now: the command itself, or on approval the one that waited. */
static const Command *posted(const View *view, const Command *command)
{
    if (command->id != CMD_CASE_REVIEW)
        return command;
    return arg_int(command, F_DECISION) == DECISION_APPROVE ? view->waiting : NULL;
}

static Err post_in(Post *post, PostFn *fn, int64_t entry, Decision *out, Str *side)
{
    Ledger ledger = ledger_open(post_db(post), entry);
    Decision trial = { .arena = out->arena, .why = { .arena = out->arena } };
    post->ledger = &ledger;
    post->out = post->trial ? &trial : out;
    TRY(db_save(post_db(post)));
    Err err = fn(post);
    if (err == ERR_BUSY)
        return err;
    if (err == OK && !post->trial) {
        *side = str_copy(out->arena, ledger_side(&ledger));
        return db_keep(post_db(post));
    }
    out->why = post->out->why;
    TRY(db_undo(post_db(post)));
    return err;
}

Err act_post(Loaded *loaded, const Command *command, int64_t entry, bool *writes, Decision *out, Str *side)
{
    const Command *what = posted(&loaded->view, command);
    PostFn *fn = what ? posts[what->id] : NULL;
    if (!fn || out->already)
        return OK;
    View view = loaded->view;
    view.approved = command->id == CMD_CASE_REVIEW;
    Post post = { .work = &loaded->work, .view = &view, .command = what, .trial = act_waits(&view, what) };
    *writes = true;
    Err err = post_in(&post, fn, entry, out, side);
    *writes = err == OK && side->n > 0;
    return err;
}
