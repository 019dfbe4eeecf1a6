/* post.c - see post.h. */
#include "act/post.h"
#include "act/act.h"
#include "desk/desk.h"

const Command *act_posted(const View *view, const Command *command)
{
    if (command->id != CMD_CASE_REVIEW)
        return command;
    return arg_int(command, F_DECISION) == DECISION_APPROVE ? view->waiting : NULL;
}

/* An engine error keeps the savepoint: the whole group is taken back. */
static Err post_end(const Post *post, Err err)
{
    if (err == ERR_BUSY)
        return err;
    if (err == OK && !post->trial && !post->out->already)
        return db_keep(post_db(post));
    TRY(db_undo(post_db(post)));
    *post->ledger = ledger_open(post_db(post), post->ledger->entry);
    return err;
}

Err act_post(Loaded *loaded, const Command *command, const Journal *journal, Ledger *ledger, bool *saved, Decision *out)
{
    const Command *what = act_posted(&loaded->view, command);
    PostFn *fn = what ? act_row(what->id)->post : NULL;
    if (!fn || out->already)
        return OK;
    View view = loaded->view;
    Decision trial = { .arena = out->arena, .why = { .arena = out->arena } };
    view.approved = command->id == CMD_CASE_REVIEW;
    Post post = { .work = &loaded->work,
                  .journal = journal,
                  .ledger = ledger,
                  .view = &view,
                  .command = what,
                  .actor = desk_identity(&command->actor),
                  .out = out,
                  .trial = act_waits(&view, what) };
    if (post.trial)
        post.out = &trial;
    TRY(db_save(post_db(&post)));
    *saved = true;
    Err err = post_end(&post, fn(&post));
    if (trial.wants_batch) { /* the trial too is long: the case is opened when it is over */
        out->wants_batch = out->already = true;
        out->dry_batch = trial.dry_batch;
    }
    out->why = post.out->why;
    *saved = false;
    return err;
}
