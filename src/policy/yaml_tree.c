/* yaml_tree.c - see yaml_tree.h. The only file that knows libyaml, whose own memory is given back on every way
 * out, also when the region fills up in the middle. */
#include "policy/yaml_tree.h"
#include "base/require.h"
#include <yaml.h>

typedef struct {
    Arena *arena;
    Str file, text;
    Why *why;
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_event;
    int nodes;
} Reader;

static Err node_read(Reader *reader, int depth, YamlNode **out);

Err yaml_refuse(Why *why, Err code, Str file, int line, const char *zh, const char *en, va_list args)
{
    if (!why || !why->arena)
        return refuse(why, code, "", NULL, NULL);
    Str place = str_format(why->arena, STR_FMT ":%d", STR_ARG(file), line);
    code = refuse(why, code, str_z(why->arena, place), NULL, NULL);
    va_list again;
    va_copy(again, args);
    Str in_zh = str_vformat(why->arena, zh, args), in_en = str_vformat(why->arena, en, again);
    va_end(again);
    why->zh = str_format(why->arena, STR_FMT " 第 %d 行：" STR_FMT, STR_ARG(file), line, STR_ARG(in_zh));
    why->en = str_format(why->arena, STR_FMT " line %d: " STR_FMT, STR_ARG(file), line, STR_ARG(in_en));
    return code;
}

static Err at_line(const Reader *reader, Err code, size_t line, const char *zh, const char *en, ...)
{
    va_list args;
    va_start(args, en);
    code = yaml_refuse(reader->why, code, reader->file, (int)line + 1, zh, en, args);
    va_end(args);
    return code;
}

/* Where libyaml stopped. A text or list that never ends is named where it begins, and a forbidden character, for
 * which libyaml gives only a byte offset, in its own line. */
static size_t problem_line(const Reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error != YAML_READER_ERROR)
        return parser->context && strstr(parser->problem, "end of stream") ? parser->context_mark.line : parser->problem_mark.line;
    size_t line = 0;
    for (size_t i = 0; i < parser->problem_offset && i < reader->text.n; i++)
        line += reader->text.p[i] == '\n';
    return line;
}

static Err event_next(Reader *reader)
{
    if (reader->has_event)
        yaml_event_delete(&reader->event);
    reader->has_event = yaml_parser_parse(&reader->parser, &reader->event);
    if (reader->has_event)
        return OK;
    const char *problem = reader->parser.problem ? reader->parser.problem : "memory";
    return at_line(reader, ERR_BAD_FIELD, problem_line(reader), "不是有效的 YAML（%s）。请检查缩进和符号。",
                   "not valid YAML (%s); check indentation and punctuation.", problem);
}

static size_t event_line(const Reader *reader) { return reader->event.start_mark.line; }

static Err node_new(Reader *reader, int depth, YamlNode **out)
{
    if (++reader->nodes > YAML_NODES_MAX)
        return at_line(reader, ERR_BAD_FIELD, event_line(reader), "内容过多，上限为 %d 项。", "more than %d items.",
                       YAML_NODES_MAX);
    if (depth > YAML_DEPTH_MAX)
        return at_line(reader, ERR_BAD_FIELD, event_line(reader), "嵌套超过 %d 层。", "nested more than %d levels deep.",
                       YAML_DEPTH_MAX);
    *out = arena_new(reader->arena, YamlNode, 1);
    (*out)->line = (int)event_line(reader) + 1;
    return OK;
}

/* The text of the scalar event, copied. */
static Err scalar_text(Reader *reader, Str *out)
{
    if (reader->event.data.scalar.length > YAML_TEXT_MAX)
        return at_line(reader, ERR_BAD_FIELD, event_line(reader), "文字超过 %d 字节。", "a text of more than %d bytes.",
                       YAML_TEXT_MAX);
    Str text = { (const char *)reader->event.data.scalar.value, reader->event.data.scalar.length };
    if (memchr(text.p, 0, text.n))
        return at_line(reader, ERR_BAD_FIELD, event_line(reader), "文字含有不允许的字符。",
                       "a text holds a character that is not allowed.");
    *out = str_copy(reader->arena, text);
    return OK;
}

static Err no_tricks(Reader *reader, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor || tag)
        return at_line(reader, ERR_BAD_FIELD, event_line(reader), "不接受锚点、引用和标签，请直接写出内容。",
                       "anchors, aliases and tags are not accepted; write the value itself.");
    return OK;
}

static Err list_read(Reader *reader, int depth, YamlNode *list)
{
    YamlNode **end = &list->first;
    TRY(event_next(reader));
    while (reader->event.type != YAML_SEQUENCE_END_EVENT) {
        TRY(node_read(reader, depth + 1, end));
        end = &(*end)->next;
        TRY(event_next(reader));
    }
    return OK;
}

static Err map_key(Reader *reader, const YamlNode *map, int members, Str *out)
{
    if (reader->event.type != YAML_SCALAR_EVENT)
        return at_line(reader, ERR_BAD_FIELD, event_line(reader), "键必须是文字。", "a key must be text.");
    TRY(no_tricks(reader, reader->event.data.scalar.anchor, reader->event.data.scalar.tag));
    TRY(scalar_text(reader, out));
    for (const YamlNode *item = map->first; item; item = item->next)
        if (str_eq(item->key, *out))
            return at_line(reader, ERR_BAD_FIELD, event_line(reader), "“" STR_FMT "”重复，前面第 %d 行已经写过。",
                           "\"" STR_FMT "\" stands twice, first on line %d.", STR_ARG(*out), item->line);
    if (members > YAML_MEMBERS_MAX)
        return at_line(reader, ERR_BAD_FIELD, event_line(reader), "同一层超过 %d 项。", "more than %d members in one mapping.",
                       YAML_MEMBERS_MAX);
    return OK;
}

static Err map_read(Reader *reader, int depth, YamlNode *map)
{
    YamlNode **end = &map->first;
    TRY(event_next(reader));
    for (int members = 1; reader->event.type != YAML_MAPPING_END_EVENT; members++) {
        Str key = { 0 };
        int line = (int)event_line(reader) + 1;
        YamlNode *item = NULL;
        TRY(map_key(reader, map, members, &key));
        TRY(event_next(reader));
        TRY(node_read(reader, depth + 1, &item));
        item->key = key;
        item->line = line;
        *end = item;
        end = &item->next;
        TRY(event_next(reader));
    }
    return OK;
}

/* The node that begins with the present event; afterwards the present event is its last. */
static Err node_read(Reader *reader, int depth, YamlNode **out)
{
    YamlNode *node = NULL;
    yaml_event_t *event = &reader->event;
    TRY(node_new(reader, depth, &node));
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        TRY(no_tricks(reader, event->data.scalar.anchor, event->data.scalar.tag));
        node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
        TRY(scalar_text(reader, &node->text));
        break;
    case YAML_SEQUENCE_START_EVENT:
        TRY(no_tricks(reader, event->data.sequence_start.anchor, event->data.sequence_start.tag));
        node->type = YAML_LIST;
        TRY(list_read(reader, depth, node));
        break;
    case YAML_MAPPING_START_EVENT:
        TRY(no_tricks(reader, event->data.mapping_start.anchor, event->data.mapping_start.tag));
        node->type = YAML_MAP;
        TRY(map_read(reader, depth, node));
        break;
    default: /* an alias: everything else cannot stand here */
        return no_tricks(reader, event->data.alias.anchor, NULL);
    }
    *out = node;
    return OK;
}

static Err document_read(Reader *reader, YamlNode **out)
{
    TRY(event_next(reader)); /* stream start */
    TRY(event_next(reader));
    if (reader->event.type != YAML_DOCUMENT_START_EVENT)
        return at_line(reader, ERR_BAD_FIELD, event_line(reader), "文件没有内容。", "the file is empty.");
    if (reader->event.data.document_start.version_directive ||
        reader->event.data.document_start.tag_directives.start != reader->event.data.document_start.tag_directives.end)
        return at_line(reader, ERR_BAD_FIELD, event_line(reader), "不接受 %% 指令。", "%% directives are not accepted.");
    TRY(event_next(reader));
    YamlNode *root = NULL;
    TRY(node_read(reader, 1, &root));
    TRY(event_next(reader)); /* document end */
    TRY(event_next(reader));
    if (reader->event.type != YAML_STREAM_END_EVENT)
        return at_line(reader, ERR_BAD_FIELD, event_line(reader), "一个文件只能有一份文档。", "only one document a file.");
    *out = root;
    return OK;
}

/* Keeps a full region from jumping over libyaml's own memory. */
static Err document_guarded(Reader *reader, YamlNode **out)
{
    jmp_buf full, *outer = reader->arena->on_full;
    if (setjmp(full)) {
        reader->arena->on_full = outer;
        return refuse(reader->why, ERR_TOO_LARGE, "", NULL, NULL);
    }
    reader->arena->on_full = &full;
    Err err = document_read(reader, out);
    reader->arena->on_full = outer;
    return err;
}

Err yaml_tree_read(Arena *arena, Str file, Str text, YamlNode **out, Why *why)
{
    Reader reader = { .arena = arena, .file = file, .text = text, .why = why };
    if (text.n > YAML_BYTES_MAX)
        return at_line(&reader, ERR_TOO_LARGE, 0, "文件超过 %d KB。", "the file is larger than %d KB.", YAML_BYTES_MAX >> 10);
    Str rest = text;
    for (size_t line = 0; rest.p; line++)
        if (!str_utf8(str_cut(&rest, '\n')))
            return at_line(&reader, ERR_BAD_FIELD, line, "不是有效的 UTF-8 文字。", "not valid UTF-8.");
    require(yaml_parser_initialize(&reader.parser)); /* refused only when the machine has no memory left */
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)(text.p ? text.p : ""), text.n);
    Err err = document_guarded(&reader, out);
    if (reader.has_event)
        yaml_event_delete(&reader.event);
    yaml_parser_delete(&reader.parser);
    return err;
}

const YamlNode *yaml_member(const YamlNode *map, const char *key)
{
    if (map && map->type == YAML_MAP)
        for (const YamlNode *item = map->first; item; item = item->next)
            if (str_is(item->key, key))
                return item;
    return NULL;
}
