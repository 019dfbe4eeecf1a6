/* arena.h - memory regions. A region is reserved once and given back whole: there is no free(), and so no
 * clean-up path anywhere. Two live at a time: "life" (until the program ends) and "command" (one command,
 * one query, one slice of a batch). */
#pragma once
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint8_t *base;
    size_t used, size;
    jmp_buf *on_full; /* where to go when the region is full: the caller answers too-large; NULL = a bug */
} Arena;

/* Reserves a region of `size` bytes; pages cost memory only when touched. Ends the program if refused. */
Arena arena_make(size_t size);
/* The same in large pages of the system where it has them: for what is many megabytes, touched at random or again and
 * again. Each page that is touched costs two megabytes. */
Arena arena_make_large(size_t size);
/* Gives the region back to the system. */
void arena_drop(Arena *arena);
/* Forgets everything in the region; large touched regions are handed back to the system. */
void arena_reset(Arena *arena);

/* `count` zeroed objects of `size` bytes, aligned for any type. Full: jumps to on_full, never NULL. */
void *arena_alloc(Arena *arena, size_t size, size_t count);
/* The same for one object, not zeroed: for large ones that the caller fills itself. */
void *arena_take(Arena *arena, size_t size);
#define arena_new(arena, T, count) ((T *)arena_alloc((arena), sizeof(T), (count)))

/* A mark and the way back to it: what was taken in between is forgotten. */
static inline size_t arena_mark(const Arena *arena) { return arena->used; }
void arena_back(Arena *arena, size_t mark);
