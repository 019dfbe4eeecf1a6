/* hash.h - SHA-256, its keyed form, and random bytes from the system. */
#pragma once
#include "base/str.h"

enum { HASH_BYTES = 32 };
typedef struct { uint8_t b[HASH_BYTES]; } Hash;

Hash hash_of(Str bytes);
Hash hash_keyed(Str key, Str bytes); /* HMAC-SHA-256 */
static inline Str hash_str(const Hash *hash) { return (Str){ (const char *)hash->b, HASH_BYTES }; }
/* Equality in constant time. */
bool hash_eq(const Hash *a, const Hash *b);
/* n bytes from the system's generator. */
void random_bytes(void *out, size_t n);
