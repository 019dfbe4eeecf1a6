/* hash.c - see hash.h. */
#include "base/hash.h"
#include "base/require.h"
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <pthread.h>
#include <string.h>
#include <sys/random.h>

/* SHA256() and HMAC() look the algorithm up anew at each call, under a lock that all threads share. A thread keeps its
 * contexts: making one costs as much as hashing a command. */
typedef struct {
    EVP_MD_CTX *plain;
    EVP_MAC_CTX *keyed;
    Hash key; /* with which `keyed` was begun last: to begin again with it costs half */
    size_t key_size;
} Contexts;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t at_end;
static EVP_MD *sha256;
static EVP_MAC *hmac;
static _Thread_local Contexts mine;

static void forget(void *contexts)
{
    Contexts *of_thread = contexts;
    EVP_MD_CTX_free(of_thread->plain);
    EVP_MAC_CTX_free(of_thread->keyed);
    OPENSSL_cleanse(of_thread, sizeof *of_thread);
}

static void fetch(void)
{
    sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    require(sha256 && hmac && pthread_key_create(&at_end, forget) == 0);
}

static Contexts *contexts(void)
{
    if (mine.plain)
        return &mine;
    char digest[] = "SHA256";
    OSSL_PARAM params[] = { OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end() };
    pthread_once(&once, fetch);
    mine = (Contexts){ .plain = EVP_MD_CTX_new(), .keyed = EVP_MAC_CTX_new(hmac) };
    require(mine.plain && mine.keyed && EVP_MAC_CTX_set_params(mine.keyed, params));
    require(pthread_setspecific(at_end, &mine) == 0);
    return &mine;
}

Hash hash_of(Str bytes)
{
    Hash out;
    EVP_MD_CTX *plain = contexts()->plain;
    require(EVP_DigestInit_ex2(plain, sha256, NULL) && EVP_DigestUpdate(plain, bytes.p ? bytes.p : "", bytes.n) &&
            EVP_DigestFinal_ex(plain, out.b, NULL));
    return out;
}

static bool key_begin(Contexts *of_thread, Str key)
{
    bool same = key.n && key.n == of_thread->key_size && CRYPTO_memcmp(of_thread->key.b, key.p, key.n) == 0;
    if (same)
        return EVP_MAC_init(of_thread->keyed, NULL, 0, NULL);
    of_thread->key_size = key.n <= HASH_BYTES ? key.n : 0;
    memcpy(of_thread->key.b, key.p ? key.p : "", of_thread->key_size);
    return EVP_MAC_init(of_thread->keyed, (const unsigned char *)(key.p ? key.p : ""), key.n, NULL);
}

Hash hash_keyed(Str key, Str bytes)
{
    Hash out;
    size_t n = 0;
    Contexts *of_thread = contexts();
    require(key_begin(of_thread, key) &&
            EVP_MAC_update(of_thread->keyed, (const unsigned char *)(bytes.p ? bytes.p : ""), bytes.n) &&
            EVP_MAC_final(of_thread->keyed, out.b, &n, HASH_BYTES) && n == HASH_BYTES);
    return out;
}

bool hash_eq(const Hash *a, const Hash *b) { return CRYPTO_memcmp(a->b, b->b, HASH_BYTES) == 0; }

void random_bytes(void *out, size_t n)
{
    for (size_t done = 0; done < n;) {
        ssize_t got = getrandom((uint8_t *)out + done, n - done, 0);
        require(got > 0);
        done += (size_t)got;
    }
}
