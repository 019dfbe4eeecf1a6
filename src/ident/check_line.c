/* check_line.c - see check_line.h. */
#include "ident/check_line.h"
#include "ident/region.h"

enum { SHOWN_BYTES = 120 };

/* How many bytes the character at the head of s has, or 0 if it should not be shown. */
static size_t shown(Str s)
{
    unsigned char c = (unsigned char)s.p[0];
    if (c < 0x80)
        return c >= 0x20 && c != 0x7F;
    size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    if (n > s.n || !str_utf8(str_head(s, n)))
        return 0;
    /* C1 controls, and the marks that turn the direction of a line, could make a listing lie. */
    bool control = c == 0xC2 && (unsigned char)s.p[1] < 0xA0;
    bool turning = c == 0xE2 && ((unsigned char)s.p[1] == 0x80 || (unsigned char)s.p[1] == 0x81) && (unsigned char)s.p[2] >= 0xA6;
    return control || turning ? 0 : n;
}

static void value_add(Buf *out, Str value)
{
    bool cut = value.n > SHOWN_BYTES;
    Str rest = str_head(value, SHOWN_BYTES);
    while (rest.n) {
        size_t plain = 0;
        while (plain < rest.n && rest.p[plain] >= 0x20 && rest.p[plain] < 0x7F)
            plain++;
        buf_add(out, str_head(rest, plain));
        rest = str_from(rest, plain);
        if (!rest.n)
            break;
        size_t n = shown(rest);
        buf_add(out, n ? str_head(rest, n) : S("?"));
        rest = str_from(rest, n ? n : 1);
    }
    if (cut)
        buf_add(out, S("…"));
}

void check_line(Buf *out, IdentKind kind, Str value, Day today, bool en)
{
    value = str_trim(value);
    IdentResult r = ident_check(kind, value, today);
    value_add(out, value);
    buf_char(out, '\t');
    buf_add(out, str(ident_mistake_code(r.mistake)));
    buf_char(out, '\t');
    ident_say(out, &r, en);
    buf_char(out, '\n');
}

static void put_z(Json *json, const char *key, const char *text)
{
    if (text[0])
        json_put(json, key, str(text));
}

static void put_birth(Json *json, const IdentResult *r)
{
    char text[11] = "0000-00-00";
    int part[3] = { r->year, r->month, r->day }, end[3] = { 3, 6, 9 };
    for (int i = 0; i < 3; i++)
        for (int at = end[i]; at >= 0 && part[i]; part[i] /= 10)
            text[at--] = (char)('0' + part[i] % 10);
    json_put(json, "birth", str(text));
}

static void put_region(Json *json, const IdentResult *r, bool en)
{
    char name[512] = { 0 }, digits[7] = "000000";
    Arena small = { .base = (uint8_t *)name, .size = sizeof name };
    for (int i = 5, code = r->region; i >= 0; i--, code /= 10)
        digits[i] = (char)('0' + code % 10);
    json_put(json, "region", str(digits));
    Str path = region_path(&small, r->region, en);
    if (path.n)
        json_put(json, "region_name", path);
}

static void put_mistake(Json *json, const IdentResult *r)
{
    json_put(json, "mistake", str(ident_mistake_code(r->mistake)));
    if (r->at)
        json_put_int(json, "at", (int64_t)r->at);
    if (!r->explained)
        return;
    json_put_bool(json, "one_character", r->singles > 0);
    json_put_bool(json, "neighbours_swapped", r->swaps > 0);
    if (r->singles == 1)
        json_put_int(json, "one_character_at", r->single_at);
    if (r->swaps == 1)
        json_put_int(json, "swapped_at", r->swap_at);
}

void check_members(Json *json, const IdentResult *r, bool en)
{
    char words[1024];
    Arena small = { .base = (uint8_t *)words, .size = sizeof words };
    json_put_bool(json, "valid", r->valid);
    json_put_or_null(json, "why", ident_sentence(&small, r, en));
    put_z(json, "kind", ident_kind_word(r->kind));
    if (!r->valid) {
        put_mistake(json, r);
        return;
    }
    put_z(json, "form", ident_form_word(r->form));
    json_put(json, "value", ident_text(r));
    if (day_is(r->birth))
        put_birth(json, r);
    put_z(json, "sex", ident_sex_word(r->sex));
    if (r->region)
        put_region(json, r, en);
    if (!r->notes)
        return;
    json_key(json, "notes");
    json_open(json, '[');
    for (unsigned note = 1; note <= r->notes; note *= 2)
        if (r->notes & note)
            json_text(json, str(ident_note_code((IdentNote)note)));
    json_close(json, ']');
}

static void error_add(Buf *out, Err code, Str field, Str why)
{
    Json json = { .buf = *out };
    json_open(&json, '{');
    json_put(&json, "error", str(err_code(code)));
    json_put_or_null(&json, "field", field);
    json_put(&json, "why", why);
    json_close(&json, '}');
    buf_char(&json.buf, '\n');
    *out = json.buf;
}

/* Reads the two members. Refusals: ERR_BAD_FIELD in this order: not strict JSON, no object, unknown field,
 * missing or wrong kind, missing or wrong value. */
static Err request_read(Arena *scratch, Str line, IdentKind *kind, Str *value, Why *why)
{
    JsonNode *node = NULL;
    TRY(json_read(scratch, line, &node, why));
    if (node->type != JSON_MEMBERS)
        return refuse(why, ERR_BAD_FIELD, "", "每行应为一个 JSON 对象。", "Each line must be one JSON object.");
    for (size_t i = 0; i < node->count; i++)
        if (!str_is(node->items[i].key, "kind") && !str_is(node->items[i].key, "value"))
            return refuse(why, ERR_BAD_FIELD, str_z(scratch, node->items[i].key), "没有这个字段，只接受 kind 和 value。",
                          "There is no such field; only kind and value are accepted.");
    *kind = ident_kind(json_text_of(json_member(node, "kind")));
    if (*kind == IDENT_FREE)
        return refuse(why, ERR_BAD_FIELD, "kind", "kind 应为 citizen-id、permit、credit-code、bank-card、mobile、card-no 等之一。",
                      "kind must be one of citizen-id, permit, credit-code, bank-card, mobile, card-no and so on.");
    const JsonNode *given = json_member(node, "value");
    if (!given || given->type != JSON_TEXT)
        return refuse(why, ERR_BAD_FIELD, "value", "value 应为文字，号码要写在引号内。",
                      "value must be text; write the number in quotation marks.");
    *value = given->text;
    return OK;
}

void check_json_line(Buf *out, Arena *scratch, Str line, Day today, bool en)
{
    Why why = { .arena = scratch };
    IdentKind kind = IDENT_FREE;
    Str value = { 0 };
    if (line.n > CHECK_LINE_MAX) {
        check_too_long(out, true, en);
        return;
    }
    Err err = request_read(scratch, line, &kind, &value, &why);
    if (err != OK) {
        error_add(out, err, why.field, en ? why.en : why.zh);
        return;
    }
    IdentResult r = ident_check(kind, value, today);
    Json json = { .buf = *out };
    json_open(&json, '{');
    check_members(&json, &r, en);
    json_close(&json, '}');
    buf_char(&json.buf, '\n');
    *out = json.buf;
}

void check_too_long(Buf *out, bool json, bool en)
{
    Str why = str(err_sentence(ERR_TOO_LARGE, en));
    if (json) {
        error_add(out, ERR_TOO_LARGE, (Str){ 0 }, why);
        return;
    }
    buf_add(out, S("…\t"));
    buf_add(out, str(err_code(ERR_TOO_LARGE)));
    buf_char(out, '\t');
    buf_add(out, why);
    buf_char(out, '\n');
}

void check_human(Buf *out, const IdentResult *r, Str value, bool en)
{
    if (r->valid)
        buf_add(out, ident_text(r));
    else
        value_add(out, str_trim(value));
    buf_add(out, en ? r->valid ? S("  valid: ") : S("  not valid: ") : r->valid ? S("  有效：") : S("  无效："));
    buf_add(out, str(r->valid ? ident_form_name(r->form, en) : ident_kind_name(r->kind, en)));
    buf_char(out, '\n');
    if (r->valid && day_is(r->birth)) {
        buf_format(out, en ? "  born %04d-%02d-%02d" : "  %04d-%02d-%02d 出生", r->year, r->month, r->day);
        buf_add(out, en ? r->sex == SEX_MALE ? S(", male") : S(", female") : r->sex == SEX_MALE ? S("，男") : S("，女"));
        buf_char(out, '\n');
    }
    if (r->valid && r->region) {
        buf_format(out, "  %06d ", r->region);
        region_say(out, r->region, en);
        buf_char(out, '\n');
    }
    if (r->valid && !r->notes)
        return;
    buf_add(out, S("  "));
    ident_say(out, r, en);
    buf_char(out, '\n');
}
