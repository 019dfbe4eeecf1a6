/* reach.h - every scene that commands can reach from some first ones, and the check that the guide's ways hold in each. */
#pragma once
#include "land.h"

typedef struct {
    Arena life; /* the scenes; what is forgotten after each lies in the land's */
    Land *land;
    Scene **scenes;
    size_t count, checked, ways;
    int widest; /* the largest search */
    uint64_t *seen;
    int *parent;
    Command *by; /* the command that led to each scene */
    int failures;
} Reach;

Reach reach_make(Arena *arena, InstitutionKind without);
/* Keeps a scene that was not seen before; `by` led to it from scene `parent` (NULL: a first one). */
bool reach_keep(Reach *reach, const Scene *scene, int parent, const Command *by);
/* Tries every move on one scene; scenes not seen before are kept. */
void reach_from(Reach *reach, size_t at, unsigned sets);
/* Everything within `depth` commands of the scenes from..count, at most `most` scenes in all. */
void reach_all(Reach *reach, size_t from, unsigned sets, int depth, size_t most);
/* Executes the steps of a way on a copy; answers the step that was refused, or -1. */
int reach_execute(Reach *reach, size_t at, const GuideWay *way, Scene *scene, Err *err);
/* Every way out of every scene is executed; each so many scenes, brute force finds none that is better. The end of reach. */
void reach_check(Reach *reach, size_t brute_each);
