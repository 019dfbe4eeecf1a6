/* password.c - see password.h. */
#include "core/password.h"
#include "base/require.h"
#include "core/parse.h"
#include <sodium.h>
#include <stdatomic.h>
#include <utf8proc.h>

enum { PASSES = 2, KIB = 19 << 10, KIB_LEAST = 8 };

static _Atomic int cost_passes = PASSES, cost_kib = KIB;
static _Atomic int64_t made;

void password_cost(int passes, int kib)
{
    cost_passes = passes ? passes : PASSES;
    cost_kib = kib > KIB_LEAST ? kib : kib ? KIB_LEAST : KIB;
}

int64_t password_hashes(void) { return made; }

/* ---- what counts ---- */

bool password_plain(Arena *arena, Str typed, Str *plain)
{
    *plain = (Str){ 0 };
    Str text = str_trim(typed);
    if (!text.n || text.n > PASSWORD_BYTES_MAX || !str_utf8(text))
        return false;
    utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)text.p, (utf8proc_ssize_t)text.n, NULL, 0, options);
    if (n <= 0)
        return false;
    utf8proc_int32_t *points = arena_new(arena, utf8proc_int32_t, (size_t)n + 1); /* one more: reencode ends with a zero */
    n = utf8proc_decompose((const utf8proc_uint8_t *)text.p, (utf8proc_ssize_t)text.n, points, n, options);
    n = n > 0 ? utf8proc_reencode(points, n, options) : 0;
    *plain = (Str){ (const char *)points, n > 0 ? (size_t)n : 0 };
    return n > 0;
}

/* What is tried first everywhere; kept short: the delay after failures does the rest. */
static bool is_common(Arena *arena, Str plain)
{
    static const char *const words[] = { "1234567890", "0123456789", "password12",    "password123", "passw0rd123", "qwertyuiop",
                                         "1q2w3e4r5t", "woaini1314", "woaini5201314", "admin12345",  "shebao12345", "12345678910" };
    Str small = str_lower(arena, plain);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(small, words[i]))
            return true;
    size_t same = 1;
    while (same < plain.n && plain.p[same] == plain.p[0])
        same++;
    return same == plain.n;
}

Err password_choose(Arena *arena, Str typed, Str account, Str *plain, Why *why)
{
    static const char field[] = "password";
    if (typed.n > PASSWORD_BYTES_MAX || str_points(typed) > PASSWORD_MOST)
        return refuse(why, ERR_BAD_FIELD, field, "密码最多 %d 个字符。", "A password has %d characters at most.", PASSWORD_MOST);
    if (!parse_plain(typed) || !password_plain(arena, typed, plain) || str_points(*plain) < PASSWORD_LEAST)
        return refuse(why, ERR_BAD_FIELD, field, "密码至少 %d 个字符，可用汉字、字母、数字和符号；几个词连起来就很好。",
                      "A password has at least %d characters of any kind; several words in a row are good.", PASSWORD_LEAST);
    if (is_common(arena, *plain) || (account.n && str_find(str_lower(arena, *plain), str_lower(arena, account)) >= 0))
        return refuse(why, ERR_BAD_FIELD, field, "这个密码太容易被猜到，请换一个。",
                      "This password is guessed too easily; choose another.");
    return OK;
}

/* ---- the hash ---- */

static void derive(const Hash *secret, Str plain, PasswordHash *hash)
{
    Hash mixed = hash_keyed(hash_str(secret), plain);
    require(sodium_init() >= 0);
    /* Refused only for want of memory: then nobody can be let in. */
    require(crypto_pwhash(hash->hash, sizeof hash->hash, (const char *)mixed.b, sizeof mixed.b, hash->salt,
                          (unsigned long long)hash->passes, (size_t)hash->kib << 10, crypto_pwhash_ALG_ARGON2ID13) == 0);
    made++;
}

void password_make(const Hash *secret, Str plain, const uint8_t salt[PASSWORD_SALT], PasswordHash *out)
{
    *out = (PasswordHash){ .passes = cost_passes, .kib = cost_kib };
    memcpy(out->salt, salt, PASSWORD_SALT);
    derive(secret, plain, out);
}

bool password_fits(const Hash *secret, Str plain, const PasswordHash *hash)
{
    PasswordHash again = *hash;
    derive(secret, plain, &again);
    return sodium_memcmp(again.hash, hash->hash, sizeof hash->hash) == 0;
}

void password_nobody(PasswordHash *out)
{
    *out = (PasswordHash){ .passes = cost_passes, .kib = cost_kib };
    random_bytes(out->hash, sizeof out->hash);
}

bool password_is_old(const PasswordHash *hash) { return hash->passes != cost_passes || hash->kib != cost_kib; }

/* ---- in a request ---- */

bool password_has(const Request *request)
{
    CommandId id = command_from(request->command);
    return id && command_row(id)->place[F_PASSWORD] && json_text_of(json_member(request->args, "password")).n;
}

Err password_of_request(Arena *arena, const Hash *secret, const Request *request, Str *form, Why *why)
{
    Str typed = json_text_of(json_member(request->args, "password")), plain;
    *form = (Str){ 0 };
    if (!password_has(request))
        return OK;
    TRY(password_choose(arena, typed, request->actor.user, &plain, why));
    Buf salt = { .arena = arena };
    buf_add(&salt, S("salt of a password"));
    buf_u8(&salt, (uint8_t)request->actor.role);
    buf_text(&salt, request->actor.org);
    buf_text(&salt, request->actor.user);
    buf_text(&salt, request->id);
    Hash mixed = hash_keyed(hash_str(secret), buf_str(&salt));
    PasswordHash hash;
    password_make(secret, plain, mixed.b, &hash);
    *form = password_form(&hash, arena_alloc(arena, PASSWORD_FORM, 1));
    return OK;
}

static void put_number(uint8_t *at, int number)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)((uint32_t)number >> (24 - 8 * i));
}

Str password_form(const PasswordHash *hash, uint8_t room[PASSWORD_FORM])
{
    put_number(room, hash->passes);
    put_number(room + 4, hash->kib);
    memcpy(room + 8, hash->salt, PASSWORD_SALT);
    memcpy(room + 8 + PASSWORD_SALT, hash->hash, HASH_BYTES);
    return (Str){ (const char *)room, PASSWORD_FORM };
}

bool password_read(Str form, PasswordHash *out)
{
    Take take = { .rest = form };
    *out = (PasswordHash){ .passes = (int)take_u32(&take), .kib = (int)take_u32(&take) };
    Str salt = take_bytes(&take, PASSWORD_SALT), hash = take_bytes(&take, HASH_BYTES);
    if (take.bad || take.rest.n)
        return false;
    memcpy(out->salt, salt.p, PASSWORD_SALT);
    memcpy(out->hash, hash.p, HASH_BYTES);
    return true;
}
