/* names.h - invented names, addresses and organisations for the demo city: plausible, drawn from lists by a seeded
 * stream, belonging to nobody. */
#pragma once
#include "base/str.h"

/* A keyed stream of numbers: the same seed gives the same numbers everywhere. */
typedef struct {
    uint64_t state;
} Draws;
static inline Draws draws_make(uint64_t seed, uint64_t of)
{
    return (Draws){ seed * 0x9E3779B97F4A7C15u ^ (of + 1) * 0xD1B54A32D192ED03u };
}
uint64_t draw(Draws *draws);
/* 0 .. below - 1. */
static inline int draw_below(Draws *draws, int below) { return (int)(draw(draws) % (uint64_t)below); }

enum { CITIES = 6 };
typedef struct {
    const char *code, *zh; /* "330100" */
    const char *office;    /* code of the bureau's office there */
    const char *area;      /* dialling code */
    const char *districts[6];
} CityName;
extern const CityName city_names[CITIES];

Str name_person(Arena *arena, Draws *draws, bool woman);
Str name_foreigner(Arena *arena, Draws *draws);
Str name_address(Arena *arena, Draws *draws, int city);
Str name_unit(Arena *arena, Draws *draws, int city);
/* n counts the places of that kind in the city from 0; kinds: bank, hospital, pharmacy, agency. */
Str name_place(Arena *arena, const char *kind, int city, int n);
