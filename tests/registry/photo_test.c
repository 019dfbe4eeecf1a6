/* photo_test.c - photos made here with libjpeg: good ones, each fault alone, and hostile files. */
#include "registry/photo.h"
#include "base/require.h"
#include "support/test.h"
#include <jpeglib.h>

static const PhotoRule profile = { .width = 358, .height = 441, .dpi = 350, .min_bytes = 14 << 10, .max_bytes = 40 << 10,
                                      .components = 3, .white_level = 235, .white_share_permille = 950 };

/* How a test photo differs from a good one. */
typedef struct {
    int width, height, components, unit, density, quality, border, noise, left; /* left: so many dark columns */
    bool progressive, arithmetic, exif, restart;
} Shot;
static const Shot good = { .width = 358, .height = 441, .components = 3, .unit = 1, .density = 350, .quality = 80, .border = 255,
                           .noise = 40 };

static uint8_t shade(const Shot *shot, int x, int y, uint64_t *seed)
{
    if (x < shot->left)
        return 0;
    int dx = x - shot->width / 2, dy = y - shot->height * 55 / 100;
    bool head = dx * dx * 9 + dy * dy * 4 < shot->width * shot->width, shoulders = y > shot->height * 8 / 10;
    if (!head && !shoulders)
        return (uint8_t)shot->border;
    return (uint8_t)(120 + (shot->noise ? (int)(test_random(seed) % (unsigned)shot->noise) : 0));
}

/* A JPEG of a grey oval before a plain background; lives in the region. */
static Str make(Arena *arena, Shot shot)
{
    struct jpeg_compress_struct writer = { 0 };
    struct jpeg_error_mgr errors;
    unsigned long size = 1 << 20; /* more than any of them needs, so that libjpeg asks for no other place */
    unsigned char *bytes = arena_new(arena, unsigned char, size);
    uint64_t seed = 7;
    writer.err = jpeg_std_error(&errors);
    jpeg_create_compress(&writer);
    jpeg_mem_dest(&writer, &bytes, &size);
    writer.image_width = (JDIMENSION)shot.width;
    writer.image_height = (JDIMENSION)shot.height;
    writer.input_components = shot.components;
    writer.in_color_space = shot.components == 1 ? JCS_GRAYSCALE : shot.components == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&writer);
    jpeg_set_quality(&writer, shot.quality, TRUE);
    writer.density_unit = (UINT8)shot.unit;
    writer.X_density = writer.Y_density = (UINT16)shot.density;
    writer.arith_code = shot.arithmetic;
    writer.restart_interval = shot.restart ? 3 : 0;
    if (shot.progressive)
        jpeg_simple_progression(&writer);
    jpeg_start_compress(&writer, TRUE);
    if (shot.exif)
        jpeg_write_marker(&writer, JPEG_APP0 + 1, (const JOCTET *)"Exif\0\0MM\0*\0\0\0\010\0\0", 16);
    uint8_t *row = arena_new(arena, uint8_t, (size_t)shot.width * 4);
    for (int y = 0; y < shot.height; y++) {
        for (int x = 0; x < shot.width; x++)
            memset(row + x * shot.components, shade(&shot, x, y, &seed), (size_t)shot.components);
        JSAMPROW line = row;
        jpeg_write_scanlines(&writer, &line, 1);
    }
    jpeg_finish_compress(&writer);
    jpeg_destroy_compress(&writer);
    return (Str){ (const char *)bytes, size };
}

/* The codes found, joined by spaces. */
static Str codes(Arena *arena, Str jpeg, const PhotoRule *asked)
{
    PhotoFindings found = { 0 };
    Buf out = { .arena = arena };
    photo_check(arena, jpeg, asked, &found);
    for (size_t i = 0; i < found.count; i++)
        buf_format(&out, "%s%s", i ? " " : "", found.items[i].code);
    return buf_str(&out);
}

TEST(a_good_photo_is_good)
{
    Str jpeg = make(arena, good);
    PhotoFindings found = { 0 };
    photo_check(arena, jpeg, &profile, &found);
    CHECK_STR(codes(arena, jpeg, &profile), S(""));
    CHECK_EQ(found.width, 358);
    CHECK_EQ(found.height, 441);
    CHECK_EQ(found.components, 3);
    CHECK_EQ(found.dpi, 350);
    CHECK(found.white_permille >= 990);
    Shot shot = good;
    shot.restart = true;
    CHECK_STR(codes(arena, make(arena, shot), &profile), S(""));
    shot = good;
    shot.unit = 2;
    shot.density = 138; /* 350 dots an inch are 137.8 a centimetre */
    CHECK_STR(codes(arena, make(arena, shot), &profile), S(""));
}

TEST(each_fault_is_found_alone_and_told_in_words)
{
    struct { const char *code; PhotoFault fault; int64_t measured, limit; Shot shot; } cases[] = {
        { "dimension", PHOTO_WIDTH, 357, 358, good },         { "dimension", PHOTO_HEIGHT, 442, 441, good },
        { "color", PHOTO_COMPONENTS, 1, 3, good },            { "density", PHOTO_DENSITY, 300, 350, good },
        { "density", PHOTO_DENSITY, 0, 350, good },           { "density", PHOTO_DENSITY, 348, 350, good },
        { "background", PHOTO_BACKGROUND, 0, 950, good },     { "format", PHOTO_NOT_BASELINE, 0, 0, good },
        { "format", PHOTO_NOT_BASELINE, 0, 0, good },         { "other", PHOTO_METADATA, 20, 0, good },
    };
    cases[0].shot.width = 357;
    cases[1].shot.height = 442;
    cases[2].shot.components = 1;
    cases[3].shot.density = 300;
    cases[4].shot.unit = 0;
    cases[5].shot.unit = 2, cases[5].shot.density = 137;
    cases[6].shot.border = 200;
    cases[7].shot.progressive = true;
    cases[8].shot.arithmetic = true;
    cases[9].shot.exif = true;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        PhotoRule asked = profile;
        PhotoFindings found = { 0 };
        asked.min_bytes = 0;
        photo_check(arena, make(arena, cases[i].shot), &asked, &found);
        CHECK_EQ(found.count, 1);
        CHECK_STR(str(found.items[0].code), str(cases[i].code));
        CHECK_EQ(found.items[0].fault, cases[i].fault);
        CHECK_EQ(found.items[0].measured, cases[i].measured);
        CHECK_EQ(found.items[0].limit, cases[i].limit);
        CHECK(found.items[0].zh.n > 10 && found.items[0].en.n > 10);
        CHECK(str_find(found.items[0].zh, S("{")) < 0 && str_find(found.items[0].en, S("{")) < 0);
    }
    PhotoFindings found = { 0 };
    photo_check(arena, make(arena, cases[0].shot), &profile, &found);
    CHECK_STR(found.items[0].zh, S("照片宽 357 像素，应为 358 像素，请调整尺寸。"));
    CHECK_STR(found.items[0].en, S("The photo is 357 pixels wide and must be 358; resize it."));
}

TEST(several_faults_come_in_the_order_of_the_table)
{
    Shot shot = good;
    shot.components = 1;
    shot.border = 90;
    shot.density = 72;
    shot.width = 300;
    shot.exif = true;
    CHECK_STR(codes(arena, make(arena, shot), &profile), S("dimension color density background other"));
    shot = good;
    shot.components = 4;
    CHECK(str_starts(codes(arena, make(arena, shot), &profile), S("size color")));
}

TEST(file_sizes_are_tested_at_their_borders)
{
    Str jpeg = make(arena, good);
    int n = (int)jpeg.n;
    for (int off = -1; off <= 1; off++) {
        PhotoRule asked = profile;
        asked.min_bytes = n + off;
        asked.max_bytes = 1 << 20;
        CHECK_STR(codes(arena, jpeg, &asked), off > 0 ? S("size") : S(""));
        asked.min_bytes = 0;
        asked.max_bytes = n + off;
        CHECK_STR(codes(arena, jpeg, &asked), off < 0 ? S("size") : S(""));
    }
}

TEST(what_is_no_jpeg_is_said_to_be_none)
{
    static const Str bad[] = { S(""), S("\xff"), S("\xff\xd8"), S("\xff\xd8\0"), S("\x89PNG\r\n\x1a\n"),
                               S("GIF89a"), S("<svg/>"), S("BM\0\0") };
    PhotoRule asked = profile;
    asked.min_bytes = 0;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_STR(codes(arena, bad[i], &asked), S("format"));
    CHECK_STR(codes(arena, S("\xff\xd8\xff"), &asked), S("truncated"));
    CHECK_STR(codes(arena, S("\xff\xd8\xff\xd9"), &asked), S("format"));
}

TEST(a_second_file_behind_the_photo_is_found)
{
    Str jpeg = make(arena, good);
    Buf buf = { .arena = arena };
    buf_add(&buf, jpeg);
    buf_add(&buf, S("PK\3\4<script>"));
    PhotoFindings found = { 0 };
    photo_check(arena, buf_str(&buf), &profile, &found);
    CHECK_EQ(found.count, 1);
    CHECK_EQ(found.items[0].fault, PHOTO_TRAILING);
    CHECK_EQ(found.items[0].measured, 12);
    buf_add(&buf, jpeg);
    CHECK_STR(codes(arena, buf_str(&buf), &(PhotoRule){ 0 }), S("format"));
}

TEST(cut_anywhere_a_photo_is_refused)
{
    Str jpeg = make(arena, good);
    for (size_t n = 0; n < jpeg.n; n++) {
        size_t mark = arena_mark(arena);
        char *exact = arena_new(arena, char, n ? n : 1);
        memcpy(exact, jpeg.p, n);
        PhotoFindings found = { 0 };
        photo_check(arena, (Str){ exact, n }, &(PhotoRule){ 0 }, &found);
        bool told = false;
        for (size_t i = 0; i < found.count; i++)
            told |= found.items[i].fault == PHOTO_CUT_OFF || found.items[i].fault == PHOTO_NOT_JPEG;
        if (!told)
            test_fail(__FILE__, __LINE__, "cut at %zu was taken", n);
        arena_back(arena, mark);
    }
    /* Cut inside the coded data, with the end mark set again: only decoding can tell. */
    Buf buf = { .arena = arena };
    buf_add(&buf, str_head(jpeg, jpeg.n * 2 / 3));
    buf_add(&buf, S("\xff\xd9"));
    CHECK_STR(codes(arena, buf_str(&buf), &(PhotoRule){ 0 }), S("truncated"));
}

TEST(a_huge_picture_is_refused_from_its_header)
{
    Str jpeg = make(arena, good);
    char *bytes = (char *)(uintptr_t)jpeg.p;
    long frame = str_find(jpeg, S("\xff\xc0\0\x11\x08"));
    require(frame > 0);
    memcpy(bytes + frame + 5, "\xff\xff\xff\xff", 4);
    size_t before = arena_mark(arena);
    PhotoFindings found = { 0 };
    photo_check(arena, jpeg, &profile, &found);
    CHECK(arena_mark(arena) - before < 8192); /* nothing was decoded */
    CHECK_EQ(found.items[0].fault, PHOTO_TOO_MANY_PIXELS);
    CHECK_EQ(found.items[0].measured, 65535LL * 65535);
    Str out = { 0 };
    CHECK_EQ(photo_clean(arena, jpeg, &profile, &out, NULL), ERR_TOO_LARGE);
    memcpy(bytes + frame + 5, "\0\0\0\0", 4);
    CHECK(str_starts(codes(arena, jpeg, &profile), S("format")));
    CHECK_EQ(photo_clean(arena, jpeg, &profile, &out, NULL), ERR_BAD_FIELD);
}

TEST(a_progressive_bomb_is_refused_by_its_scans)
{
    Shot shot = good;
    shot.progressive = true;
    Str jpeg = make(arena, shot);
    long last = 0, at = 0;
    for (Str rest = jpeg; (at = str_find(rest, S("\xff\xda"))) >= 0; rest = str_from(rest, (size_t)at + 2))
        last = (long)(rest.p - jpeg.p) + at;
    Buf bomb = { .arena = arena };
    buf_add(&bomb, str_head(jpeg, jpeg.n - 2));
    for (int i = 0; i < 200; i++)
        buf_add(&bomb, str_from(str_head(jpeg, jpeg.n - 2), (size_t)last));
    buf_add(&bomb, S("\xff\xd9"));
    Str out = { 0 };
    CHECK_STR(codes(arena, buf_str(&bomb), &(PhotoRule){ 0 }), S("format"));
    CHECK_EQ(photo_clean(arena, buf_str(&bomb), &profile, &out, NULL), ERR_TOO_LARGE);
    CHECK_EQ(photo_clean(arena, jpeg, &profile, &out, NULL), OK); /* an ordinary one becomes baseline */
    CHECK_STR(codes(arena, out, &profile), S(""));
}

TEST(a_cleaned_photo_has_lost_all_but_the_picture)
{
    Shot shot = good;
    shot.exif = true;
    shot.density = 72;
    shot.quality = 98;
    shot.noise = 100;
    Buf dirty = { .arena = arena };
    buf_add(&dirty, make(arena, shot));
    buf_add(&dirty, S("trailing"));
    CHECK_STR(codes(arena, buf_str(&dirty), &profile), S("format size density other"));
    Str out = { 0 };
    CHECK_EQ(photo_clean(arena, buf_str(&dirty), &profile, &out, NULL), OK);
    CHECK_STR(codes(arena, out, &profile), S(""));
    CHECK(str_find(out, S("Exif")) < 0 && str_find(out, S("trailing")) < 0);
    CHECK((int)out.n <= profile.max_bytes && (int)out.n >= profile.min_bytes);
    Str again = { 0 };
    CHECK_EQ(photo_clean(arena, buf_str(&dirty), &profile, &again, NULL), OK);
    CHECK_STR(again, out); /* the same photo has the same bytes */
}

/* From another ratio, another density and far too many pixels; the picture is small enough to send, its middle is what the card
 * needs. */
TEST(the_middle_of_a_photo_of_any_shape_is_cut_out)
{
    static const struct {
        int width, height;
    } sizes[] = { { 900, 1200 }, { 1000, 1200 }, { 358, 441 }, { 2400, 3000 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        Shot shot = good;
        shot.width = sizes[i].width;
        shot.height = sizes[i].height;
        shot.density = 72;
        shot.quality = 50;
        shot.noise = i == 3 ? 0 : 120;
        PhotoFindings found = { 0 };
        PhotoCuts cuts = { 0 };
        CHECK_EQ(photo_crop(arena, make(arena, shot), &profile, &cuts, NULL), OK);
        Str out = cuts.parts[PHOTO_MIDDLE];
        photo_check(arena, out, &profile, &found);
        CHECK_EQ(found.width, 358);
        CHECK_EQ(found.height, 441);
        CHECK_EQ(found.dpi, 350);
        CHECK(found.white_permille >= 950);
        if (shot.noise)
            CHECK_STR(codes(arena, out, &profile), S(""));
    }
    Shot shot = good;
    Str bare = make(arena, good);
    PhotoCuts none = { 0 };
    PhotoRule shapeless = profile;
    shapeless.width = 0;
    shot.width = 300;
    CHECK_EQ(photo_crop(arena, make(arena, shot), &profile, &none, NULL), ERR_BAD_FIELD); /* nothing is made larger than it is */
    CHECK_EQ(photo_crop(arena, S("no photo"), &profile, &none, NULL), ERR_BAD_FIELD);
    CHECK_EQ(photo_crop(arena, str_head(bare, bare.n / 2), &profile, &none, NULL), ERR_BAD_FIELD);
    CHECK_EQ(photo_crop(arena, bare, &shapeless, &none, NULL), ERR_BAD_FIELD);
    CHECK(!none.parts[PHOTO_MIDDLE].p);
}

/* Which part it is shows at its edge: only the lower part of the first has no white above the head, only the left part of the
 * second the dark columns. */
TEST(the_parts_of_a_photo_lie_along_its_long_side)
{
    static const struct {
        int width, height, left;
        bool across;
        PhotoPart dark;
    } cases[] = { { 500, 1500, 0, false, PHOTO_END }, { 1500, 500, 300, true, PHOTO_START } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Shot shot = good;
        PhotoCuts cuts = { 0 };
        shot.width = cases[i].width;
        shot.height = cases[i].height;
        shot.left = cases[i].left;
        CHECK_EQ(photo_crop(arena, make(arena, shot), &profile, &cuts, NULL), OK);
        CHECK_EQ(cuts.across, cases[i].across);
        int dark = 0, least = 1001;
        for (PhotoPart part = 0; part < PHOTO_PARTS; part++) {
            PhotoFindings found = { 0 };
            photo_check(arena, cuts.parts[part], &profile, &found);
            CHECK_EQ(found.width, 358);
            CHECK_EQ(found.height, 441);
            if (found.white_permille < least) {
                least = found.white_permille;
                dark = part;
            }
        }
        CHECK_EQ(dark, cases[i].dark);
    }
    Shot same = good; /* a fiftieth is no choice */
    PhotoCuts cuts = { 0 };
    same.width = 364;
    CHECK_EQ(photo_crop(arena, make(arena, same), &profile, &cuts, NULL), OK);
    CHECK(cuts.parts[PHOTO_MIDDLE].n && !cuts.parts[PHOTO_START].n && !cuts.parts[PHOTO_END].n);
}

TEST(cleaning_keeps_within_the_bytes_or_refuses)
{
    Shot shot = good;
    shot.quality = 100;
    shot.noise = 130;
    Str jpeg = make(arena, shot), out = S("untouched");
    PhotoRule asked = profile;
    Why why = { .arena = arena };
    asked.max_bytes = 9000;
    asked.min_bytes = 0;
    CHECK_EQ(photo_clean(arena, jpeg, &asked, &out, &why), ERR_TOO_LARGE);
    CHECK_STR(out, S("untouched"));
    CHECK_STR(why.field, S("photo"));
    shot.noise = 0; /* a smooth picture needs a higher quality to have enough bytes */
    jpeg = make(arena, shot);
    asked.min_bytes = 5800;
    asked.max_bytes = 20000;
    CHECK_EQ(photo_clean(arena, jpeg, &asked, &out, NULL), OK);
    CHECK((int)out.n <= 20000);
    asked = profile;
    asked.components = 1;
    asked.min_bytes = 0;
    CHECK_EQ(photo_clean(arena, make(arena, good), &asked, &out, NULL), OK);
    CHECK_STR(codes(arena, out, &asked), S(""));
    shot.components = 4;
    CHECK_EQ(photo_clean(arena, make(arena, shot), &profile, &out, NULL), ERR_BAD_FIELD);
}

TEST(random_changes_never_break_the_reader)
{
    Shot small = good;
    small.width = 64;
    small.height = 80;
    Shot kinds[4] = { small, small, small, small };
    kinds[1].progressive = true;
    kinds[2].components = 1;
    kinds[3].exif = true;
    uint64_t seed = 20250110;
    int changed = 0;
    for (int i = 0; i < 4000; i++) {
        size_t mark = arena_mark(arena);
        Str jpeg = make(arena, kinds[i % 4]), out = { 0 };
        char *bytes = (char *)(uintptr_t)jpeg.p;
        for (uint64_t k = 0; k <= test_random(&seed) % 3; k++) /* most of them where the structure is */
            bytes[test_random(&seed) % (i % 8 < 6 && jpeg.n > 700 ? 700 : jpeg.n)] = (char)test_random(&seed);
        PhotoFindings found = { 0 };
        photo_check(arena, jpeg, &profile, &found);
        changed += found.count > 0;
        if (photo_clean(arena, jpeg, &(PhotoRule){ .dpi = 350 }, &out, NULL) == OK)
            CHECK_STR(codes(arena, out, &(PhotoRule){ .dpi = 350 }), S(""));
        arena_back(arena, mark);
    }
    CHECK_EQ(changed, 4000); /* 64 x 80 is never right */
}
