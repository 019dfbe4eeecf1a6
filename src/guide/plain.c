/* plain.c - see plain.h. */
#include "guide/plain.h"

/* What stands in front of a line: "## ", "- ", "12. ", "| ". */
static Str without_lead(Str line)
{
    Str s = str_trim(line);
    while (s.n && strchr("#>|", s.p[0]))
        s = str_trim(str_from(s, 1));
    if (str_starts(s, S("- ")))
        return str_from(s, 2);
    size_t digits = 0;
    while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
        digits++;
    return digits && str_starts(str_from(s, digits), S(". ")) ? str_from(s, digits + 2) : s;
}

static bool is_rule(Str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (!strchr("-|: ", line.p[i]))
            return false;
    return line.n > 0;
}

static void add_line(Buf *out, Str line)
{
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        if (c == '*' || c == '`' || c == '[')
            continue;
        if (c == '|')
            c = ' ';
        if (c == ' ' && (!out->n || out->p[out->n - 1] == ' '))
            continue;
        long end = c == ']' && i + 1 < line.n && line.p[i + 1] == '(' ? str_find(str_from(line, i), S(")")) : -1;
        if (end >= 0)
            i += (size_t)end; /* the address of a link */
        else if (c != ']')
            buf_char(out, c);
    }
}

Str plain_text(Arena *arena, Str markdown)
{
    Buf out = { .arena = arena };
    while (markdown.p) {
        Str line = str_cut(&markdown, '\n');
        if (is_rule(str_trim(line)))
            continue;
        line = without_lead(line);
        if (!line.n)
            continue;
        if (out.n && out.p[out.n - 1] != ' ')
            buf_char(&out, ' ');
        add_line(&out, line);
    }
    return str_trim(buf_str(&out));
}
