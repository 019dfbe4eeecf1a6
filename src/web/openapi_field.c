/* openapi_field.c - see openapi_field.h. */
#include "web/openapi_field.h"

#define DAY_PATTERN "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
#define MONTH_PATTERN "^[0-9]{4}-[0-9]{2}$"

/* A key that is put together; keys end with a zero byte. */
void openapi_key(Json *json, const char *before, const char *after)
{
    json_key(json, str_z(json->buf.arena, str_format(json->buf.arena, "%s%s", before, after)));
}

const char *openapi_status(Json *json, int status) { return str_z(json->buf.arena, str_format(json->buf.arena, "%d", status)); }

void openapi_ref(Json *json, const char *section, const char *name)
{
    json_open(json, '{');
    json_put(json, "$ref", str_format(json->buf.arena, "#/components/%s/%s", section, name));
    json_close(json, '}');
}

void openapi_both(Json *json, const char *zh, const char *en)
{
    json_put(json, "description", str_format(json->buf.arena, "%s · %s", en, zh));
}

/* ---- fields ---- */

void openapi_words(Json *json, ChoiceSetId set)
{
    const ChoiceSet *words = choice_set(set);
    json_put(json, "type", S("string"));
    json_key(json, "enum");
    json_open(json, '[');
    for (int i = 0; i < words->count; i++)
        json_text(json, str(words->items[i].code));
    json_close(json, ']');
    json_key(json, "x-enum-zh");
    json_open(json, '[');
    for (int i = 0; i < words->count; i++)
        json_text(json, str(words->items[i].zh));
    json_close(json, ']');
}

static void put_number(Json *json, int64_t least, int64_t most)
{
    json_put(json, "type", S("integer"));
    json_put_int(json, "minimum", least);
    json_put_int(json, "maximum", most);
}

static void put_text(Json *json, int64_t least, int64_t most)
{
    json_put(json, "type", S("string"));
    json_put_int(json, "minLength", least);
    json_put_int(json, "maxLength", most);
}

static void put_pattern(Json *json, const char *pattern)
{
    json_put(json, "type", S("string"));
    json_put(json, "pattern", str(pattern));
}

static void put_items(Json *json, const FieldRow *field)
{
    json_put(json, "type", S("array"));
    json_put_int(json, "maxItems", field->max);
    json_key(json, "items");
    if (field->type == TYPE_EVIDENCE) {
        openapi_ref(json, "schemas", "Paper");
        return;
    }
    json_open(json, '{');
    if (field->type == TYPE_CHOICES)
        openapi_words(json, field->set);
    else
        put_text(json, 1, 200);
    json_close(json, '}');
}

static void put_lines(Json *json, const FieldRow *field)
{
    json_put(json, "type", S("array"));
    json_put_int(json, "minItems", 1);
    json_put_int(json, "maxItems", field->max);
    json_key(json, "items");
    json_raw(json, S("{\"type\":\"object\",\"properties\":{\"ssn\":{\"type\":\"string\"},\"person\":{\"type\":\"integer\"},"
                     "\"wage_fen\":{\"type\":\"integer\"}},\"required\":[\"wage_fen\"],\"additionalProperties\":false}"));
}

static void put_pairs(Json *json, const FieldRow *field)
{
    json_put(json, "type", S("object"));
    json_put_int(json, "maxProperties", field->max);
    json_key(json, "additionalProperties");
    json_open(json, '{');
    put_text(json, 1, 200);
    json_close(json, '}');
}

void openapi_type(Json *json, const FieldRow *field)
{
    switch (field->type) {
    case TYPE_PERSON:
        put_text(json, 15, field->max);
        return;
    case TYPE_TEXT:
        put_text(json, 1, field->max);
        return;
    case TYPE_DAY:
        put_pattern(json, DAY_PATTERN);
        json_put(json, "format", S("date"));
        return;
    case TYPE_MONTH:
        put_pattern(json, MONTH_PATTERN);
        return;
    case TYPE_START:
    case TYPE_END:
        put_pattern(json, "^[0-9]{4}-[0-9]{2}(-[0-9]{2}(T.*)?)?$");
        return;
    case TYPE_INT:
        put_number(json, 0, field->max);
        return;
    case TYPE_FEN:
        put_number(json, 0, 100000000000000);
        return;
    case TYPE_BOOL:
        json_put(json, "type", S("boolean"));
        return;
    case TYPE_CHOICE:
        openapi_words(json, field->set);
        return;
    case TYPE_REGION:
        put_pattern(json, "^[1-8][0-9]{5}$");
        return;
    case TYPE_BYTES:
        put_text(json, 4, (field->max + 2) / 3 * 4);
        json_put(json, "contentEncoding", S("base64"));
        return;
    case TYPE_CHOICES:
    case TYPE_TEXTS:
    case TYPE_EVIDENCE:
        put_items(json, field);
        return;
    case TYPE_PAIRS:
        put_pairs(json, field);
        return;
    case TYPE_LINES:
        put_lines(json, field);
        return;
    }
}

static void put_kind(Json *json, FieldKind kind)
{
    static const char *const names[] = { [KIND_PERSONAL] = "personal", [KIND_SECRET] = "secret", [KIND_BLOB] = "blob" };
    if (kind != KIND_PLAIN)
        json_put(json, "x-kind", str(names[kind]));
}

static void put_field(Json *json, const FieldRow *field)
{
    json_key(json, field->name);
    json_open(json, '{');
    openapi_type(json, field);
    openapi_both(json, field->zh, field->en);
    put_kind(json, field->kind);
    json_close(json, '}');
    if (field->type != TYPE_PERSON)
        return;
    json_key(json, strcmp(field->name, "ssn") == 0 ? "person" : "other_person");
    json_open(json, '{');
    put_number(json, 1, INT64_MAX);
    openapi_both(json, "个人编号，可代替社会保障号码", "the bureau's personal number, in place of the social security number");
    json_close(json, '}');
}

/* What must be there; a person by either number. */
static void put_required(Json *json, const CatalogueRow *row)
{
    json_key(json, "required");
    json_open(json, '[');
    for (int i = 0; i < row->count; i++)
        if (row->required[i] && field_row(row->fields[i])->type != TYPE_PERSON)
            json_text(json, str(field_row(row->fields[i])->name));
    json_close(json, ']');
    json_key(json, "allOf");
    json_open(json, '[');
    for (int i = 0; i < row->count; i++) {
        const char *name = field_row(row->fields[i])->name;
        if (!row->required[i] || field_row(row->fields[i])->type != TYPE_PERSON)
            continue;
        json_raw(json, str_format(json->buf.arena, "{\"oneOf\":[{\"required\":[\"%s\"]},{\"required\":[\"%s\"]}]}", name,
                                  strcmp(name, "ssn") == 0 ? "person" : "other_person"));
    }
    json_raw(json, S("true"));
    json_close(json, ']');
}

void openapi_args(Json *json, const CatalogueRow *row)
{
    json_open(json, '{');
    json_put(json, "type", S("object"));
    json_put_bool(json, "additionalProperties", false);
    json_key(json, "properties");
    json_open(json, '{');
    for (int i = 0; i < row->count; i++)
        put_field(json, field_row(row->fields[i]));
    json_close(json, '}');
    put_required(json, row);
    json_close(json, '}');
}
