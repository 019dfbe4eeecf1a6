/* policy.c - see policy.h: reads the files of a set as a whole, and answers from it. */
#include "policy/policy.h"
#include "base/require.h"
#include "policy/set.h"

enum { CORRECTED = 0x80 }; /* in the byte of the status: a notice of correction follows */
static const char national_file[] = "national.yaml", calendar_file[] = "calendar.yaml";

/* The region code in "110000.yaml", or 0. */
static int file_region(Str name)
{
    int64_t code = 0;
    if (name.n != 11 || !str_ends(name, S(".yaml")) || !str_int(str_head(name, 6), &code) || code < 110000)
        return 0;
    return (int)code;
}

static Err name_read(const Reading *reading, const YamlNode *node, RegionPolicy *region)
{
    TRY(reading_members(reading, node, "zh en", "zh en"));
    TRY(reading_text(reading, yaml_member(node, "zh"), "zh", &region->name_zh));
    return reading_text(reading, yaml_member(node, "en"), "en", &region->name_en);
}

static Err region_read(const Reading *reading, Str text, int code, RegionPolicy *region)
{
    YamlNode *root = NULL;
    int64_t said = 0;
    region->code = code;
    region->file = reading->file;
    TRY(yaml_tree_read(reading->arena, reading->file, text, &root, reading->why));
    TRY(reading_members(reading, root, "region name parameters papers", code ? "region name" : "region name parameters papers"));
    TRY(reading_int(reading, yaml_member(root, "region"), 0, 999999, &said));
    if (said != code)
        return reading_refuse(reading, yaml_member(root, "region")->line, "region 与文件名不一致，应当是 %d。",
                              "region does not agree with the file's name; it should be %d.", code);
    TRY(name_read(reading, yaml_member(root, "name"), region));
    TRY(params_read(reading, yaml_member(root, "parameters"), region));
    return papers_read(reading, yaml_member(root, "papers"), region);
}

static const PolicyFile *file_find(const PolicyFile *files, size_t count, Str name)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(files[i].name, name))
            return &files[i];
    return NULL;
}

/* Every name must be one of those a set consists of, once; the two that are needed must be there. */
static Err names_check(const PolicyFile *files, size_t count, Reading *reading)
{
    for (size_t i = 0; i < count; i++) {
        Str name = reading->file = files[i].name;
        if (file_find(files, i, name))
            return reading_refuse(reading, 1, "文件重复。", "the file stands twice in the set.");
        if (!str_is(name, national_file) && !str_is(name, calendar_file) && !file_region(name))
            return reading_refuse(reading, 1, "文件名应当是 national.yaml、calendar.yaml 或六位行政区划代码.yaml。",
                                  "a policy file is called national.yaml, calendar.yaml, or CODE.yaml with six digits.");
    }
    const char *needed[] = { national_file, calendar_file };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        reading->file = str(needed[i]);
        if (!file_find(files, count, reading->file))
            return reading_refuse(reading, 1, "缺少此文件。", "the file is missing.");
    }
    return OK;
}

static Err calendar_file_read(Reading *reading, Str text, Calendar *calendar)
{
    YamlNode *root = NULL;
    TRY(yaml_tree_read(reading->arena, reading->file, text, &root, reading->why));
    return calendar_read(reading, root, calendar);
}

/* Gives the region what the nation says and it does not, then looks for contradictions in the whole. */
static Err region_complete(Reading *reading, RegionPolicy *region, const RegionPolicy *national)
{
    for (PolicyKey key = 0; key < POLICY_KEY_END; key++)
        if (!region->params[key].count) {
            region->params[key] = national->params[key];
            region->params[key].own = false;
        }
    papers_follow(reading->arena, region, national);
    reading->file = region->file;
    return params_check(reading, region);
}

static void region_insert(PolicySet *set, const RegionPolicy *region)
{
    size_t at = set->region_count++;
    for (; at > 0 && set->regions[at - 1].code > region->code; at--)
        set->regions[at] = set->regions[at - 1];
    set->regions[at] = *region;
}

static void region_canonical(Buf *buf, const RegionPolicy *region)
{
    buf_u32(buf, (uint32_t)region->code);
    buf_text(buf, region->name_zh);
    buf_text(buf, region->name_en);
    for (PolicyKey key = 0; key < POLICY_KEY_END; key++) {
        const PolicyParam *param = &region->params[key];
        if (!param->own)
            continue;
        buf_text(buf, str(policy_key_path(key)));
        buf_u32(buf, (uint32_t)param->count);
        for (size_t i = 0; i < param->count; i++) {
            const PolicyValue *value = &param->values[i];
            buf_i64(buf, value->from.n);
            buf_u8(buf, value->unknown);
            buf_i64(buf, value->value);
            if (policy_key_kind(key) >= POLICY_LIST)
                rows_canonical(buf, value);
            buf_u8(buf, (uint8_t)(value->status | (value->correction.n ? CORRECTED : 0)));
            buf_text(buf, value->reference);
            if (value->correction.n)
                buf_text(buf, value->correction);
        }
    }
    buf_text(buf, S("papers"));
    papers_canonical(buf, region);
}

static void set_seal(Arena *arena, PolicySet *set)
{
    Buf buf = { .arena = arena };
    buf_text(&buf, S("shebao policy 1"));
    region_canonical(&buf, &set->national);
    buf_u32(&buf, (uint32_t)set->region_count);
    for (size_t i = 0; i < set->region_count; i++)
        region_canonical(&buf, &set->regions[i]);
    calendar_canonical(&buf, &set->calendar);
    set->canonical = buf_str(&buf);
    set->hash = hash_of(set->canonical);
}

/* By name, whatever the order in which a folder gave them. */
static void set_files(Arena *arena, PolicySet *set, const PolicyFile *files, size_t count)
{
    set->files = arena_new(arena, PolicyFile, count);
    for (size_t i = 0; i < count; i++) {
        size_t at = set->file_count++;
        for (; at > 0 && str_cmp(set->files[at - 1].name, files[i].name) > 0; at--)
            set->files[at] = set->files[at - 1];
        set->files[at] = files[i];
    }
}

Err policy_load_files(Arena *arena, const PolicyFile *files, size_t count, PolicySet **out, Why *why)
{
    Reading reading = { arena, { 0 }, why };
    PolicySet *set = arena_new(arena, PolicySet, 1);
    set->regions = arena_new(arena, RegionPolicy, count);
    TRY(names_check(files, count, &reading));
    reading.file = str(calendar_file);
    TRY(calendar_file_read(&reading, file_find(files, count, reading.file)->text, &set->calendar));
    reading.file = str(national_file);
    TRY(region_read(&reading, file_find(files, count, reading.file)->text, 0, &set->national));
    TRY(params_check(&reading, &set->national));
    for (size_t i = 0; i < count; i++) {
        RegionPolicy region = { .code = file_region(files[i].name) };
        reading.file = str_copy(arena, files[i].name);
        if (!region.code)
            continue;
        TRY(region_read(&reading, files[i].text, region.code, &region));
        TRY(region_complete(&reading, &region, &set->national));
        region_insert(set, &region);
    }
    set_files(arena, set, files, count);
    set_seal(arena, set);
    *out = set;
    return OK;
}

const PolicyFile *policy_files(const PolicySet *set, size_t *count)
{
    *count = set->file_count;
    return set->files;
}

const Hash *policy_hash(const PolicySet *set) { return &set->hash; }
Str policy_canonical(const PolicySet *set) { return set->canonical; }
const RegionPolicy *policy_national(const PolicySet *set) { return &set->national; }
const Calendar *policy_calendar(const PolicySet *set) { return &set->calendar; }
size_t policy_region_count(const PolicySet *set) { return set->region_count; }
int policy_region_code(const RegionPolicy *region) { return region->code; }
Str policy_region_name(const RegionPolicy *region, bool en) { return en ? region->name_en : region->name_zh; }

const RegionPolicy *policy_region_at(const PolicySet *set, size_t index)
{
    require(index < set->region_count);
    return &set->regions[index];
}

static const RegionPolicy *region_exact(const PolicySet *set, int code)
{
    size_t low = 0, high = set->region_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (set->regions[middle].code == code)
            return &set->regions[middle];
        if (set->regions[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const RegionPolicy *policy_region(const PolicySet *set, int code)
{
    const RegionPolicy *region = region_exact(set, code);
    region = region ? region : region_exact(set, code / 100 * 100);
    return region ? region : region_exact(set, code / 10000 * 10000);
}

Err policy_region_get(const PolicySet *set, int code, const RegionPolicy **out, Why *why)
{
    const RegionPolicy *region = policy_region(set, code);
    if (region) {
        *out = region;
        return OK;
    }
    if (!why || !why->arena)
        return refuse(why, ERR_NO_RULE, "region", NULL, NULL);
    Buf zh = { .arena = why->arena }, en = { .arena = why->arena };
    for (size_t i = 0; i < set->region_count; i++) {
        const RegionPolicy *known = &set->regions[i];
        buf_format(&zh, "%s%06d " STR_FMT, i ? "、" : "", known->code, STR_ARG(known->name_zh));
        buf_format(&en, "%s%06d " STR_FMT, i ? ", " : "", known->code, STR_ARG(known->name_en));
    }
    Err err = refuse(why, ERR_NO_RULE, "region", NULL, NULL);
    why->zh = str_format(why->arena, "没有地区 %06d 的政策参数。已有：" STR_FMT "。", code, STR_ARG(buf_str(&zh)));
    why->en = str_format(why->arena, "No policy is on file for region %06d. On file: " STR_FMT ".", code, STR_ARG(buf_str(&en)));
    return err;
}

const PolicyValue *value_at(const PolicyParam *param, Day day)
{
    size_t at = param->count - 1;
    while (at > 0 && param->values[at].from.n > day.n)
        at--;
    return &param->values[at];
}

int64_t policy_int(const RegionPolicy *region, PolicyKey key, Day day)
{
    require((int)key >= 0 && key < POLICY_KEY_END && !policy_key_may_be_unknown(key));
    return value_at(&region->params[key], day)->value;
}

Err policy_get(const RegionPolicy *region, PolicyKey key, Day day, const PolicyValue **out, Why *why)
{
    require((int)key >= 0 && key < POLICY_KEY_END);
    const PolicyValue *value = value_at(&region->params[key], day);
    if (value->unknown || value->from.n > day.n)
        return no_rule(why, key, DAY_NONE);
    *out = value;
    return OK;
}

const PolicyValue *policy_values(const RegionPolicy *region, PolicyKey key, size_t *count, bool *own)
{
    require((int)key >= 0 && key < POLICY_KEY_END);
    *count = region->params[key].count;
    *own = region->params[key].own;
    return region->params[key].values;
}

int policy_evidence_days(const RegionPolicy *region, EvidenceKind kind, Day day)
{
    switch (kind) {
    case EV_POWER_OF_ATTORNEY:
        return (int)policy_int(region, KEY_EVIDENCE_POWER_DAYS, day);
    case EV_PHOTO:
        return (int)policy_int(region, KEY_EVIDENCE_PHOTO_DAYS, day);
    case EV_CALL:
        return (int)policy_int(region, KEY_EVIDENCE_CALL_DAYS, day);
    case EV_FACE:
        return (int)policy_int(region, KEY_EVIDENCE_FACE_DAYS, day);
    default:
        return 0;
    }
}

PhotoProfile policy_photo(const RegionPolicy *region, Day day)
{
    return (PhotoProfile){
        .width_px = (int)policy_int(region, KEY_PHOTO_WIDTH_PX, day),
        .height_px = (int)policy_int(region, KEY_PHOTO_HEIGHT_PX, day),
        .dpi = (int)policy_int(region, KEY_PHOTO_DPI, day),
        .components = (int)policy_int(region, KEY_PHOTO_COMPONENTS, day),
        .white_least = (int)policy_int(region, KEY_PHOTO_WHITE_LEAST, day),
        .white_percent = (int)policy_int(region, KEY_PHOTO_WHITE_PERCENT, day),
        .min_bytes = policy_int(region, KEY_PHOTO_MIN_BYTES, day),
        .max_bytes = policy_int(region, KEY_PHOTO_MAX_BYTES, day),
        .reference = value_at(&region->params[KEY_PHOTO_WIDTH_PX], day)->reference,
    };
}
