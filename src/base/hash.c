/* hash.c - see hash.h. */
#include "base/hash.h"
#include "base/require.h"
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <pthread.h>
#include <sys/random.h>

/* SHA256() and HMAC() look the algorithm up anew at each call, under a lock that all threads share. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static EVP_MD *sha256;
static EVP_MAC_CTX *keyed; /* copied for each thread */
static pthread_key_t ended;

/* What a thread has ready: nearly always the same key is asked for again, and then nothing is made anew. */
static _Thread_local struct {
    EVP_MAC_CTX *mac;
    uint8_t key[HASH_BYTES];
    size_t n;
} ready;

static void forget(void *mac) { EVP_MAC_CTX_free(mac); }

static void fetch(void)
{
    char digest[] = "SHA256";
    OSSL_PARAM params[] = { OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end() };
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    keyed = EVP_MAC_CTX_new(hmac);
    require(sha256 && keyed && EVP_MAC_CTX_set_params(keyed, params));
    EVP_MAC_free(hmac);
    require(pthread_key_create(&ended, forget) == 0);
}

Hash hash_of(Str bytes)
{
    Hash out;
    pthread_once(&once, fetch);
    require(EVP_Digest(bytes.p ? bytes.p : "", bytes.n, out.b, NULL, sha256, NULL));
    return out;
}

Hash hash_keyed(Str key, Str bytes)
{
    Hash out;
    size_t n = 0;
    pthread_once(&once, fetch);
    if (!ready.mac) {
        ready.mac = EVP_MAC_CTX_dup(keyed);
        require(ready.mac && pthread_setspecific(ended, ready.mac) == 0);
    }
    bool same = ready.n && key.n == ready.n && !memcmp(key.p, ready.key, ready.n);
    require(EVP_MAC_init(ready.mac, same ? NULL : (const unsigned char *)(key.p ? key.p : ""), same ? 0 : key.n, NULL) &&
            EVP_MAC_update(ready.mac, (const unsigned char *)(bytes.p ? bytes.p : ""), bytes.n) &&
            EVP_MAC_final(ready.mac, out.b, &n, HASH_BYTES) && n == HASH_BYTES);
    ready.n = key.n <= HASH_BYTES ? key.n : 0;
    if (!same && ready.n)
        memcpy(ready.key, key.p, ready.n);
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
