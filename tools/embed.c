/* embed.c - a program of the build: turns files into a C table (base/embedded.h).
 *   embed TABLE OUT.c ROOT FILE...     names in the table are what follows the last "ROOT/" of each path */
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void fail(const char *what, const char *path)
{
    fprintf(stderr, "embed: cannot %s %s\n", what, path);
    exit(1);
}

static unsigned char *read_whole(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        fail("read", path);
    long size = ftell(file);
    rewind(file);
    unsigned char *bytes = malloc((size_t)size + 1);
    if (size < 0 || !bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size)
        fail("read", path);
    fclose(file);
    *n = (size_t)size;
    return bytes;
}

static unsigned char *gzip(const unsigned char *bytes, size_t n, size_t *packed)
{
    z_stream z = { 0 };
    if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        fail("compress", "");
    size_t room = deflateBound(&z, n);
    unsigned char *out = malloc(room);
    z.next_in = (unsigned char *)bytes;
    z.avail_in = (unsigned)n;
    z.next_out = out;
    z.avail_out = (unsigned)room;
    if (!out || deflate(&z, Z_FINISH) != Z_STREAM_END)
        fail("compress", "");
    *packed = z.total_out;
    deflateEnd(&z);
    return out;
}

static void put_bytes(FILE *out, const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i % 32 == 0)
            fputs(i ? "\"\n    \"" : "    \"", out);
        fprintf(out, "\\%03o", bytes[i]);
    }
    fputs(n ? "\"" : "    \"\"", out);
}

static const char *name_of(const char *path, const char *root)
{
    const char *name = path, *found;
    size_t n = strlen(root);
    for (const char *p = path; (found = strstr(p, root)); p = found + 1)
        if ((found == path || found[-1] == '/') && found[n] == '/')
            name = found + n + 1;
    return name;
}

static void put_row(FILE *out, const char *path, const char *root)
{
    size_t n = 0, packed = 0;
    unsigned char *bytes = read_whole(path, &n), *smaller = gzip(bytes, n, &packed), digest[SHA256_DIGEST_LENGTH];
    SHA256(bytes, n, digest);
    fprintf(out, "    { .name = \"%s\", .hash = \"", name_of(path, root));
    for (int i = 0; i < 8; i++)
        fprintf(out, "%02x", digest[i]);
    fprintf(out, "\", .bytes = { .n = %zu, .p =\n", n);
    put_bytes(out, bytes, n);
    fprintf(out, " }, .gzip = { .n = %zu, .p =\n", packed < n ? packed : 0);
    put_bytes(out, smaller, packed < n ? packed : 0);
    fputs(" } },\n", out);
    free(bytes);
    free(smaller);
}

int main(int count, char **words)
{
    if (count < 5)
        fail("work without", "TABLE OUT.c ROOT FILE...");
    FILE *out = fopen(words[2], "w");
    if (!out)
        fail("write", words[2]);
    fprintf(out,
            "/* Made by tools/embed. */\n#include \"base/embedded.h\"\n\n"
            "extern const Embedded %s[];\nextern const size_t %s_count;\n\nconst Embedded %s[] = {\n",
            words[1], words[1], words[1]);
    for (int i = 4; i < count; i++)
        put_row(out, words[i], words[3]);
    fprintf(out, "};\nconst size_t %s_count = %d;\n", words[1], count - 4);
    if (fclose(out) != 0)
        fail("write", words[2]);
    return 0;
}
