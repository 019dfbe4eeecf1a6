/* photo_jpeg.c - see photo_jpeg.h. Nothing is taken from the region while libjpeg is at work, so that a full region
 * never jumps over it, and libjpeg's own errors come back here. */
#include "registry/photo_jpeg.h"
#include <setjmp.h>
#include <stdio.h>
#include <jpeglib.h>

enum {
    MARK_SOF0 = 0xC0, MARK_SOF1 = 0xC1, MARK_SOF2 = 0xC2, MARK_DHT = 0xC4, MARK_JPG = 0xC8, MARK_DAC = 0xCC, MARK_SOF15 = 0xCF,
    MARK_RST0 = 0xD0, MARK_RST7 = 0xD7, MARK_SOI = 0xD8, MARK_EOI = 0xD9, MARK_SOS = 0xDA, MARK_DQT = 0xDB, MARK_DNL = 0xDC,
    MARK_DRI = 0xDD, MARK_APP0 = 0xE0, MARK_APP14 = 0xEE, MARK_APP15 = 0xEF, MARK_COM = 0xFE,
    LIBRARY_BYTES_MAX = 64 << 20,
};

static int byte_at(Str s, size_t i) { return (unsigned char)s.p[i]; }
static int word_at(Str s, size_t i) { return byte_at(s, i) << 8 | byte_at(s, i + 1); }

/* "JFIF", version, unit, density across and down. */
static void read_density(Str body, JpegHead *head)
{
    if (body.n < 12 || memcmp(body.p, "JFIF", 5) != 0)
        return;
    int unit = byte_at(body, 7), x = word_at(body, 8), y = word_at(body, 10);
    head->per_cm = unit == 2;
    if (unit == 1 || unit == 2) {
        head->dpi_x = unit == 2 ? (x * 254 + 50) / 100 : x;
        head->dpi_y = unit == 2 ? (y * 254 + 50) / 100 : y;
    }
}

static bool read_frame(int mark, Str body, JpegHead *head)
{
    if (head->width || body.n < 6)
        return false;
    head->height = word_at(body, 1);
    head->width = word_at(body, 3);
    head->components = byte_at(body, 5);
    head->baseline = mark == MARK_SOF0 && byte_at(body, 0) == 8;
    head->decodable = mark <= MARK_SOF2 && byte_at(body, 0) == 8 && (head->components == 1 || head->components == 3);
    return head->width && head->height && body.n == 6 + 3 * (size_t)head->components;
}

static bool is_frame(int mark)
{
    return mark >= MARK_SOF0 && mark <= MARK_SOF15 && mark != MARK_DHT && mark != MARK_JPG && mark != MARK_DAC;
}

/* One segment with a length; false if it may not stand there. */
static bool read_segment(int mark, Str body, JpegHead *head)
{
    if (is_frame(mark))
        return read_frame(mark, body, head);
    if (mark == MARK_APP0)
        read_density(body, head);
    else if ((mark > MARK_APP0 && mark <= MARK_APP15 && mark != MARK_APP14) || mark == MARK_COM)
        head->metadata += (int64_t)body.n + 4;
    else if (mark == MARK_SOS)
        head->scans++;
    else if (mark != MARK_APP14 && mark != MARK_DHT && mark != MARK_DAC && mark != MARK_DQT && mark != MARK_DRI)
        return false; /* DNL too: a height that comes later is a height that nobody checked. */
    return mark != MARK_SOS || head->width;
}

/* Where the coded data of a scan ends: at the next marker that is no restart. */
static size_t scan_end(Str jpeg, size_t at)
{
    for (; at + 1 < jpeg.n; at++) {
        int next = byte_at(jpeg, at + 1);
        if (byte_at(jpeg, at) == 0xFF && next != 0 && next != 0xFF && (next < MARK_RST0 || next > MARK_RST7))
            return at;
    }
    return jpeg.n;
}

JpegHead jpeg_walk(Str jpeg)
{
    JpegHead head = { .state = JPEG_NONE };
    if (jpeg.n < 3 || byte_at(jpeg, 0) != 0xFF || byte_at(jpeg, 1) != MARK_SOI || byte_at(jpeg, 2) != 0xFF)
        return head;
    head.state = JPEG_CUT; /* until the end is seen */
    for (size_t at = 2; at + 1 < jpeg.n;) {
        int mark = byte_at(jpeg, at + 1);
        if (byte_at(jpeg, at) == 0xFF && mark == 0xFF) {
            at++; /* fill byte */
            continue;
        }
        if (byte_at(jpeg, at) == 0xFF && mark == MARK_EOI) {
            head.state = head.scans ? JPEG_WHOLE : JPEG_DAMAGED;
            head.trailing = (int64_t)(jpeg.n - at - 2);
            return head;
        }
        size_t size = at + 3 < jpeg.n ? (size_t)word_at(jpeg, at + 2) : 0;
        if (at + 3 >= jpeg.n || at + 2 + size > jpeg.n)
            return head;
        if (byte_at(jpeg, at) != 0xFF || size < 2 || !read_segment(mark, (Str){ jpeg.p + at + 4, size - 2 }, &head)) {
            head.state = JPEG_DAMAGED;
            return head;
        }
        at += 2 + size;
        if (mark == MARK_SOS)
            at = scan_end(jpeg, at);
    }
    return head;
}

typedef struct {
    struct jpeg_error_mgr manager; /* first: libjpeg hands it back */
    jmp_buf back;
} Errors;

static void on_error(j_common_ptr common) { longjmp(((Errors *)common->err)->back, 1); }
static void on_message(j_common_ptr common, int level) { common->err->num_warnings += level < 0; }

static struct jpeg_error_mgr *errors_make(Errors *errors)
{
    jpeg_std_error(&errors->manager);
    errors->manager.error_exit = on_error;
    errors->manager.emit_message = on_message;
    return &errors->manager;
}

/* libjpeg rounds up. */
static int part_of(int length, int share) { return (length + share - 1) / share; }

static bool fits(const JpegHead *head, int share, int64_t most)
{
    return !most || (int64_t)part_of(head->width, share) * part_of(head->height, share) <= most;
}

bool jpeg_decode(Arena *arena, Str jpeg, const JpegHead *head, Pixels *out, int *warnings)
{
    return jpeg_decode_within(arena, jpeg, head, 0, out, warnings);
}

/* What libjpeg may leave by a jump: nothing of it is needed afterwards. */
static bool rows_read(struct jpeg_decompress_struct *reader, Str jpeg, int share, const Pixels *pixels)
{
    size_t row = (size_t)pixels->width * 3;
    jpeg_create_decompress(reader);
    reader->mem->max_memory_to_use = LIBRARY_BYTES_MAX;
    jpeg_mem_src(reader, (const unsigned char *)jpeg.p, jpeg.n);
    jpeg_read_header(reader, TRUE);
    reader->out_color_space = JCS_RGB;
    reader->scale_num = 1;
    reader->scale_denom = (unsigned)share;
    jpeg_start_decompress(reader);
    /* The two readers of the header must agree, or the rows would not fit. */
    bool agree = (int)reader->output_width == pixels->width && (int)reader->output_height == pixels->height &&
                 reader->output_components == 3;
    while (agree && reader->output_scanline < reader->output_height) {
        JSAMPROW line = pixels->rgb + reader->output_scanline * row;
        jpeg_read_scanlines(reader, &line, 1);
    }
    if (agree)
        jpeg_finish_decompress(reader);
    return agree;
}

static bool pixels_read(Str jpeg, int share, const Pixels *pixels, int *warnings)
{
    struct jpeg_decompress_struct reader = { 0 };
    Errors errors;
    reader.err = errors_make(&errors);
    if (setjmp(errors.back)) {
        jpeg_destroy_decompress(&reader);
        return false;
    }
    bool agree = rows_read(&reader, jpeg, share, pixels);
    *warnings = (int)errors.manager.num_warnings;
    jpeg_destroy_decompress(&reader);
    return agree;
}

bool jpeg_decode_within(Arena *arena, Str jpeg, const JpegHead *head, int64_t most, Pixels *out, int *warnings)
{
    enum { WHOLE = 1, HALF = 2, QUARTER = 4, EIGHTH = 8 };
    const int share = fits(head, WHOLE, most)     ? WHOLE
                      : fits(head, HALF, most)    ? HALF
                      : fits(head, QUARTER, most) ? QUARTER
                                                  : EIGHTH;
    const int width = part_of(head->width, share), height = part_of(head->height, share);
    if (!fits(head, share, most))
        return false;
    Pixels pixels = { arena_new(arena, uint8_t, (size_t)width * 3 * (size_t)height), width, height };
    if (!pixels_read(jpeg, share, &pixels, warnings))
        return false;
    *out = pixels;
    return true;
}

/* Output into a fixed place; when it is full, libjpeg's error way leads out. */
typedef struct {
    struct jpeg_destination_mgr manager; /* first: libjpeg hands it back */
    uint8_t *to;
    size_t room;
} Place;

static void place_begin(j_compress_ptr writer)
{
    Place *place = (Place *)writer->dest;
    place->manager.next_output_byte = place->to;
    place->manager.free_in_buffer = place->room;
}
static boolean place_full(j_compress_ptr writer)
{
    on_error((j_common_ptr)writer);
    return FALSE;
}
static void place_end(j_compress_ptr writer) { (void)writer; }

size_t jpeg_encode(const Pixels *pixels, int components, int dpi, int quality, uint8_t *to, size_t room)
{
    struct jpeg_compress_struct writer = { 0 };
    Errors errors;
    Place place = {
        .manager = { .init_destination = place_begin, .empty_output_buffer = place_full, .term_destination = place_end },
        .to = to,
        .room = room
    };
    writer.err = errors_make(&errors);
    if (setjmp(errors.back)) {
        jpeg_destroy_compress(&writer);
        return 0;
    }
    jpeg_create_compress(&writer);
    writer.dest = &place.manager;
    writer.image_width = (JDIMENSION)pixels->width;
    writer.image_height = (JDIMENSION)pixels->height;
    writer.input_components = 3;
    writer.in_color_space = JCS_RGB;
    jpeg_set_defaults(&writer);
    if (components == 1)
        jpeg_set_colorspace(&writer, JCS_GRAYSCALE);
    jpeg_set_quality(&writer, quality, TRUE);
    writer.density_unit = dpi ? 1 : 0;
    writer.X_density = writer.Y_density = (UINT16)(dpi ? dpi : 1);
    jpeg_start_compress(&writer, TRUE);
    while (writer.next_scanline < writer.image_height) {
        JSAMPROW line = pixels->rgb + (size_t)writer.next_scanline * (size_t)pixels->width * 3;
        jpeg_write_scanlines(&writer, &line, 1);
    }
    jpeg_finish_compress(&writer);
    size_t size = room - place.manager.free_in_buffer;
    jpeg_destroy_compress(&writer);
    return size;
}
