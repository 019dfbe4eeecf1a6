/* xml.c - see xml.h. The only file that starts expat. Its memory is a region that ends with the part: blocks are not
 * given back one by one, but the newest can grow and shrink in place, which is what its buffers do. */
#include "sheet/xml.h"
#include "base/require.h"

typedef struct {
    size_t size;
    size_t pad; /* the block behind stays aligned for any type */
} Head;

static _Thread_local Arena *parsing; /* expat's allocator has no argument of its own */

static void *take(size_t n)
{
    Arena *arena = parsing;
    if (n > arena->size || arena->size - arena->used < n + 2 * sizeof(Head))
        return NULL; /* expat says XML_ERROR_NO_MEMORY, we say too large */
    Head *head = arena_take(arena, sizeof(Head) + n);
    *head = (Head){ .size = n };
    return head + 1;
}

static bool is_newest(const Head *head) { return (const uint8_t *)(head + 1) + head->size == parsing->base + parsing->used; }

static void give_back(void *p)
{
    if (p && is_newest((Head *)p - 1))
        arena_back(parsing, (size_t)((uint8_t *)p - sizeof(Head) - parsing->base));
}

static void *resize(void *p, size_t n)
{
    if (!p)
        return take(n);
    Head *head = (Head *)p - 1;
    size_t old = head->size;
    if (is_newest(head) && n <= parsing->size - parsing->used) {
        parsing->used = parsing->used - old + n;
        head->size = n;
        return p;
    }
    void *to = take(n);
    return to ? memcpy(to, p, old < n ? old : n) : NULL;
}

static const char *local(const char *name)
{
    const char *colon = name[1] ? strchr(name, ':') : NULL; /* most names of a worksheet are one letter */
    return colon ? colon + 1 : name;
}

static void on_start(void *data, const char *name, const char **attributes)
{
    Xml *xml = data;
    if (++xml->depth > XML_DEPTH_MAX)
        xml_stop(xml, refuse(xml->why, ERR_BAD_FIELD, "file", "文件内部结构嵌套过深，不予读取。",
                             "The inside of the file is nested too deeply to be read."));
    else if (xml->start && xml->err == OK)
        xml->start(xml->context, local(name), attributes);
}

static void on_end(void *data, const char *name)
{
    Xml *xml = data;
    xml->depth--;
    if (xml->end && xml->err == OK)
        xml->end(xml->context, local(name));
}

static void on_text(void *data, const char *p, int n)
{
    Xml *xml = data;
    if (xml->text && xml->err == OK)
        xml->text(xml->context, p, n);
}

static void on_doctype(void *data, const char *name, const char *system, const char *public, int has_subset)
{
    (void)name, (void)system, (void)public, (void)has_subset;
    Xml *xml = data;
    xml_stop(xml, refuse(xml->why, ERR_BAD_FIELD, "file", "文件内含有文档类型声明（DTD），不予读取。",
                         "The file holds a document type declaration (DTD); it is not read."));
}

void xml_stop(Xml *xml, Err err)
{
    if (xml->err == OK)
        xml->err = err;
    XML_StopParser(xml->parser, XML_FALSE);
}

void xml_open(Xml *xml)
{
    static const XML_Memory_Handling_Suite suite = { take, resize, give_back };
    xml->region = arena_make(XML_REGION);
    xml->err = OK;
    xml->depth = 0;
    xml->fed = 0;
    xml->ended = false;
    parsing = &xml->region;
    xml->parser = XML_ParserCreate_MM(NULL, &suite, NULL);
    require(xml->parser != NULL);
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
}

void xml_close(Xml *xml)
{
    arena_drop(&xml->region);
    xml->parser = NULL;
}

static Err refuse_memory(Why *why)
{
    return refuse(why, ERR_TOO_LARGE, "file", "文件内部结构过大，不予读取，请重新另存为 .xlsx。",
                  "The inside of the file is too large to be read; save the workbook anew as .xlsx.");
}

static Err judge(Xml *xml, enum XML_Status status, Why *why)
{
    if (xml->err != OK)
        return xml->err;
    if (status != XML_STATUS_ERROR)
        return OK;
    enum XML_Error error = XML_GetErrorCode(xml->parser);
    if (error == XML_ERROR_NO_MEMORY)
        return refuse_memory(why);
    return refuse(why, ERR_BAD_FIELD, "file", "文件内部结构有误（%s），请在 Excel 中打开、重新保存后再上传。",
                  "The inside of the file is broken (%s); open it in Excel, save it again and send it again.",
                  XML_ErrorString(error));
}

Err xml_run(Xml *xml, Package *package, Part *part, Why *why)
{
    parsing = &xml->region;
    xml->why = why;
    XML_ParsingStatus now;
    XML_GetParsingStatus(xml->parser, &now);
    while (!xml->ended) {
        enum XML_Status status = XML_STATUS_OK;
        if (now.parsing == XML_SUSPENDED) {
            status = XML_ResumeParser(xml->parser);
        } else {
            size_t got = 0;
            void *chunk = XML_GetBuffer(xml->parser, XML_CHUNK);
            if (!chunk)
                return refuse_memory(why);
            TRY(part_read(package, part, chunk, XML_CHUNK, &got, why));
            xml->fed += (int64_t)got;
            status = XML_ParseBuffer(xml->parser, (int)got, got == 0);
        }
        TRY(judge(xml, status, why));
        XML_GetParsingStatus(xml->parser, &now);
        if (now.parsing == XML_SUSPENDED)
            return OK;
        xml->ended = now.parsing == XML_FINISHED;
        if (xml->fed - XML_GetCurrentByteIndex(xml->parser) > XML_MARK_MAX + XML_CHUNK)
            return refuse_memory(why);
    }
    return OK;
}

Err xml_read(Xml *xml, Package *package, Part *part, Why *why)
{
    xml_open(xml);
    Err err = OK;
    while (err == OK && !xml->ended)
        err = xml_run(xml, package, part, why);
    xml_close(xml);
    return err;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (; attributes[0]; attributes += 2) {
        const char *found = name[0] == ':' ? strchr(attributes[0], ':') : attributes[0];
        if (found && !strcmp(found, name))
            return attributes[1];
    }
    return NULL;
}

int64_t xml_number(Str digits, int64_t most)
{
    int64_t number = 0;
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9' || number > most)
            return -1;
        number = number * 10 + (digits.p[i] - '0');
    }
    return digits.n && number <= most ? number : -1;
}
