/* photo.h - whether a photo will be taken by the card factory: judged from the JPEG itself, never from its name or
 * what the sender says about it. Every fault is told with what was measured, what is asked, and what to do. */
#pragma once
#include "base/err.h"

/* What a region asks of a photo. 0 = not asked. */
typedef struct {
    int width, height;        /* pixels */
    int dpi;                  /* dots an inch */
    int min_bytes, max_bytes; /* of the file */
    int components;           /* 3 = colour, 1 = grey */
    int white_level;          /* a pixel is white if red, green and blue are at least this (0..255) */
    int white_share_permille; /* of the border strips must be white: top, and left and right beside the head */
} PhotoRule;

enum {
    PHOTO_PIXELS_MAX = 4000000, /* larger pictures are refused from their header, before anything is decoded */
    PHOTO_BYTES_MAX = 8 << 20,
    PHOTO_SCANS_MAX = 32, /* a short file with many scans takes minutes to decode */
    PHOTO_FINDINGS_MAX = 16,
};

/*    name                    code          zh / en; {is} = measured, {limit} = asked */
#define PHOTO_FAULTS(X) \
    X(PHOTO_NOT_JPEG, "format", "文件不是 JPEG 照片，请上传 .jpg 格式的照片。", "The file is not a JPEG photo; send a .jpg file.") \
    X(PHOTO_DAMAGED, "format", "照片文件已损坏，请重新导出后上传。", "The photo file is damaged; export it again and send that.") \
    X(PHOTO_NOT_BASELINE, "format", "照片采用了不支持的压缩方式，请另存为普通（基线）JPEG。", \
      "The photo is compressed in a way that is not taken; save it as a plain (baseline) JPEG.") \
    X(PHOTO_TRAILING, "format", "照片结尾之后还有 {is} 字节多余数据，请重新另存后上传。", \
      "{is} bytes of something else follow the end of the photo; save it again and send that.") \
    X(PHOTO_CUT_OFF, "truncated", "照片数据不完整，请重新上传完整的文件。", \
      "Part of the photo is missing; send the whole file again.") \
    X(PHOTO_TOO_SMALL_FILE, "size", "照片文件 {is} 字节，应不小于 {limit} 字节，请以较高质量另存。", \
      "The file has {is} bytes and needs at least {limit}; save it with a higher quality.") \
    X(PHOTO_TOO_LARGE_FILE, "size", "照片文件 {is} 字节，应不大于 {limit} 字节，请以较低质量另存。", \
      "The file has {is} bytes and may have at most {limit}; save it with a lower quality.") \
    X(PHOTO_TOO_MANY_PIXELS, "dimension", "照片共 {is} 像素，最多可接受 {limit} 像素，请缩小后上传。", \
      "The photo has {is} pixels and may have at most {limit}; make it smaller.") \
    X(PHOTO_WIDTH, "dimension", "照片宽 {is} 像素，应为 {limit} 像素，请调整尺寸。", \
      "The photo is {is} pixels wide and must be {limit}; resize it.") \
    X(PHOTO_HEIGHT, "dimension", "照片高 {is} 像素，应为 {limit} 像素，请调整尺寸。", \
      "The photo is {is} pixels high and must be {limit}; resize it.") \
    X(PHOTO_COMPONENTS, "color", "照片有 {is} 个颜色分量，应为 {limit} 个，请另存为 24 位 RGB 彩色照片。", \
      "The photo has {is} colour components and must have {limit}; save it as 24-bit RGB.") \
    X(PHOTO_DENSITY, "density", "照片分辨率为 {is} dpi，应为 {limit} dpi，请修改分辨率后另存。", \
      "The photo says {is} dots an inch and must say {limit}; change the resolution and save it again.") \
    X(PHOTO_BACKGROUND, "background", "边缘白色占比为千分之 {is}，应不低于千分之 {limit}，请在白色背景前重拍。", \
      "{is} in a thousand border pixels are white and {limit} must be; take the photo before a white background.") \
    X(PHOTO_METADATA, "other", "照片带有 {is} 字节附加信息（如拍摄地点），请去除后上传。", \
      "The photo carries {is} bytes of extra data, such as where it was taken; remove them.")

#define AS_FAULT(name, code, zh, en) name,
typedef enum { PHOTO_FAULTS(AS_FAULT) PHOTO_FAULT_END } PhotoFault;
#undef AS_FAULT

typedef struct {
    PhotoFault fault;
    const char *code; /* the reason code: size, dimension, color, density, format, background, truncated, other */
    int64_t measured, limit;
    Str zh, en;
} PhotoFinding;

typedef struct {
    PhotoFinding items[PHOTO_FINDINGS_MAX];             /* in the order of the table */
    size_t count;                                       /* 0 = the photo is good */
    int width, height, components, dpi, white_permille; /* as measured; 0 where it could not be */
} PhotoFindings;

/* Judges a photo. *out is always written; the sentences live in the region. Pictures that no card needs (over
 * PHOTO_PIXELS_MAX, arithmetic or lossless coding, four colours) are never decoded. */
void photo_check(Arena *arena, Str jpeg, const PhotoRule *profile, PhotoFindings *out);

enum { PHOTO_SIDE_MAX = 16384, PHOTO_CROP_BYTES_MAX = 16 << 20 };
/* Where along the side that is too long: from its left or its top. */
typedef enum { PHOTO_START, PHOTO_MIDDLE, PHOTO_END, PHOTO_PARTS } PhotoPart;
typedef struct {
    Str parts[PHOTO_PARTS]; /* JPEG; empty: that part is not to be had */
    bool across;            /* the width is too long, not the height */
} PhotoCuts;
/* Pictures of the right shape from one of any: the largest parts of the profile's ratio, brought to its size, encoded as
 * photo_clean does. It cannot know where the face is: somebody chooses one before it is sent, and photo_check judges it. The
 * middle is always there; alone where the shape is right but for a fiftieth, since the three would look the same.
 * *out is written on OK. Refusals, field "photo": ERR_TOO_LARGE too many bytes, pixels or scans, or no quality fits the middle;
 * ERR_BAD_FIELD it cannot be read, it is smaller than the profile asks, or the profile has no size. */
Err photo_crop(Arena *arena, Str jpeg, const PhotoRule *profile, PhotoCuts *out, Why *why) NODISCARD;

/* Encodes the picture anew as baseline JPEG at the profile's density, without anything else that the file carried
 * (place, device, thumbnails, trailing data): of the qualities 90, 85 ... 70 the first that fits max_bytes, above 90
 * if that is needed to reach min_bytes. Size and background stay as they are: photo_check judges the result.
 * *out is written on OK. Refusals, field "photo": ERR_TOO_LARGE too many bytes, pixels or scans, or no quality fits;
 * ERR_BAD_FIELD it cannot be read. */
Err photo_clean(Arena *arena, Str jpeg, const PhotoRule *profile, Str *out, Why *why) NODISCARD;
