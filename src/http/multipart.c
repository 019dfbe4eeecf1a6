/* multipart.c - multipart/form-data, strictly: every part opens with its own delimiter line, has a name, and the
 * last delimiter ends the body. Nothing is copied; files and plain values point into the body. */
#define _GNU_SOURCE
#include "http/parse.h"

enum { PART_HEADERS_MAX = 8, PART_LINE_MAX = 1024, BOUNDARY_MAX = 70 };

typedef struct {
    Str name, filename, type;
    bool is_form, is_file;
} Part;

/* Cuts a line ended by CR LF off *rest. false if there is none, if it is too long or has a stray CR, LF or NUL. */
static bool cut_line(Str *rest, Str *line)
{
    Str window = str_head(*rest, PART_LINE_MAX);
    const char *end = window.n ? memmem(window.p, window.n, "\r\n", 2) : NULL;
    if (!end)
        return false;
    *line = (Str){ rest->p, (size_t)(end - rest->p) };
    *rest = str_from(*rest, line->n + 2);
    for (size_t i = 0; i < line->n; i++)
        if (((unsigned char)line->p[i] < 0x20 && line->p[i] != '\t') || line->p[i] == 0x7f)
            return false;
    return true;
}

static bool read_disposition(Str value, Part *part)
{
    size_t n = 0;
    while (n < value.n && value.p[n] != ';')
        n++;
    if (part->is_form || !parse_same_word(str_trim(str_head(value, n)), S("form-data")))
        return false;
    part->is_form = true;
    Str rest = str_from(value, n), name = { 0 }, word = { 0 };
    bool bad = false, named = false;
    while (parse_parameter(&rest, &name, &word, &bad)) {
        bool *seen = parse_same_word(name, S("name")) ? &named : parse_same_word(name, S("filename")) ? &part->is_file : NULL;
        if (!seen) /* filename* too: two names for one file are two truths. */
            return false;
        if (*seen)
            return false;
        *seen = true;
        *(seen == &named ? &part->name : &part->filename) = word;
    }
    return !bad && named;
}

/* The header lines of a part, up to and with the empty line. */
static int read_part_head(Str *rest, Part *part)
{
    for (size_t lines = 0; lines <= PART_HEADERS_MAX; lines++) {
        Str line = { 0 };
        if (!cut_line(rest, &line))
            return 400;
        if (!line.n)
            return part->is_form ? 0 : 400;
        Str value = line, name = str_cut(&value, ':');
        if (!value.p || !parse_is_token(name))
            return 400;
        value = str_trim(value);
        if (parse_same_word(name, S("content-disposition"))) {
            if (!read_disposition(value, part))
                return 400;
        } else if (parse_same_word(name, S("content-type"))) {
            if (part->type.n)
                return 400;
            part->type = value;
        } else if (parse_same_word(name, S("content-transfer-encoding"))) {
            return 400; /* Browsers never send it; whoever does wants the bytes read in two ways. */
        }
    }
    return 400;
}

/* Names and file names come with %22, %0D and %0A for what cannot stand in quotes; only those are undone. */
static Str unquote(Arena *arena, Str text)
{
    char *plain = arena_new(arena, char, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        Str rest = str_from(text, i);
        char c = str_starts(rest, S("%22")) ? '"' : str_starts(rest, S("%0D")) ? '\r' : str_starts(rest, S("%0A")) ? '\n' : 0;
        plain[n++] = c ? c : text.p[i];
        i += c ? 2 : 0;
    }
    return (Str){ plain, n };
}

static int keep_part(Arena *arena, const Part *part, Str bytes, Multipart *out)
{
    Str name = unquote(arena, part->name);
    if (!str_utf8(name) || !name.n || name.n > HTTP_NAME_MAX || !str_utf8(part->filename) || !str_utf8(part->type))
        return 400;
    if (!part->is_file)
        return str_utf8(bytes) ? pairs_add(arena, &out->fields, name, bytes) : 400;
    if (out->upload_count == HTTP_UPLOADS_MAX)
        return 413;
    out->uploads[out->upload_count++] =
        (HttpUpload){ .field = name, .filename = unquote(arena, part->filename), .type = part->type, .bytes = bytes };
    return 0;
}

int parse_multipart(Arena *arena, Str body, Str boundary, Multipart *out)
{
    if (!boundary.n || boundary.n > BOUNDARY_MAX)
        return 400;
    Str mark = str_format(arena, "\r\n--" STR_FMT, STR_ARG(boundary));
    Str first = str_from(mark, 2);
    if (mark.n != boundary.n + 4 || !str_starts(body, first))
        return 400;
    Str rest = str_from(body, first.n);
    while (!str_starts(rest, S("--"))) {
        Part part = { 0 };
        if (!str_starts(rest, S("\r\n")))
            return 400;
        rest = str_from(rest, 2);
        int refused = read_part_head(&rest, &part);
        if (refused)
            return refused;
        const char *end = rest.n ? memmem(rest.p, rest.n, mark.p, mark.n) : NULL;
        if (!end)
            return 400;
        Str bytes = { rest.p, (size_t)(end - rest.p) };
        rest = str_from(rest, bytes.n + mark.n);
        refused = keep_part(arena, &part, bytes, out);
        if (refused)
            return refused;
    }
    rest = str_from(rest, 2);
    return !rest.n || str_is(rest, "\r\n") ? 0 : 400;
}
