/* parse.c - see parse.h. One short reader for each field type. */
#include "core/parse.h"
#include "base/money.h"
#include "ident/ident.h"

enum { KEY_BYTES_MAX = 100, NUMBER_MAX = 40 };

typedef struct {
    Arena *arena;
    const FieldRow *field;
    Day today;
    Why *why;
} Reader;

static Err bad(const Reader *r, const char *zh, const char *en) { return refuse(r->why, ERR_BAD_FIELD, r->field->name, zh, en); }

/* The code point at *at of valid UTF-8; moves *at behind it. */
static uint32_t next_point(Str text, size_t *at)
{
    unsigned char head = (unsigned char)text.p[(*at)++];
    int more = head >= 0xF0 ? 3 : head >= 0xE0 ? 2 : head >= 0xC0 ? 1 : 0;
    uint32_t point = more ? head & (0x3Fu >> more) : head;
    while (more-- > 0 && *at < text.n)
        point = point << 6 | ((unsigned char)text.p[(*at)++] & 0x3Fu);
    return point;
}

/* Characters that nobody sees but that move, hide or turn round what stands beside them: a terminal, a log or a page
 * would show something else than what is stored. */
static bool is_hidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0x061C || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE ||
           (c >= 0xE0000 && c <= 0xE007F);
}

static bool is_space(uint32_t c) { return c == ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F; }

/* Free text may have lines. */
static bool plain_text(Str text, bool lines)
{
    for (size_t at = 0; at < text.n;) {
        unsigned char head = (unsigned char)text.p[at];
        uint32_t c = head < 0x80 ? head : next_point(text, &at);
        at += head < 0x80; /* most of what is typed is one byte: a list of a thousand numbers comes through here */
        if (is_hidden(c) && !(lines && (c == '\n' || c == '\r' || c == '\t')))
            return false;
    }
    return true;
}

static bool blank(Str text)
{
    for (size_t at = 0; at < text.n;)
        if (!is_space(next_point(text, &at)))
            return false;
    return true;
}

bool parse_plain(Str text) { return plain_text(text, false); }

static Err read_text(const Reader *r, const JsonNode *node, int64_t max, Str *out)
{
    bool file = r->field == field_row(F_POLICY_TEXT);
    bool lines = file || r->field == field_row(F_NOTE) || r->field == field_row(F_REASON_TEXT);
    if (node->type != JSON_TEXT)
        return bad(r, "应为文字，请用引号括起来。", "This must be text in quotation marks.");
    if ((int64_t)str_points(node->text) > max)
        return refuse(r->why, ERR_BAD_FIELD, r->field->name, "最多 %d 个字符，请缩短。", "At most %d characters; shorten it.",
                      (int)max);
    Str text = file ? node->text : str_trim(node->text); /* of a file every line counts, and its indentation */
    if (blank(str_trim(text)))
        return bad(r, "不能为空，请填写。", "This must not be empty.");
    if (!plain_text(text, lines))
        return bad(r, "不能含有控制字符或不可见字符，请删去。", "Control and invisible characters are not allowed; remove them.");
    *out = text;
    return OK;
}

static Err bad_number(const Reader *r, const IdentResult *ident)
{
    Err err = refuse(r->why, ERR_BAD_ID_NUMBER, r->field->name, NULL, NULL);
    if (r->why && r->why->arena) {
        r->why->zh = ident_sentence(r->why->arena, ident, false);
        r->why->en = ident_sentence(r->why->arena, ident, true);
    }
    return err;
}

static Err read_person(const Reader *r, const JsonNode *node, bool by_serial, Arg *out)
{
    if (by_serial) {
        if (node->type == JSON_INT)
            out->i = node->number;
        else if (node->type != JSON_TEXT || !str_int(node->text, &out->i))
            return bad(r, "个人编号应为数字。", "The personal number must be digits.");
        return out->i > 0 ? OK : bad(r, "个人编号应大于零。", "The personal number must be greater than zero.");
    }
    if (node->type != JSON_TEXT)
        return bad(r, "社会保障号码应为文字，请用引号括起来。", "The number must be text in quotation marks.");
    IdentResult ident = ident_check(IDENT_SSN, node->text, r->today);
    if (!ident.valid)
        return bad_number(r, &ident);
    out->s = str_copy(r->arena, ident_text(&ident));
    return OK;
}

/* A month, a day or an instant; the first or the last second of it. */
static Err read_span(const Reader *r, const JsonNode *node, bool end, Arg *out)
{
    Month month;
    Day day;
    Time time;
    if (node->type == JSON_TEXT && month_read(node->text, &month))
        out->i = end ? day_start(month_first((Month){ month.n + 1 })).s - 1 : day_start(month_first(month)).s;
    else if (node->type == JSON_TEXT && day_read(node->text, &day))
        out->i = end ? day_end(day).s : day_start(day).s;
    else if (node->type == JSON_TEXT && time_read(node->text, &time))
        out->i = time.s;
    else
        return bad(r, "应为日期（2025-08-31）、月份（2025-08）或带时区的时间。",
                   "Give a day (2025-08-31), a month (2025-08) or an instant with its offset.");
    return OK;
}

static Err read_day(const Reader *r, const JsonNode *node, Arg *out)
{
    Day day;
    if (node->type != JSON_TEXT || !day_read(node->text, &day))
        return bad(r, "应为日期，例如 2025-08-31。", "Give a day, for example 2025-08-31.");
    out->i = day.n;
    return OK;
}

static Err read_month(const Reader *r, const JsonNode *node, Arg *out)
{
    Month month;
    if (node->type != JSON_TEXT || !month_read(node->text, &month))
        return bad(r, "应为月份，例如 2025-08。", "Give a month, for example 2025-08.");
    out->i = month.n;
    return OK;
}

static Err read_int(const Reader *r, const JsonNode *node, int64_t max, Arg *out)
{
    if (node->type != JSON_INT)
        return bad(r, "应为整数。", "Give a whole number.");
    if (node->number < 0 || node->number > max)
        return refuse(r->why, ERR_BAD_FIELD, r->field->name, "应在 0 到 %lld 之间。", "It must be between 0 and %lld.",
                      (long long)max);
    out->i = node->number;
    return OK;
}

static Err read_choice(const Reader *r, const JsonNode *node, Arg *out)
{
    out->i = node->type == JSON_TEXT ? choice_from(r->field->set, node->text) : 0;
    if (out->i)
        return OK;
    const ChoiceSet *set = choice_set(r->field->set);
    Buf list = { .arena = r->arena };
    for (int i = 0; i < set->count; i++)
        buf_format(&list, "%s%s", i ? ", " : "", set->items[i].code);
    return refuse(r->why, ERR_BAD_FIELD, r->field->name, "应为下列之一：%.*s。", "It must be one of: %.*s.",
                  STR_ARG(buf_str(&list)));
}

static Err read_region(const Reader *r, const JsonNode *node, Arg *out)
{
    if (node->type != JSON_TEXT || node->text.n != 6 || !str_int(node->text, &out->i))
        return bad(r, "应为六位行政区划代码，例如 330100。", "Give the six-digit code of a region, for example 330100.");
    return out->i >= 110000 && out->i <= 839999 ? OK : bad(r, "不是有效的行政区划代码。", "This is not a code of a region.");
}

/* 64 small hexadecimal digits: the SHA-256 of bytes that are kept. No file of rows looks like that in Base64. */
static bool is_digest(Str text)
{
    bool digest = text.n == 2 * (size_t)HASH_BYTES;
    for (size_t i = 0; i < text.n && digest; i++)
        digest = (text.p[i] >= '0' && text.p[i] <= '9') || (text.p[i] >= 'a' && text.p[i] <= 'f');
    return digest;
}

static Err read_bytes(const Reader *r, const JsonNode *node, Arg *out)
{
    if (node->type != JSON_TEXT)
        return bad(r, "应为 Base64 编码的文件。", "Give the file in Base64.");
    if (r->field == field_row(F_FILE) && is_digest(node->text)) {
        out->key = S("sha256");
        return str_unhex(r->arena, node->text, &out->s) ? OK : bad(r, "不是有效的 SHA-256。", "This is not a SHA-256.");
    }
    if ((int64_t)node->text.n / 4 * 3 > r->field->max)
        return refuse(r->why, ERR_TOO_LARGE, r->field->name, "文件最大 %lld 字节，请压缩后再上传。",
                      "The file may have %lld bytes at most; make it smaller.", (long long)r->field->max);
    return str_unbase64(r->arena, node->text, &out->s) && out->s.n ? OK
                                                                   : bad(r, "不是有效的 Base64。", "This is not valid Base64.");
}

static Err list_bound(const Reader *r, const JsonNode *node, JsonType type)
{
    if (node->type != type)
        return type == JSON_LIST ? bad(r, "应为列表 [ ]。", "Give a list [ ].") : bad(r, "应为对象 { }。", "Give an object { }.");
    if ((int64_t)node->count > r->field->max)
        return refuse(r->why, ERR_TOO_LARGE, r->field->name, "最多 %d 项，请分批提交。", "At most %d items; send them in parts.",
                      (int)r->field->max);
    return OK;
}

static Err read_list(const Reader *r, const JsonNode *node, Arg *out)
{
    TRY(list_bound(r, node, r->field->type == TYPE_PAIRS ? JSON_MEMBERS : JSON_LIST));
    /* An empty list must not be taken for one that was not given: insurances not given are all of them. */
    if (!node->count && (r->field->type == TYPE_CHOICES || r->field == field_row(F_APPLICATIONS)))
        return bad(r, "列表不能为空，请至少给出一项。", "The list must not be empty; give at least one.");
    Arg *items = arena_new(r->arena, Arg, node->count);
    for (size_t i = 0; i < node->count; i++) {
        items[i].given = true;
        items[i].key = node->items[i].key;
        if (r->field->type == TYPE_PAIRS && (!items[i].key.n || items[i].key.n > KEY_BYTES_MAX || !plain_text(items[i].key, false)))
            return bad(r, "项目名称不正确，请核对。", "The name of a member is not right; check it.");
        if (r->field->type == TYPE_CHOICES)
            TRY(read_choice(r, &node->items[i], &items[i]));
        else if (node->items[i].type == JSON_INT && r->field->type == TYPE_PAIRS)
            items[i].s = str_format(r->arena, "%lld", (long long)node->items[i].number);
        else
            TRY(read_text(r, &node->items[i], r->field == field_row(F_APPLICATIONS) ? NUMBER_MAX : 200, &items[i].s));
    }
    out->items = items;
    out->n = node->count;
    return OK;
}

static Err read_paper_day(const Reader *r, const JsonNode *value, Day *out)
{
    Arg arg = { 0 };
    TRY(read_day(r, value, &arg));
    out->n = (int32_t)arg.i;
    return OK;
}

static Err read_paper(const Reader *r, const JsonNode *node, Paper *out)
{
    if (node->type != JSON_MEMBERS || json_text_of(json_member(node, "kind")).n == 0)
        return bad(r, "每份材料应写明种类 kind。", "Each paper needs its kind.");
    for (size_t i = 0; i < node->count; i++) {
        const JsonNode *value = &node->items[i];
        if (str_is(value->key, "kind")) {
            out->kind = (EvidenceKind)choice_from(SET_EVIDENCE, value->text);
            if (!out->kind)
                return refuse(r->why, ERR_BAD_FIELD, r->field->name, "没有“%.*s”这种材料。",
                              "There is no paper of the kind \"%.*s\".", STR_ARG(value->text));
        } else if (str_is(value->key, "no")) {
            TRY(read_text(r, value, 100, &out->no));
        } else if (str_is(value->key, "day")) {
            TRY(read_paper_day(r, value, &out->day));
        } else if (str_is(value->key, "valid_until")) {
            TRY(read_paper_day(r, value, &out->valid_until));
        } else if (str_is(value->key, "sha256")) {
            if (value->type != JSON_TEXT || value->text.n != 64 || !str_unhex(r->arena, value->text, &out->hash))
                return bad(r, "sha256 应为 64 位十六进制。", "sha256 must be 64 hexadecimal digits.");
        } else {
            return refuse(r->why, ERR_BAD_FIELD, r->field->name, "材料没有“%.*s”这一项。", "A paper has no \"%.*s\".",
                          STR_ARG(value->key));
        }
    }
    return OK;
}

static Err read_evidence(const Reader *r, const JsonNode *node, Arg *out)
{
    TRY(list_bound(r, node, JSON_LIST));
    Paper *papers = arena_new(r->arena, Paper, node->count);
    for (size_t i = 0; i < node->count; i++)
        TRY(read_paper(r, &node->items[i], &papers[i]));
    out->papers = papers;
    out->n = node->count;
    return OK;
}

/* {"ssn" or "person", "wage_fen"}: shape alone. Whether the number is one and the wage allowed is said row by row, so
 * that one wrong row does not hold up the others. */
static Err read_line(const Reader *r, const JsonNode *node, Arg *out)
{
    if (node->type != JSON_MEMBERS)
        return bad(r, "每行应为对象，写明 ssn（或 person）和 wage_fen。",
                   "Each line is an object with ssn (or person) and wage_fen.");
    bool wage = false;
    for (size_t i = 0; i < node->count; i++) {
        const JsonNode *value = &node->items[i];
        bool ssn = str_is(value->key, "ssn"), person = str_is(value->key, "person");
        if ((ssn || person) && !out->key.n) {
            out->key = value->key;
            if (person && value->type == JSON_INT)
                out->s = str_format(r->arena, "%lld", (long long)value->number);
            else
                TRY(read_text(r, value, NUMBER_MAX, &out->s));
        } else if (str_is(value->key, "wage_fen") && value->type == JSON_INT && !wage) {
            out->i = value->number;
            wage = true;
        } else {
            return bad(r, "每行只写 ssn（或 person）和 wage_fen（整数，单位为分）。",
                       "A line has ssn (or person) and wage_fen, a whole number of fen, and nothing else.");
        }
    }
    return out->key.n && wage ? OK
                              : bad(r, "每行须有 ssn（或 person）和 wage_fen。", "Each line needs ssn (or person) and wage_fen.");
}

static Err read_lines(const Reader *r, const JsonNode *node, Arg *out)
{
    TRY(list_bound(r, node, JSON_LIST));
    if (!node->count)
        return bad(r, "列表不能为空，请至少给出一项。", "The list must not be empty; give at least one.");
    Arg *items = arena_new(r->arena, Arg, node->count);
    for (size_t i = 0; i < node->count; i++) {
        items[i].given = true;
        TRY(read_line(r, &node->items[i], &items[i]));
    }
    out->items = items;
    out->n = node->count;
    return OK;
}

static Err read_field(const Reader *r, const JsonNode *node, bool by_serial, Arg *out)
{
    out->given = true;
    switch (r->field->type) {
    case TYPE_PERSON:
        return read_person(r, node, by_serial, out);
    case TYPE_TEXT:
        /* The bureau's personal number is given out as a JSON number and may come back as one: "person_serial":17. */
        if (node->type == JSON_INT && node->number > 0 && r->field == field_row(F_PERSON_SERIAL)) {
            out->s = str_format(r->arena, "%lld", (long long)node->number);
            return OK;
        }
        return read_text(r, node, r->field->max, &out->s);
    case TYPE_DAY:
        return read_day(r, node, out);
    case TYPE_MONTH:
        return read_month(r, node, out);
    case TYPE_START:
        return read_span(r, node, false, out);
    case TYPE_END:
        return read_span(r, node, true, out);
    case TYPE_INT:
        return read_int(r, node, r->field->max, out);
    case TYPE_FEN:
        return read_int(r, node, 100000000000000, out);
    case TYPE_BOOL:
        out->i = node->truth;
        return node->type == JSON_BOOL ? OK : bad(r, "应为 true 或 false。", "Give true or false.");
    case TYPE_CHOICE:
        return read_choice(r, node, out);
    case TYPE_REGION:
        return read_region(r, node, out);
    case TYPE_BYTES:
        return read_bytes(r, node, out);
    case TYPE_EVIDENCE:
        return read_evidence(r, node, out);
    case TYPE_LINES:
        return read_lines(r, node, out);
    case TYPE_CHOICES:
    case TYPE_TEXTS:
    case TYPE_PAIRS:
        break;
    }
    return read_list(r, node, out);
}

/* The field of the row that a member of the arguments fills: by its name, or `person` for `ssn`. */
static int place_of(const CatalogueRow *row, Str name, bool *by_serial)
{
    *by_serial = str_is(name, "person") || str_is(name, "other_person");
    Str wire = str_is(name, "person") ? S("ssn") : str_is(name, "other_person") ? S("other_ssn") : name;
    for (int i = 0; i < row->count; i++)
        if (str_is(wire, field_row(row->fields[i])->name))
            return i;
    return -1;
}

static Err missing_field(const CatalogueRow *row, const Arg *out, Why *why)
{
    for (int i = 0; i < row->count; i++) {
        const FieldRow *field = field_row(row->fields[i]);
        if (row->required[i] && !out[i].given)
            return refuse(why, ERR_BAD_FIELD, field->name, "请填写 %s。", "Fill in %s.", field->name);
    }
    return OK;
}

Err parse_args(Arena *arena, const CatalogueRow *row, const JsonNode *args, Day today, Arg *out, Why *why)
{
    if (args && args->type != JSON_MEMBERS)
        return refuse(why, ERR_BAD_FIELD, "args", "args 应为对象 { }。", "args must be an object { }.");
    for (size_t i = 0; args && i < args->count; i++) {
        const JsonNode *node = &args->items[i];
        bool by_serial = false;
        int place = place_of(row, node->key, &by_serial);
        const char *name = str_z(arena, node->key);
        if (place < 0)
            return refuse(why, ERR_BAD_FIELD, name, "没有“%s”这一项，请核对名称。", "There is no field \"%s\"; check its name.",
                          name);
        if (out[place].given)
            return refuse(why, ERR_BAD_FIELD, name, "“%s”重复了，请只给一次。", "\"%s\" is given twice; give it once.", name);
        if (node->type == JSON_NIL)
            return refuse(why, ERR_BAD_FIELD, name, "“%s”为空；不需要时请去掉。", "\"%s\" is null; leave it out instead.", name);
        Reader reader = { arena, field_row(row->fields[place]), today, why };
        Err err = read_field(&reader, node, by_serial, &out[place]);
        if (err != OK && by_serial && why)
            why->field = str(name); /* The member that was given, not the field it fills. */
        TRY(err);
    }
    return missing_field(row, out, why);
}

Err parse_actor(const JsonNode *actor, Actor *out, Why *why)
{
    if (!actor || actor->type != JSON_MEMBERS)
        return refuse(why, ERR_BAD_FIELD, "actor", "请写明办理人 actor。", "Say who acts: actor.");
    for (size_t i = 0; i < actor->count; i++) {
        const JsonNode *node = &actor->items[i];
        bool known = str_is(node->key, "role") || str_is(node->key, "user") || str_is(node->key, "org");
        if (!known || node->type != JSON_TEXT || node->text.n > 100 || !plain_text(node->text, false))
            return refuse(why, ERR_BAD_FIELD, "actor", "actor 只有 role、user、org 三项文字。",
                          "actor has three texts: role, user and org.");
    }
    out->role = (Role)choice_from(SET_ROLE, json_text_of(json_member(actor, "role")));
    out->user = json_text_of(json_member(actor, "user"));
    out->org = json_text_of(json_member(actor, "org"));
    if (!out->role)
        return refuse(why, ERR_BAD_FIELD, "role", "没有这种角色，请核对 role。", "There is no such role; check role.");
    return OK;
}
