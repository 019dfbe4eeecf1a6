/* journal.h - the bureau's memory: one entry a command, each carrying the hash of the one before; the events of
 * each entry; which id was answered by which entry; and what follows from the events by the table alone, notices
 * and outgoing messages. Nothing here is ever changed, only added. The writer's thread owns a Journal. */
#pragma once
#include "db/db.h"
#include "words/notices.h"

enum { JOURNAL_KEY_BYTES = 16 };
typedef enum { ENTRY_COMMAND = 0, ENTRY_LOOK = 1, ENTRY_BIRTH = 2, ENTRY_KIND_END } EntryKind;

/* The head of the chain. To roll a group back, copy the struct before it and put the copy back. */
typedef struct {
    Db *db;
    int64_t last;   /* number of the last entry, 0 = none */
    Time last_at;   /* now = max(clock, last_at) */
    Hash last_hash; /* zeros before the first entry */
    int64_t outbox; /* number of the last outgoing message */
} Journal;

/* Loads the head; again after a commit of which nobody knows whether it happened. Refusals: ERR_BUSY. */
Err journal_open(Journal *journal, Db *db) NODISCARD;

/* What an entry says, as the caller gives it: no name, number or password, those are commitments and cells. */
typedef struct {
    EntryKind kind;
    Time at;      /* raised to last_at if it is earlier */
    int command;  /* CommandId */
    int role;     /* Role of the actor */
    Str user, org;
    Str key;      /* journal_key under which the request is found again; empty at the bureau's birth */
    Str digest;   /* 32 bytes: keyed commitment over the whole request, or empty */
    Str request;  /* its stored form */
    Err err;      /* what was answered */
    bool already;
    Str answer;   /* the stored form of the answer */
    Str side;     /* 32 bytes: hash of facts that stand beside the entry (a batch), or empty */
} EntryDraft;

/* Adds the next entry with its events, its key, and the notices and messages that follow. The events keep their
 * order. Inside the caller's transaction; on a refusal the caller rolls the group back and restores the head.
 * Refusals: ERR_BUSY. */
Err journal_append(Journal *journal, Arena *arena, const EntryDraft *draft, const Event *events, size_t count) NODISCARD;

/* One entry as it stands. */
typedef struct {
    int64_t n;
    Hash previous, hash;
    EntryDraft said;
    uint32_t event_count;
    Hash events;
} JournalEntry;

/* The entry that answered the request with this key, 0 = none yet. Refusals: ERR_BUSY. */
Err journal_find(Journal *journal, Arena *arena, Str key, int64_t *entry) NODISCARD;
/* The key of a request: 8 bytes of the id's hash, then 8 of the hash of credential and id. So one small index serves
 * both the same request again and the search for an id alone; that two requests share all 16 bytes is no danger,
 * their digests differ. */
Str journal_key(Arena *arena, Str org, Str user, Str id);
/* The entries of an id, whoever the caller was, oldest first, at most 100. Refusals: ERR_BUSY. */
Err journal_find_id(Journal *journal, Arena *arena, Str id, int64_t **entries, size_t *count) NODISCARD;

typedef struct {
    int command;
    Str digest, answer;
    Err err;
    bool already;
} JournalAnswer;
/* What was answered then. Refusals: ERR_BUSY; ERR_UNKNOWN_ID no such entry; ERR_CONFLICT its bytes are damaged. */
Err journal_answer(Journal *journal, Arena *arena, int64_t entry, JournalAnswer *out) NODISCARD;
/* The same for the whole entry; and the entries behind `after`, in order, at most `limit`. */
Err journal_entry(Journal *journal, Arena *arena, int64_t entry, JournalEntry *out) NODISCARD;
Err journal_entries(Journal *journal, Arena *arena, int64_t after, int64_t limit, JournalEntry **out, size_t *count) NODISCARD;
/* The last entry not later than an instant, 0 = none: what was known then. */
Err journal_entry_at(Journal *journal, Arena *arena, Time at, int64_t *entry) NODISCARD;

/* Which events of a subject: those behind (after_entry, after_ord), of entries up to `entry`, that happened not
 * later than `at`. Start from journal_all. */
typedef struct {
    int64_t after_entry, after_ord, entry;
    Time at;
} JournalRange;
extern const JournalRange journal_all;

/* Sees one event, subject and entry filled in. Its texts live until it returns; what it takes from the region stays.
 * false = enough. */
typedef bool JournalSee(void *context, const Event *event, int64_t ord);

/* The events of one subject in order. Refusals: ERR_BUSY; ERR_CONFLICT the bytes of one are damaged. */
Err journal_events(Journal *journal, Arena *arena, SubjectKind kind, int64_t subject, JournalRange range, JournalSee *see,
                   void *context) NODISCARD;
/* The events of one entry in order. Refusals: the same. */
Err journal_entry_events(const Journal *journal, Arena *arena, int64_t entry, JournalSee *see, void *context) NODISCARD;

/* Every event, in order of (kind of the subject, subject, entry, ord), in constant memory; false from `see` = enough.
 * Refusals: ERR_BUSY; ERR_CONFLICT the bytes of one are damaged. */
typedef bool JournalEach(void *context, SubjectKind kind, const Event *event, int64_t ord);
Err journal_each(Journal *journal, JournalEach *see, void *context) NODISCARD;

/* Which subjects of a kind events of the entries behind `after` are about, in order of (entry, ord), each as often as there
 * are events; columns: subject, kind. Refusals: ERR_BUSY. */
Err journal_changed(Journal *journal, Arena *arena, SubjectKind kind, int64_t after, Rows *out) NODISCARD;

/* A notice: number n of its person ("N17-4"). */
typedef struct {
    int64_t n, entry;
    Time at;    /* of its entry */
    Time read;  /* s = 0: not yet */
    Notice notice;
    Event event;
} JournalNotice;
/* The notices of a person behind number `after`, oldest first, at most `limit`. Refusals: ERR_BUSY, ERR_CONFLICT. */
Err journal_notices(Journal *journal, Arena *arena, int64_t person, int64_t after, int64_t limit, JournalNotice **out,
                    size_t *count) NODISCARD;

typedef struct {
    int64_t n, entry;
    Time at;
    Message message;
    uint8_t type; /* of a line of the black list */
    Event event;
} JournalMessage;
/* Outgoing messages behind number `after`, in order, at most `limit`. Refusals: ERR_BUSY, ERR_CONFLICT. */
Err journal_outbox(Journal *journal, Arena *arena, int64_t after, int64_t limit, JournalMessage **out, size_t *count) NODISCARD;
