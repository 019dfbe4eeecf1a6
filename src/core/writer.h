/* writer.h - the one writer of a bureau: a thread that takes all that waits (at most `group`), applies it in one
 * transaction and tells everybody after the COMMIT. No timer: while one group is being made durable the next one
 * collects. An engine error fails the whole group: all get busy, nothing is stored. */
#pragma once
#include "core/apply.h"
#include "core/look.h"
#include "journal/delivery.h"
#include <pthread.h>

typedef struct WriterItem {
    Request request;                                             /* must live until `done` was called */
    void (*done)(struct WriterItem *item, const Answer *answer); /* from the writer's thread; copies what it needs */
    void *context;
    struct WriterItem *next;
    bool dry_batch; /* of the writer: long work that was set aside */
} WriterItem;

enum { GROUP_SQLITE = 64, GROUP_POSTGRES = 32, QUEUE_MAX = 4096, LOOKS_WAITING_MAX = 8192, LOOKS_GROUP = 1024 };

typedef struct {
    Bureau *bureau;
    int group; /* at most so many commands a transaction */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    WriterItem *first, **last;
    int waiting;
    WriterItem *long_first, **long_last; /* long work, done behind the group in slices (batch.h); the writer's thread alone */
    Look *looks;                         /* a ring of LOOKS_WAITING_MAX, look_first the oldest of look_count */
    int look_first, look_count;
    const Delivery *delivery; /* of the one sender, who waits for it in writer_delivery; or NULL */
    int64_t delivery_mark;
    Err delivery_err;
    pthread_cond_t delivered;
    bool stop;
    bool failing;      /* the last group could not be stored; the writer's thread alone looks */
    _Atomic bool dead; /* the handle is closed for good: every command is answered busy */
    /* Called once from the writer's thread when the handle is closed for good (a failed fsync, another writer): the process
     * must end and start again from the log. NULL: nobody. Set before the first command comes. */
    void (*on_dead)(void *context);
    void *on_dead_context;
    _Atomic int64_t commits; /* counts committed groups: a reader begins again when it moved */
    _Atomic int64_t commands, refused, failed_groups;
} Writer;

/* Starts the thread on an open bureau (mode DB_WRITER), which from now on belongs to it. group 0 = the engine's. */
void writer_start(Writer *writer, Bureau *bureau, int group);
/* Puts a command into the queue. false: the queue is full (answer busy). Never blocks. */
bool writer_put(Writer *writer, WriterItem *item);
/* Keeps a look for the next group. false: too many wait, and nothing may be shown (an audit that fails blocks). */
bool writer_look(Writer *writer, const Look *look);
/* Makes what became of an outgoing message durable with the next group, and waits for it; from one thread at a time.
 * Refusals: ERR_BUSY the group failed, or the writer is ending. */
Err writer_delivery(Writer *writer, const Delivery *delivery, int64_t mark) NODISCARD;
/* Finishes what waits, then ends the thread. */
void writer_stop(Writer *writer);

/* One group without a thread, for replay, batches and the demo city; one more behind each policy.approve, which ends its
 * group. Answers are copied into `arena`, OK or busy. Returns ERR_BUSY when a group failed (its answers then say busy). */
Err writer_group(Bureau *bureau, Arena *scratch, Arena *arena, const Request *requests, Answer *answers, size_t count) NODISCARD;
/* One look made durable without a thread. Refusals: ERR_BUSY. */
Err writer_look_now(Bureau *bureau, Arena *scratch, const Look *look) NODISCARD;
