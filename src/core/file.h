/* file.h - the `file` of a command: bytes of a bank, a tax office or an employer. Whoever takes a command in puts the bytes
 * away as a blob and hands on their SHA-256; the command, its answer for ever and the journal know the hash alone, so the
 * same bytes are the same file whichever way they came.
 *
 * In a replay the value is a path below the folder of the file that names it. Nothing outside is ever opened: a path is
 * relative, has no "..", and neither it nor a folder on the way is a link; what lies there is an ordinary file. On the
 * command line somebody names a file with their own rights: there any path may stand. */
#pragma once
#include "base/json.h"
#include "core/apply.h"

enum { FILE_BYTES_MAX = 96 << 20, FILE_PATH_MAX = 1024 };

/* The bytes of a file below `folder` ("" is the present one).
 * Refusals: ERR_BAD_FIELD no such path, one that leads outside, a link, something that is no file; ERR_TOO_LARGE. */
Err file_read_below(Arena *arena, Str folder, Str path, Str *out, Why *why) NODISCARD;

/* Replaces the path that a line of a replay gives as `file` by the hash of its bytes, and keeps them. Nothing happens for
 * a command without that field. Outside a transaction. Refusals: those of file_read_below; ERR_BUSY. */
Err file_of_line(Arena *arena, Db *db, Str folder, Str command, JsonNode *args, Why *why) NODISCARD;

/* What parse has made of `file` is turned into its hash (32 bytes); *inline_bytes: the bytes when they came with the command. */
void file_name_by_hash(Arena *arena, Command *command, Str *inline_bytes);

/* The same request with bytes that came with it named by their hash: what a batch keeps of it. */
Request file_named(Arena *arena, const Request *request);

/* Fills View.file_hash and file_bytes of a command that has one; bytes that came with it are kept and stand in View.file, others
 * are read when they are wanted. Refusals: ERR_UNKNOWN_ID no such bytes are kept; ERR_BUSY. */
Err file_look(Bureau *bureau, Loaded *loaded, const Command *command, Str inline_bytes, Why *why) NODISCARD;
