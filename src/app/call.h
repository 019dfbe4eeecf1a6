/* call.h - one command or query as somebody typed it: `shebao NOUN VERB --field value ...` becomes the JSON that any
 * other channel would have sent. The options follow from the catalogue row; nothing here knows a single command. */
#pragma once
#include "app/args.h"
#include "words/command.h"

enum { CALL_FILES_MAX = 24, CALL_FILE_BYTES_MAX = 8 << 20 };

typedef struct {
    Arena *arena;
    const CatalogueRow *row;
    bool is_query, json, en, help, dry_run;
    const char *db, *policy; /* NULL: not given */
    const char *format, *out, *table; /* of a query whose answer can be a file (cli.c); NULL: not given */
    Str id, purpose;
    Actor actor;
    Time at; /* TIME_NONE: not given */
    JsonNode args;
    Str files[CALL_FILES_MAX]; /* the bytes of papers that came as files, to be kept as blobs */
    int file_count;
} Call;

/* The call before any word is read: clerk:cli, the language of the environment. */
Call call_make(Arena *arena, const CatalogueRow *row, bool is_query);
/* Reads the words behind NOUN VERB. Fields, as the catalogue names them with - for _: text as it is; an amount as
 * `--balance 12.50` yuan or `--balance-fen 1250`; a truth as `--match`, `--match false`; a list by commas or by
 * repetition; pairs as `--changes name=...`; papers as `--evidence id-card:no=...,valid_until=...`; bytes as the
 * name of a file. Whether a value is right is judged later by the catalogue alone.
 * Refusals: ERR_BAD_FIELD an option that does not exist, stands twice or has no value; ERR_UNKNOWN_ID no such file. */
Err call_read(Call *call, int count, char **words, Why *why) NODISCARD;

/* One option that names a field of the row. *used: it took its value. false in *taken: the row has no such field. */
Err call_field(Call *call, Str option, const char *value, bool *taken, bool *used, Why *why) NODISCARD;
/* The option of a field as people type it ("balance" for balance_fen), and a value to show in help. */
Str call_option(Arena *arena, Field field);
Str call_example(Arena *arena, Field field);
/* The options that every call has beside those of its fields, one after the other; NULL behind the last. */
const char *call_general(size_t i);
/* "role:user@org"; user and org may be missing. Refusals: ERR_BAD_FIELD. */
Err call_actor(Str text, Actor *out, Why *why) NODISCARD;
/* The bytes of a file of at most `most` bytes. Refusals: ERR_UNKNOWN_ID it cannot be read; ERR_TOO_LARGE. */
Err call_file(Arena *arena, const char *field, const char *path, size_t most, Str *out, Why *why) NODISCARD;
/* Writes the file that --out names, for its owner's eyes alone. Refusals: ERR_CONFLICT it is there, or cannot be made; ERR_BUSY
 * the disk failed, and nothing is left. */
Err call_save(const Call *call, Str bytes, Why *why) NODISCARD;
