/* disk_vfs.h - SQLite's files under observation: a write or fsync can be made to fail once, and everything
 * that happens can be recorded, so that the disk of any moment can be built as a power cut would leave it. */
#pragma once
#include "base/str.h"

typedef enum { FAULT_NONE, FAULT_WRITE, FAULT_SYNC } FaultKind;

/* Between install and remove, connections opened use it. The engine must have been used before. */
void disk_install(void);
void disk_remove(void);

/* The nth write or fsync from now on fails, once. */
void fault_arm(FaultKind kind, int nth);
/* No fault any more; whether it had happened. */
bool fault_disarm(void);

/* Records writes, truncations and syncs of bureau.db and its log in the region, until disk_remove. */
void record_start(Arena *arena);
/* How many have been recorded. */
size_t record_count(void);
/* Builds bureau.db and its log in `folder` as a cut after the first `at` operations could leave them: what was
 * synced is there; each write that was not is kept, dropped, or torn into sectors old, new and garbage.
 * `lying`: a disk that does nothing at a sync of the log. */
void record_build(Arena *scratch, size_t at, uint64_t *seed, bool lying, const char *folder);
