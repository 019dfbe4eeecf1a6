/* html.c - see html.h. */
#include "web/html.h"
#include "base/require.h"
#include <limits.h>

Html html_trusted(Str html) { return (Html){ html }; }

static Str entity(char c)
{
    switch (c) {
    case '&':
        return S("&amp;");
    case '<':
        return S("&lt;");
    case '>':
        return S("&gt;");
    case '"':
        return S("&quot;");
    default:
        return S("&#39;");
    }
}

void ui_text(Ui *ui, Str text)
{
    static const bool marks[UCHAR_MAX + 1] = { ['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true };
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (!marks[(unsigned char)text.p[i]])
            continue;
        buf_add(&ui->buf, (Str){ text.p + from, i - from });
        buf_add(&ui->buf, entity(text.p[i]));
        from = i + 1;
    }
    buf_add(&ui->buf, str_from(text, from));
}

void ui_html(Ui *ui, Html html) { buf_add(&ui->buf, html.s); }

void ui_either(Ui *ui, Str text, Html html)
{
    if (html.s.n)
        ui_html(ui, html);
    else
        ui_text(ui, text);
}

void ui_number(Ui *ui, int64_t number) { buf_format(&ui->buf, "%lld", (long long)number); }

void ui_put_(Ui *ui, Str literal, const Str *values, size_t count)
{
    size_t used = 0;
    for (long hole; (hole = str_find(literal, S("{}"))) >= 0; literal = str_from(literal, (size_t)hole + 2)) {
        require(used < count);
        buf_add(&ui->buf, str_head(literal, (size_t)hole));
        ui_text(ui, values[used++]);
    }
    require(used == count);
    buf_add(&ui->buf, literal);
}

void ui_attr(Ui *ui, const char *name, Str value)
{
    buf_char(&ui->buf, ' ');
    buf_add(&ui->buf, str(name));
    ui_put(ui, "=\"{}\"", value);
}

void ui_attr_if(Ui *ui, const char *name, Str value)
{
    if (value.n)
        ui_attr(ui, name, value);
}

void ui_attrs(Ui *ui, const Attr *attrs)
{
    for (; attrs && attrs->name; attrs++)
        ui_attr(ui, attrs->name, attrs->value);
}

void ui_class(Ui *ui, Str first, Str second, Str third)
{
    ui_put(ui, " class=\"{}", first);
    if (second.n)
        ui_put(ui, " {}", second);
    if (third.n)
        ui_put(ui, " {}", third);
    ui_put(ui, "\"");
}

void ui_href(Ui *ui, Str link) { ui_attr(ui, "href", html_safe_link(link) ? link : S("#")); }

static bool is_unsafe_byte(char c)
{
    return (unsigned char)c <= 0x20 || c == 0x7f || c == '\\' || c == '<' || c == '>' || c == '"';
}

bool html_safe_link(Str link)
{
    for (size_t i = 0; i < link.n; i++)
        if (is_unsafe_byte(link.p[i]))
            return false;
    if (!link.n || str_starts(link, S("//")))
        return false;
    size_t end = 0; /* of what could be a scheme */
    while (end < link.n && !strchr(":/?#", link.p[end]))
        end++;
    if (end == link.n || link.p[end] != ':')
        return true;
    char head[8] = { 0 };
    if (end >= sizeof head)
        return false;
    for (size_t i = 0; i < end; i++)
        head[i] = (char)(link.p[i] >= 'A' && link.p[i] <= 'Z' ? link.p[i] + 'a' - 'A' : link.p[i]);
    Str scheme = { head, end }, rest = str_from(link, end + 1);
    if (str_is(scheme, "http") || str_is(scheme, "https"))
        return str_starts(rest, S("//")) && rest.n > 2;
    return (str_is(scheme, "tel") || str_is(scheme, "mailto")) && rest.n > 0;
}

Str ui_path(const Ui *ui, Str path)
{
    if (ui->lang == LANG_ZH || !str_starts(path, S("/")) || str_starts(path, S("//")))
        return path;
    return str_format(ui->buf.arena, "/en" STR_FMT, STR_ARG(path));
}
