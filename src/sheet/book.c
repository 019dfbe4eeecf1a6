/* book.c - see book.h: the parts of a workbook in the order of their references: the package names the workbook, the
 * workbook names the worksheet, its relations say where worksheet, shared texts and styles lie. */
#include "sheet/book.h"
#include "base/require.h"
#include <stdio.h>

enum { STRING_BYTES_LEAST = 12 }; /* the shortest shared text costs so much of strings_bytes in places and ends */

typedef struct {
    Book *book;
    Xml *xml;
    Str folder;       /* of the part whose relations are read */
    Str wanted;       /* the relation or the worksheet that is looked for */
    const char *type; /* how the wanted kind of relation ends */
    char id[PART_NAME_MAX + 1];
    char found[PART_NAME_MAX + 1], strings[PART_NAME_MAX + 1], styles[PART_NAME_MAX + 1];
    char listed[LISTED_BYTES];
    size_t listed_n;
    bool is_worksheet, has_sheet;
} Reading;

/* Both formats get both words; %.0s steps over the one that is not theirs. */
static Err refuse_part(const char *zh, const char *en, Why *why)
{
    return refuse(why, ERR_BAD_FIELD, "file", "这不是完整的 Excel 工作簿（%s），请在 Excel 中重新另存为 .xlsx。",
                  "This is no complete Excel workbook (%.0s%s); save it anew as .xlsx in Excel.", zh, en);
}

static bool copy_name(char *to, size_t room, const char *from)
{
    size_t n = from ? strlen(from) : 0;
    if (!n || n > room)
        return false;
    memcpy(to, from, n + 1);
    return true;
}

/* The part that a relation points at: from the top with a slash, else from the folder of its own part. */
static bool resolve(Str folder, const char *target, char out[PART_NAME_MAX + 1])
{
    char full[2 * PART_NAME_MAX + 2];
    size_t n = 0, base = target[0] == '/' ? 0 : folder.n, length = strlen(target);
    if (base + length > PART_NAME_MAX)
        return false;
    memcpy(full, folder.p ? folder.p : "", base);
    memcpy(full + base, target + (target[0] == '/'), length - (target[0] == '/') + 1);
    for (Str rest = str(full), step; (step = str_cut(&rest, '/')).p;) {
        if (str_is(step, "..")) {
            while (n && out[--n] != '/') {
            }
        } else if (step.n && !str_is(step, ".")) {
            if (n)
                out[n++] = '/';
            memcpy(out + n, step.p, step.n);
            n += step.n;
        }
        if (!rest.p)
            break;
    }
    out[n] = 0;
    return n > 0;
}

static void on_relation(void *context, const char *name, const char **attributes)
{
    Reading *r = context;
    const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target"), *mode = xml_attribute(attributes, "TargetMode");
    if (!xml_is(name, "Relationship") || !id || !type || !target)
        return;
    Str kind = str(type);
    bool wanted = r->wanted.n ? str_is(r->wanted, id) : str_ends(kind, str(r->type));
    char *to = wanted && !r->found[0] ? r->found : NULL;
    if (!wanted && str_ends(kind, S("/sharedStrings")))
        to = r->strings;
    else if (!wanted && str_ends(kind, S("/styles")))
        to = r->styles;
    if (!to)
        return;
    if (mode && !strcmp(mode, "External"))
        xml_stop(r->xml, refuse_part("内容在另一个文件里", "its content is in another file", r->xml->why));
    else if (!resolve(r->folder, target, to))
        xml_stop(r->xml, refuse_part("部件路径有误", "the path of a part is wrong", r->xml->why));
    r->is_worksheet |= wanted && str_ends(kind, S("/worksheet"));
}

static void on_workbook(void *context, const char *name, const char **attributes)
{
    Reading *r = context;
    if (xml_is(name, "workbookPr")) {
        const char *date1904 = xml_attribute(attributes, "date1904");
        r->book->epoch_1904 = date1904 && (xml_is(date1904, "1") || xml_is(date1904, "true"));
    }
    if (!xml_is(name, "sheet"))
        return;
    const char *title = xml_attribute(attributes, "name"), *state = xml_attribute(attributes, "state");
    bool visible = !state || xml_is(state, "visible");
    if (visible && title && r->listed_n + strlen(title) + 6 < LISTED_BYTES)
        r->listed_n +=
            (size_t)snprintf(r->listed + r->listed_n, LISTED_BYTES - r->listed_n, "%s“%s”", r->listed_n ? "、" : "", title);
    bool wanted = r->wanted.n ? title && str_is(r->wanted, title) : visible;
    if (!wanted || r->has_sheet)
        return;
    r->has_sheet = true;
    if (!copy_name(r->book->name_bytes, SHEET_NAME_MAX, title) ||
        !copy_name(r->id, PART_NAME_MAX, xml_attribute(attributes, ":id")))
        xml_stop(r->xml, refuse_part("工作表没有名称或编号", "a worksheet without name or number", r->xml->why));
    r->book->name = str(r->book->name_bytes);
}

/* Reads one part with these handlers; a part that is not there is refused. */
static Err read_part(Reading *r, const char *part, void (*start)(void *, const char *, const char **), Why *why)
{
    Part opened;
    Xml xml = { .start = start, .context = r };
    r->xml = &xml;
    TRY(part_open(&r->book->package, str(part), &opened, why));
    if (!opened.file)
        return refuse_part("缺少部件", "a part is missing", why);
    Err err = xml_read(&xml, &r->book->package, &opened, why);
    part_close(&opened);
    return err;
}

/* xl/workbook.xml -> xl/_rels/workbook.xml.rels */
static void relations_of(const char *part, char out[PART_NAME_MAX + 16], Str *folder)
{
    const char *slash = strrchr(part, '/');
    size_t n = slash ? (size_t)(slash - part) + 1 : 0;
    *folder = (Str){ part, n };
    snprintf(out, PART_NAME_MAX + 16, "%.*s_rels/%s.rels", (int)n, part, part + n);
}

static Err find_parts(Reading *r, Str name, Why *why)
{
    char workbook[PART_NAME_MAX + 1], relations[PART_NAME_MAX + 16];
    r->type = "/officeDocument";
    TRY(read_part(r, "_rels/.rels", on_relation, why));
    if (!r->found[0])
        return refuse_part("没有工作簿", "there is no workbook in it", why);
    memcpy(workbook, r->found, sizeof workbook);
    r->wanted = name;
    TRY(read_part(r, workbook, on_workbook, why));
    if (!r->has_sheet && name.n)
        return refuse(why, ERR_BAD_FIELD, "sheet", "没有名为“" STR_FMT "”的工作表，现有：%s。",
                      "There is no worksheet \"" STR_FMT "\"; there are: %s.", STR_ARG(name), r->listed);
    if (!r->has_sheet)
        return refuse_part("没有可见的工作表", "no worksheet is visible", why);
    relations_of(workbook, relations, &r->folder);
    r->wanted = str(r->id);
    r->found[0] = 0;
    TRY(read_part(r, relations, on_relation, why));
    if (!r->found[0] || !r->is_worksheet)
        return refuse_part("所选的表不是数据表", "the sheet that was chosen is no table", why);
    memcpy(r->book->part_bytes, r->found, sizeof r->found);
    r->book->part = str(r->book->part_bytes);
    return OK;
}

typedef struct {
    Book *book;
    Xml xml;
    bool in_item, taking, in_styles;
    int phonetic;
} Parsing;

static Err refuse_strings(Why *why)
{
    return refuse(why, ERR_TOO_LARGE, "file", "工作簿的共享文字过多，请分成几个文件，或另存为 CSV 后上传。",
                  "The workbook shares too much text; send it in several files or as CSV.");
}

static void on_string(void *context, const char *name, const char **attributes)
{
    (void)attributes;
    Parsing *p = context;
    if (xml_is(name, "si"))
        p->in_item = true;
    else if (xml_is(name, "rPh"))
        p->phonetic++;
    else if (xml_is(name, "t"))
        p->taking = p->in_item && !p->phonetic;
}

static void on_string_text(void *context, const char *bytes, int n)
{
    Parsing *p = context;
    Arena *strings = &p->book->strings;
    if (!p->taking)
        return;
    if ((size_t)n > strings->size - strings->used) {
        xml_stop(&p->xml, refuse_strings(p->xml.why));
        return;
    }
    memcpy(strings->base + strings->used, bytes, (size_t)n);
    strings->used += (size_t)n;
}

static void on_string_end(void *context, const char *name)
{
    Parsing *p = context;
    Book *book = p->book;
    uint32_t *ends = (uint32_t *)book->ends.base;
    p->taking = false;
    if (xml_is(name, "rPh") && p->phonetic)
        p->phonetic--;
    if (!xml_is(name, "si") || !p->in_item)
        return;
    p->in_item = false;
    p->phonetic = 0;
    if ((book->strings_count + 1) * sizeof(uint32_t) > book->ends.size) {
        xml_stop(&p->xml, refuse_strings(p->xml.why));
        return;
    }
    size_t from = book->strings_count ? ends[book->strings_count - 1] : 0;
    book->strings.used = from + text_unescape((char *)book->strings.base + from, book->strings.used - from);
    ends[book->strings_count++] = (uint32_t)book->strings.used;
}

/* Whether a number format shows a day or a time: y m d h s outside quotes, brackets and escapes. [h] is a time too. */
static bool format_is_date(const char *format)
{
    for (const char *p = format; *p && *p != ';'; p++) {
        if (*p == '"') {
            p = strchr(p + 1, '"');
        } else if (*p == '[') {
            if (strchr("hHmMsS", p[1]) && p[1])
                return true;
            p = strchr(p, ']');
        } else if ((*p == '\\' || *p == '_' || *p == '*') && p[1]) {
            p++;
        } else if (!strncasecmp(p, "General", 7)) {
            p += 6;
        } else if (strchr("yYmMdDhHsS", *p)) {
            return true;
        }
        if (!p)
            return false;
    }
    return false;
}

static void on_style(void *context, const char *name, const char **attributes)
{
    Parsing *p = context;
    Book *book = p->book;
    const char *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");
    int64_t format = id ? xml_number(str(id), FORMATS_MAX - 1) : 0;
    if (xml_is(name, "cellXfs"))
        p->in_styles = true;
    if (xml_is(name, "numFmt") && format >= 0 && code && format_is_date(code))
        book->date_formats[format / 8] |= (uint8_t)(1 << format % 8);
    if (!xml_is(name, "xf") || !p->in_styles)
        return;
    if (book->styles_count == STYLES_MAX) {
        xml_stop(&p->xml, refuse(p->xml.why, ERR_TOO_LARGE, "file", "工作簿的单元格样式过多，请粘贴到新的工作簿后上传。",
                                 "The workbook has too many cell styles; copy the table into a new workbook."));
        return;
    }
    book->styles[book->styles_count++] = (uint16_t)(format < 0 ? 0 : format);
}

static void on_style_end(void *context, const char *name)
{
    Parsing *p = context;
    if (xml_is(name, "cellXfs"))
        p->in_styles = false;
}

static Err read_whole(Parsing *p, const char *name, Why *why)
{
    Part part;
    TRY(part_open(&p->book->package, str(name), &part, why));
    if (!part.file)
        return refuse_part("缺少部件", "a part is missing", why);
    Err err = xml_read(&p->xml, &p->book->package, &part, why);
    part_close(&part);
    return err;
}

Err book_open(Book *book, Str bytes, const SheetLimits *limits, Str name, Why *why)
{
    Reading reading = { .book = book };
    book->strings = arena_make((size_t)limits->strings_bytes);
    TRY(package_open(bytes, limits, &book->package, why));
    TRY(find_parts(&reading, name, why));
    if (reading.styles[0]) {
        Parsing p = { .book = book };
        p.xml = (Xml){ .start = on_style, .end = on_style_end, .context = &p };
        TRY(read_whole(&p, reading.styles, why));
    }
    if (!reading.strings[0])
        return OK;
    book->ends = arena_make((size_t)limits->strings_bytes / STRING_BYTES_LEAST * sizeof(uint32_t));
    Parsing p = { .book = book };
    p.xml = (Xml){ .start = on_string, .end = on_string_end, .text = on_string_text, .context = &p };
    return read_whole(&p, reading.strings, why);
}

void book_close(Book *book)
{
    package_close(&book->package);
    arena_drop(&book->strings);
    arena_drop(&book->ends);
}

Str book_string(const Book *book, int64_t number)
{
    const uint32_t *ends = (const uint32_t *)book->ends.base;
    if (number < 0 || (uint64_t)number >= book->strings_count)
        return (Str){ 0 };
    size_t from = number ? ends[number - 1] : 0;
    return (Str){ (const char *)book->strings.base + from, ends[number] - from };
}

/* The formats that Excel has built in: 14 to 22 and 45 to 47 everywhere, 27 to 36 and 50 to 58 in Chinese ones. */
bool book_style_is_date(const Book *book, int64_t style)
{
    if (style < 0 || (uint64_t)style >= book->styles_count)
        return false;
    int f = book->styles[style];
    if (book->date_formats[f / 8] >> f % 8 & 1)
        return true;
    return (f >= 14 && f <= 22) || (f >= 27 && f <= 36) || (f >= 45 && f <= 47) || (f >= 50 && f <= 58);
}
