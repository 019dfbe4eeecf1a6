/* outgoing.c - see outgoing.h. */
#include "outgoing.h"
#include <stdio.h>

const char *outgoing_command(Arena *arena, const char *folder, const char *command)
{
    Buf text = { .arena = arena };
    for (const char *p = command; *p; p++)
        *p == '@' ? buf_add(&text, str(folder)) : buf_char(&text, *p);
    return str_z(arena, buf_str(&text));
}

Str outgoing_file(Arena *arena, const char *folder, const char *name)
{
    Buf text = { .arena = arena };
    char part[4096];
    size_t n = 0;
    FILE *in = fopen(str_z(arena, str_format(arena, "%s/%s", folder, name)), "r");
    while (in && (n = fread(part, 1, sizeof part, in)) > 0)
        buf_add(&text, (Str){ part, n });
    if (in)
        fclose(in);
    return buf_str(&text);
}
