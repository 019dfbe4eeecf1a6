/* hash_test.c - published examples (FIPS 180-4, RFC 4231), and that what a thread keeps never shows. */
#include "base/hash.h"
#include "support/test.h"
#include <pthread.h>
#include <string.h>

static const char empty_hash[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

typedef struct {
    Str key, bytes;
    const char *is;
} Keyed;

static size_t examples(Arena *arena, Keyed out[3])
{
    char *short_key = arena_take(arena, 20), *long_key = arena_take(arena, 131);
    memset(short_key, 0x0b, 20);
    memset(long_key, 0xaa, 131);
    out[0] = (Keyed){ { short_key, 20 }, S("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" };
    out[1] =
        (Keyed){ S("Jefe"), S("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" };
    out[2] = (Keyed){ { long_key, 131 },
                      S("Test Using Larger Than Block-Size Key - Hash Key First"),
                      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" };
    return 3;
}

static bool is(Arena *arena, Hash hash, const char *hex) { return str_is(str_hex(arena, hash_str(&hash)), hex); }

TEST(hashes_are_those_of_the_standard)
{
    CHECK(is(arena, hash_of((Str){ 0 }), empty_hash));
    CHECK(is(arena, hash_of(S("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

/* The same key twice takes another way than a new one; every order must give the same. */
TEST(keyed_hashes_do_not_depend_on_the_key_before)
{
    Keyed all[3];
    size_t count = examples(arena, all);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            for (int times = 0; times < 2; times++) {
                CHECK(is(arena, hash_keyed(all[i].key, all[i].bytes), all[i].is));
                CHECK(is(arena, hash_keyed(all[k].key, all[k].bytes), all[k].is));
            }
    Hash none = hash_keyed((Str){ 0 }, S("x")), jefe = hash_keyed(all[1].key, S("x")), again = hash_keyed((Str){ 0 }, S("x"));
    CHECK(hash_eq(&none, &again));
    CHECK(!hash_eq(&none, &jefe));
}

static void *hash_in_thread(void *context)
{
    uint8_t room[4096];
    Arena arena = { .base = room, .size = sizeof room };
    Keyed all[3];
    bool *fine = context;
    *fine = true;
    for (size_t i = 0, count = examples(&arena, all); i < count; i++)
        *fine = *fine && is(&arena, hash_keyed(all[i].key, all[i].bytes), all[i].is) && is(&arena, hash_of((Str){ 0 }), empty_hash);
    return NULL;
}

TEST(threads_hash_beside_each_other)
{
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    bool fine[THREADS] = { false };
    (void)arena;
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, hash_in_thread, &fine[i]) == 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        CHECK(fine[i]);
    }
}
