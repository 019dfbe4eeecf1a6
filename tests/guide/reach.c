/* reach.c - see reach.h: the scenes. */
#include "reach.h"
#include "words/words.h"

enum { REACH_MAX = 60000, TABLE = 1 << 17 };

Reach reach_make(Arena *arena, InstitutionKind without)
{
    Reach reach = { .life = arena_make((size_t)1 << 32) };
    Arena *work = arena_new(arena, Arena, 1);
    *work = arena_make((size_t)1 << 32);
    reach.land = land_make(work, without);
    reach.scenes = arena_new(&reach.life, Scene *, REACH_MAX);
    reach.seen = arena_new(&reach.life, uint64_t, TABLE);
    reach.parent = arena_new(&reach.life, int, REACH_MAX);
    reach.by = arena_new(&reach.life, Command, REACH_MAX);
    return reach;
}

bool reach_keep(Reach *reach, const Scene *scene, int parent, const Command *by)
{
    uint64_t key = scene_key(reach->land, scene) | 1;
    size_t at = key % TABLE;
    while (reach->seen[at] && reach->seen[at] != key)
        at = (at + 1) % TABLE;
    if (reach->seen[at] || reach->count == REACH_MAX)
        return false;
    reach->seen[at] = key;
    Scene *kept = arena_take(&reach->life, sizeof *kept);
    scene_copy(kept, scene);
    for (int i = 0; i < KEPT; i++) {
        kept->bank_no[i] = str_copy(&reach->life, scene->bank_no[i]);
        kept->waiting[i] = str_copy(&reach->life, scene->waiting[i]);
    }
    reach->parent[reach->count] = parent;
    if (by)
        reach->by[reach->count] = (Command){ .id = by->id, .actor = { .role = by->actor.role } };
    reach->scenes[reach->count++] = kept;
    return true;
}

void reach_from(Reach *reach, size_t at, unsigned sets)
{
    Arena *arena = reach->land->arena;
    size_t mark = arena_mark(arena);
    Command *moves = arena_new(arena, Command, MOVES_MAX);
    size_t count = land_moves(reach->land, reach->scenes[at], sets, moves);
    Scene *next = arena_take(arena, sizeof *next);
    for (size_t i = 0; i < count; i++) {
        size_t before = arena_mark(arena);
        scene_copy(next, reach->scenes[at]);
        next->depth++;
        bool already = false;
        Err err = land_do(reach->land, next, &moves[i], NULL, &already);
        if ((err == OK || err == ERR_MISMATCH) && !already)
            reach_keep(reach, next, (int)at, &moves[i]);
        arena_back(arena, before);
    }
    arena_back(arena, mark);
}

void reach_all(Reach *reach, size_t from, unsigned sets, int depth, size_t most)
{
    int first = from < reach->count ? reach->scenes[from]->depth : 0;
    for (size_t i = from; i < reach->count && reach->count < most; i++)
        if (reach->scenes[i]->depth - first < depth)
            reach_from(reach, i, sets);
}
