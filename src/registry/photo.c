/* photo.c - see photo.h. What a photo must be is in the profile of the region; how a JPEG is read in photo_jpeg.c. */
#include "registry/photo.h"
#include "base/require.h"
#include "registry/photo_jpeg.h"

enum { QUALITY_FIRST = 90, QUALITY_LEAST = 70, QUALITY_STEP = 5, ROUNDING_DPI = 1, SAME_SHAPE = 50 };

typedef struct {
    const char *code, *zh, *en;
} FaultRow;
#define AS_ROW(name, code, zh, en) [name] = { code, zh, en },
static const FaultRow rows[PHOTO_FAULT_END] = { PHOTO_FAULTS(AS_ROW) };

/* The sentence with {is} and {limit} filled in. */
static Str fill(Arena *arena, const char *sentence, int64_t measured, int64_t limit)
{
    Buf out = { .arena = arena };
    for (Str rest = str(sentence); rest.n;) {
        if (str_starts(rest, S("{is}"))) {
            buf_format(&out, "%lld", (long long)measured);
            rest = str_from(rest, 4);
        } else if (str_starts(rest, S("{limit}"))) {
            buf_format(&out, "%lld", (long long)limit);
            rest = str_from(rest, 7);
        } else {
            buf_char(&out, rest.p[0]);
            rest = str_from(rest, 1);
        }
    }
    return buf_str(&out);
}

static void find(Arena *arena, PhotoFindings *out, PhotoFault fault, int64_t measured, int64_t limit)
{
    require(out->count < PHOTO_FINDINGS_MAX);
    out->items[out->count++] = (PhotoFinding){ .fault = fault,
                                               .code = rows[fault].code,
                                               .measured = measured,
                                               .limit = limit,
                                               .zh = fill(arena, rows[fault].zh, measured, limit),
                                               .en = fill(arena, rows[fault].en, measured, limit) };
}

static int64_t pixel_count(const JpegHead *head) { return (int64_t)head->width * head->height; }

static bool may_decode(const JpegHead *head, Str jpeg)
{
    return head->state == JPEG_WHOLE && head->decodable && jpeg.n <= PHOTO_BYTES_MAX && pixel_count(head) <= PHOTO_PIXELS_MAX &&
           head->scans <= PHOTO_SCANS_MAX;
}

/* White pixels, in a thousand, of the strip along the top and of those left and right beside the head. Below that
 * the shoulders reach the edge. */
static int white_permille(const Pixels *pixels, int level)
{
    int w = pixels->width, h = pixels->height, top = h / 20 + 1, side = w / 20 + 1, beside = h * 6 / 10;
    int64_t white = 0, all = 0;
    for (int y = 0; y < h && (y < top || y < beside); y++)
        for (int x = 0; x < w; x++) {
            const uint8_t *p = pixels->rgb + ((size_t)y * (size_t)w + (size_t)x) * 3;
            if (y >= top && x >= side && x < w - side)
                continue;
            all++;
            white += p[0] >= level && p[1] >= level && p[2] >= level;
        }
    return (int)(white * 1000 / all);
}

static int measured_dpi(const JpegHead *head) { return head->dpi_x == head->dpi_y ? head->dpi_x : 0; }

static bool density_fits(const JpegHead *head, int dpi)
{
    int slack = head->per_cm ? ROUNDING_DPI : 0, is = measured_dpi(head);
    return is >= dpi - slack && is <= dpi + slack;
}

static void check_file(Arena *arena, Str jpeg, const PhotoRule *profile, const JpegHead *head, bool guessed, PhotoFindings *out)
{
    int64_t bytes = (int64_t)jpeg.n;
    int64_t most = profile->max_bytes ? profile->max_bytes : PHOTO_BYTES_MAX;
    if (head->state == JPEG_NONE)
        find(arena, out, PHOTO_NOT_JPEG, 0, 0);
    if (head->state == JPEG_DAMAGED)
        find(arena, out, PHOTO_DAMAGED, 0, 0);
    if (head->width && (!head->baseline || head->scans > PHOTO_SCANS_MAX))
        find(arena, out, PHOTO_NOT_BASELINE, 0, 0);
    if (head->trailing)
        find(arena, out, PHOTO_TRAILING, head->trailing, 0);
    if (head->state == JPEG_CUT || guessed)
        find(arena, out, PHOTO_CUT_OFF, 0, 0);
    if (profile->min_bytes && bytes < profile->min_bytes)
        find(arena, out, PHOTO_TOO_SMALL_FILE, bytes, profile->min_bytes);
    if (bytes > most)
        find(arena, out, PHOTO_TOO_LARGE_FILE, bytes, most);
}

static void check_picture(Arena *arena, const PhotoRule *profile, const JpegHead *head, PhotoFindings *out)
{
    if (pixel_count(head) > PHOTO_PIXELS_MAX)
        find(arena, out, PHOTO_TOO_MANY_PIXELS, pixel_count(head), PHOTO_PIXELS_MAX);
    if (profile->width && head->width != profile->width)
        find(arena, out, PHOTO_WIDTH, head->width, profile->width);
    if (profile->height && head->height != profile->height)
        find(arena, out, PHOTO_HEIGHT, head->height, profile->height);
    bool usual = head->components == 1 || head->components == 3;
    if (!usual || (profile->components && head->components != profile->components))
        find(arena, out, PHOTO_COMPONENTS, head->components, profile->components ? profile->components : 3);
    if (profile->dpi && !density_fits(head, profile->dpi))
        find(arena, out, PHOTO_DENSITY, measured_dpi(head), profile->dpi);
}

void photo_check(Arena *arena, Str jpeg, const PhotoRule *profile, PhotoFindings *out)
{
    JpegHead head = jpeg_walk(jpeg);
    Pixels pixels = { 0 };
    int warnings = 0;
    bool decoded = may_decode(&head, jpeg) && jpeg_decode(arena, jpeg, &head, &pixels, &warnings);
    *out = (PhotoFindings){ .width = head.width, .height = head.height, .components = head.components, .dpi = measured_dpi(&head) };
    if (may_decode(&head, jpeg) && !decoded)
        head.state = JPEG_DAMAGED;
    check_file(arena, jpeg, profile, &head, warnings > 0, out);
    if (head.width)
        check_picture(arena, profile, &head, out);
    if (decoded) {
        out->white_permille = white_permille(&pixels, profile->white_level);
        if (profile->white_share_permille && out->white_permille < profile->white_share_permille)
            find(arena, out, PHOTO_BACKGROUND, out->white_permille, profile->white_share_permille);
    }
    if (head.metadata)
        find(arena, out, PHOTO_METADATA, head.metadata, 0);
}

/* The highest usual quality that fits, then above it for as long as the file is too small; 0 if none fits. */
static size_t encode_to_fit(const Pixels *pixels, const PhotoRule *profile, uint8_t *to, size_t room)
{
    int components = profile->components == 1 ? 1 : 3, quality = QUALITY_FIRST;
    size_t size = jpeg_encode(pixels, components, profile->dpi, quality, to, room);
    while (!size && quality > QUALITY_LEAST) {
        quality -= QUALITY_STEP;
        size = jpeg_encode(pixels, components, profile->dpi, quality, to, room);
    }
    while (size && size < (size_t)profile->min_bytes && quality >= QUALITY_FIRST && quality < 100) {
        size_t more = jpeg_encode(pixels, components, profile->dpi, ++quality, to, room);
        if (!more) /* too much at once: back to the last that fitted */
            return jpeg_encode(pixels, components, profile->dpi, quality - 1, to, room);
        size = more;
    }
    return size;
}

static Err refuse_large(Why *why, int64_t pixels, int bytes)
{
    return refuse(why, ERR_TOO_LARGE, "photo", "照片过大，请缩小到 %lld 像素和 %d 字节以内再上传。",
                  "The photo is too large; bring it under %lld pixels and %d bytes.", (long long)pixels, bytes);
}

static Err refuse_unread(Why *why)
{
    return refuse(why, ERR_BAD_FIELD, "photo", "照片无法读取，请另存为普通 JPEG 后重新上传。",
                  "The photo cannot be read; save it as a plain JPEG and send it again.");
}

static Err encode(Arena *arena, const Pixels *pixels, const PhotoRule *profile, Str *out, Why *why)
{
    size_t room = profile->max_bytes ? (size_t)profile->max_bytes : PHOTO_BYTES_MAX;
    uint8_t *to = arena_new(arena, uint8_t, room);
    size_t size = encode_to_fit(pixels, profile, to, room);
    if (!size)
        return refuse(why, ERR_TOO_LARGE, "photo", "照片压缩后仍大于 %d 字节，请缩小尺寸后上传。",
                      "The photo stays above %d bytes however it is compressed; make the picture smaller.", profile->max_bytes);
    *out = (Str){ (const char *)to, size };
    return OK;
}

/* The mean of the pixels that a smaller one stands for. */
static void shrink(const Pixels *from, int left, int top, int width, int height, Pixels *to)
{
    for (int y = 0; y < to->height; y++)
        for (int x = 0; x < to->width; x++) {
            int x0 = left + (int)((int64_t)x * width / to->width), x1 = left + (int)((int64_t)(x + 1) * width / to->width);
            int y0 = top + (int)((int64_t)y * height / to->height), y1 = top + (int)((int64_t)(y + 1) * height / to->height);
            int64_t sum[3] = { 0 }, count = 0;
            for (int v = y0; v < y1; v++)
                for (int u = x0; u < x1; u++, count++)
                    for (int c = 0; c < 3; c++)
                        sum[c] += from->rgb[((size_t)v * (size_t)from->width + (size_t)u) * 3 + (size_t)c];
            for (int c = 0; c < 3; c++)
                to->rgb[((size_t)y * (size_t)to->width + (size_t)x) * 3 + (size_t)c] = (uint8_t)((sum[c] + count / 2) / count);
        }
}

static Err cut_out(Arena *arena, const Pixels *from, int left, int top, int width, int height, const PhotoRule *profile, Str *out,
                   Why *why)
{
    Pixels cut = { arena_new(arena, uint8_t, (size_t)profile->width * (size_t)profile->height * 3), profile->width,
                   profile->height };
    shrink(from, left, top, width, height, &cut);
    return encode(arena, &cut, profile, out, why);
}

Err photo_crop(Arena *arena, Str jpeg, const PhotoRule *profile, PhotoCuts *out, Why *why)
{
    JpegHead head = jpeg_walk(jpeg);
    Pixels pixels = { 0 };
    int warnings = 0;
    if (jpeg.n > PHOTO_CROP_BYTES_MAX || head.width > PHOTO_SIDE_MAX || head.height > PHOTO_SIDE_MAX ||
        head.scans > PHOTO_SCANS_MAX)
        return refuse_large(why, (int64_t)PHOTO_SIDE_MAX * PHOTO_SIDE_MAX, PHOTO_CROP_BYTES_MAX);
    if (head.state != JPEG_WHOLE || !head.decodable || !profile->width || !profile->height ||
        !jpeg_decode_within(arena, jpeg, &head, PHOTO_PIXELS_MAX, &pixels, &warnings) || warnings)
        return refuse_unread(why);
    int width = pixels.width, height = pixels.height;
    if ((int64_t)width * profile->height > (int64_t)height * profile->width)
        width = (int)((int64_t)height * profile->width / profile->height);
    else
        height = (int)((int64_t)width * profile->height / profile->width);
    if (width < profile->width || height < profile->height)
        return refuse(why, ERR_BAD_FIELD, "photo", "照片太小，裁剪后应不小于 %d×%d 像素，请上传更清晰的照片。",
                      "The photo is too small: the part that is cut out must have at least %d by %d pixels; send a larger one.",
                      profile->width, profile->height);
    PhotoCuts cuts = { .across = pixels.width > width };
    int right = pixels.width - width, below = pixels.height - height;
    TRY(cut_out(arena, &pixels, right / 2, below / 2, width, height, profile, &cuts.parts[PHOTO_MIDDLE], why));
    if (right > pixels.width / SAME_SHAPE || below > pixels.height / SAME_SHAPE) { /* one that does not fit is not offered */
        (void)!cut_out(arena, &pixels, 0, 0, width, height, profile, &cuts.parts[PHOTO_START], NULL);
        (void)!cut_out(arena, &pixels, right, below, width, height, profile, &cuts.parts[PHOTO_END], NULL);
    }
    *out = cuts;
    return OK;
}

Err photo_clean(Arena *arena, Str jpeg, const PhotoRule *profile, Str *out, Why *why)
{
    JpegHead head = jpeg_walk(jpeg);
    Pixels pixels = { 0 };
    int warnings = 0;
    if (jpeg.n > PHOTO_BYTES_MAX || pixel_count(&head) > PHOTO_PIXELS_MAX || head.scans > PHOTO_SCANS_MAX)
        return refuse_large(why, PHOTO_PIXELS_MAX, PHOTO_BYTES_MAX);
    if (!may_decode(&head, jpeg) || !jpeg_decode(arena, jpeg, &head, &pixels, &warnings) || warnings)
        return refuse_unread(why);
    return encode(arena, &pixels, profile, out, why);
}
