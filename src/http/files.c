/* files.c - style sheets, scripts and fonts from memory, with tags, so that a browser asks for each once. */
#include "base/hash.h"
#include "http/http.h"
#include "http/parse.h"
#include <stdlib.h>

enum { TAG_BYTES = 12 };

static int file_order(const void *a, const void *b) { return str_cmp(((const HttpFile *)a)->path, ((const HttpFile *)b)->path); }

HttpFiles http_files_make(Arena *life, const HttpFile *files, size_t count)
{
    HttpFiles table = { arena_new(life, HttpFile, count), count };
    for (size_t i = 0; i < count; i++) {
        Hash hash = hash_of(files[i].bytes);
        table.files[i] = files[i];
        table.files[i].etag = str_format(life, "\"" STR_FMT "\"", STR_ARG(str_hex(life, str_head(hash_str(&hash), TAG_BYTES))));
    }
    qsort(table.files, count, sizeof *table.files, file_order);
    return table;
}

/* Whether a comma-separated header names the word (parameters such as ";q=1" aside; ";q=0" says no). */
static bool list_has(Str list, Str word)
{
    while (list.n) {
        Str quality = str_cut(&list, ','), item = str_trim(str_cut(&quality, ';'));
        quality = str_trim(quality);
        bool weak = str_starts(item, S("W/"));
        if ((parse_same_word(item, word) || (weak && str_eq(str_from(item, 2), word))) && !str_is(quality, "q=0"))
            return true;
    }
    return false;
}

bool http_files_reply(HttpRequest *request, const HttpFiles *files)
{
    HttpFile key = { .path = request->path };
    const HttpFile *file = files->count ? bsearch(&key, files->files, files->count, sizeof key, file_order) : NULL;
    if (!file || request->method != HTTP_GET)
        return false;
    bool packed = file->gzip.n && list_has(http_header(request, "accept-encoding"), S("gzip"));
    HttpPair headers[4] = { { S("ETag"), file->etag },
                            { S("Cache-Control"), file->immutable ? S("public, max-age=31536000, immutable") : S("no-cache") },
                            { S("Vary"), S("Accept-Encoding") },
                            { S("Content-Encoding"), S("gzip") } };
    Str known = http_header(request, "if-none-match");
    if (str_is(known, "*") || list_has(known, file->etag))
        http_reply(request, 304, file->type, (Str){ 0 }, headers, 3);
    else
        http_reply(request, 200, file->type, packed ? file->gzip : file->bytes, headers, packed ? 4 : 3);
    return true;
}
