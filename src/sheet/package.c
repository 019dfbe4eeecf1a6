/* package.c - see package.h. The only file that calls libzip. */
#define _GNU_SOURCE
#include "sheet/package.h"
#include "base/require.h"

enum { END_RECORD = 22, COMMENT_MAX = 65535, LOCATOR = 20, NAME_MAX_BYTES = 512 };

static Err refuse_damaged(Why *why)
{
    return refuse(why, ERR_BAD_FIELD, "file", "文件已损坏或不完整，请在 Excel 中打开、重新保存后再上传。",
                  "The file is damaged or incomplete; open it in Excel, save it again and send it again.");
}

static Err refuse_parts(int64_t most, Why *why)
{
    return refuse(why, ERR_TOO_LARGE, "file", "工作簿内的部件超过 %lld 个，请只保留要上传的工作表。",
                  "The workbook has more than %lld parts; keep the worksheet to be sent alone.", (long long)most);
}

/* libzip makes room for as many entries as the end record claims before it looks at one, so the claim is looked at
 * here: in every record that it might choose. */
static Err check_end_records(Str bytes, int64_t parts_max, Why *why)
{
    size_t from = bytes.n > END_RECORD + COMMENT_MAX + LOCATOR ? bytes.n - END_RECORD - COMMENT_MAX - LOCATOR : 0, ends = 0;
    for (size_t at = from; at + END_RECORD <= bytes.n; at++) {
        const uint8_t *p = (const uint8_t *)bytes.p + at;
        if (p[0] != 'P' || p[1] != 'K')
            continue;
        if (p[2] == 6 && p[3] == 7) /* the locator of a zip64 end: files of over 4 GB, which no limit here lets in */
            return refuse_damaged(why);
        if (p[2] != 5 || p[3] != 6)
            continue;
        ends++;
        if (p[10] + 256 * p[11] > parts_max)
            return refuse_parts(parts_max, why);
    }
    return ends ? OK : refuse_damaged(why);
}

static bool is_inside(const char *name)
{
    size_t n = strlen(name);
    if (!n || n > NAME_MAX_BYTES || name[0] == '/' || strchr(name, '\\') || strchr(name, ':'))
        return false;
    for (const char *part = name; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
        if (!strncmp(part, "..", 2) && (part[2] == '/' || !part[2]))
            return false;
    return true;
}

static Err check_entry(zip_t *zip, zip_int64_t i, Why *why)
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(zip, (zip_uint64_t)i, 0, &stat) || !(stat.valid & ZIP_STAT_NAME) || !(stat.valid & ZIP_STAT_SIZE))
        return refuse_damaged(why);
    if (!is_inside(stat.name))
        return refuse(why, ERR_BAD_FIELD, "file", "文件内有指向外部的路径，不予读取，请重新另存为 .xlsx。",
                      "A name inside the file leads out of it; save the workbook anew as .xlsx.");
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        return refuse(why, ERR_BAD_FIELD, "file", "文件设有密码，请取消密码后再上传。",
                      "The file is protected by a password; remove it and send it again.");
    size_t n = strlen(stat.name);
    if (n >= 14 && !strcasecmp(stat.name + n - 14, "vbaProject.bin"))
        return refuse(why, ERR_BAD_FIELD, "file", "工作簿含有宏，不予读取，请另存为不含宏的 .xlsx。",
                      "The workbook holds macros; save it as .xlsx without them.");
    for (zip_int64_t k = 0; k < i; k++) {
        const char *other = zip_get_name(zip, (zip_uint64_t)k, 0);
        if (other && !strcasecmp(other, stat.name))
            return refuse(why, ERR_BAD_FIELD, "file", "文件内有重名的部件，不予读取，请重新另存为 .xlsx。",
                          "Two parts of the file have one name; save the workbook anew as .xlsx.");
    }
    return OK;
}

Err package_open(Str bytes, const SheetLimits *limits, Package *out, Why *why)
{
    TRY(check_end_records(bytes, limits->parts, why));
    zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, NULL);
    require(source != NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
    if (!zip) {
        zip_source_free(source);
        return refuse_damaged(why);
    }
    *out = (Package){ .zip = zip, .unpacked_max = limits->unpacked_bytes };
    zip_int64_t count = zip_get_num_entries(zip, 0);
    Err err = count > limits->parts ? refuse_parts(limits->parts, why) : OK;
    for (zip_int64_t i = 0; i < count && err == OK; i++)
        err = check_entry(zip, i, why);
    if (err != OK)
        package_close(out);
    return err;
}

void package_close(Package *package)
{
    if (package->zip)
        zip_discard(package->zip);
    package->zip = NULL;
}

Err part_open(Package *package, Str name, Part *out, Why *why)
{
    char z[NAME_MAX_BYTES + 1] = { 0 };
    *out = (Part){ 0 };
    if (!name.n || name.n > NAME_MAX_BYTES)
        return OK;
    memcpy(z, name.p, name.n);
    zip_int64_t at = zip_name_locate(package->zip, z, ZIP_FL_NOCASE);
    if (at < 0)
        return OK;
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(package->zip, (zip_uint64_t)at, 0, &stat) || !(stat.valid & ZIP_STAT_COMP_SIZE))
        return refuse_damaged(why);
    out->packed = stat.comp_size > INT32_MAX ? INT32_MAX : (int64_t)stat.comp_size;
    out->file = zip_fopen_index(package->zip, (zip_uint64_t)at, 0);
    return out->file ? OK : refuse_damaged(why);
}

Err part_read(Package *package, Part *part, void *to, size_t n, size_t *got, Why *why)
{
    zip_int64_t read = zip_fread(part->file, to, n);
    if (read < 0)
        return refuse_damaged(why);
    part->unpacked += read;
    package->unpacked += read;
    if (part->unpacked > SHEET_RATIO_FROM && part->unpacked / SHEET_RATIO_MAX > part->packed)
        return refuse(why, ERR_TOO_LARGE, "file", "文件解压后异常膨胀，疑为压缩炸弹，不予读取。",
                      "The file swells beyond measure when unpacked; it is not read.");
    if (package->unpacked > package->unpacked_max)
        return refuse(why, ERR_TOO_LARGE, "file", "文件解压后超过 %lld MB，请分成几个文件上传。",
                      "Unpacked, the file is larger than %lld MB; send it in several files.",
                      (long long)(package->unpacked_max >> 20));
    *got = (size_t)read;
    return OK;
}

void part_close(Part *part)
{
    if (part->file)
        zip_fclose(part->file);
    part->file = NULL;
}
