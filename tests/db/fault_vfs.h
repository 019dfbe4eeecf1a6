/* fault_vfs.h - SQLite's files with one fault: the nth write or fsync fails, once. */
#pragma once
#include <stdbool.h>

typedef enum { FAULT_NONE, FAULT_WRITE, FAULT_SYNC } FaultKind;

/* Between install and remove, connections opened use it. */
void fault_install(void);
void fault_remove(void);
/* The nth write or fsync from now on fails. */
void fault_arm(FaultKind kind, int nth);
/* No fault any more; whether it had happened. */
bool fault_disarm(void);
