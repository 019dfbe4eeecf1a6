/* hash.c - see hash.h. */
#include "base/hash.h"
#include "base/require.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <sys/random.h>

Hash hash_of(Str bytes)
{
    Hash out;
    SHA256((const unsigned char *)(bytes.p ? bytes.p : ""), bytes.n, out.b);
    return out;
}

Hash hash_keyed(Str key, Str bytes)
{
    Hash out;
    unsigned int n = 0;
    HMAC(EVP_sha256(), key.p, (int)key.n, (const unsigned char *)(bytes.p ? bytes.p : ""), bytes.n, out.b, &n);
    require(n == HASH_BYTES);
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
