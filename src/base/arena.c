/* arena.c - see arena.h. The only file that asks the system for memory regions. */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/require.h"
#include <string.h>
#include <sys/mman.h>

enum { ALIGN = 16, KEEP_BYTES = 1 << 20 };

Arena arena_make(size_t size)
{
    void *base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    require(base != MAP_FAILED);
    return (Arena){ .base = base, .size = size };
}

Arena arena_make_large(size_t size)
{
    Arena arena = arena_make(size);
    madvise(arena.base, size, MADV_HUGEPAGE); /* a wish: without it the region is as any other */
    return arena;
}

void arena_drop(Arena *arena)
{
    if (arena->base)
        munmap(arena->base, arena->size);
    *arena = (Arena){ 0 };
}

void arena_back(Arena *arena, size_t mark)
{
    require(mark <= arena->used);
    arena->used = mark;
}

void arena_reset(Arena *arena)
{
    if (arena->used > KEEP_BYTES)
        madvise(arena->base + KEEP_BYTES, arena->size - KEEP_BYTES, MADV_DONTNEED);
    arena->used = 0;
}

void *arena_take(Arena *arena, size_t size)
{
    size_t start = (arena->used + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (start > arena->size || size > arena->size - start) {
        require(arena->on_full != NULL);
        longjmp(*arena->on_full, 1);
    }
    arena->used = start + size;
    return arena->base + start;
}

void *arena_alloc(Arena *arena, size_t size, size_t count)
{
    size_t want = 0;
    bool fits = !__builtin_mul_overflow(size, count, &want);
    void *p = arena_take(arena, fits ? want : SIZE_MAX);
    return want ? memset(p, 0, want) : p;
}
