/* fuzz_photo.c - any bytes as a photo: judged and, where it can be read, encoded anew and judged again. */
#include "registry/photo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    static const PhotoRule profile = { .width = 358, .height = 441, .dpi = 350, .min_bytes = 14 << 10, .max_bytes = 40 << 10,
                                          .components = 3, .white_level = 235, .white_share_permille = 950 };
    if (!arena.base)
        arena = arena_make(64 << 20);
    jmp_buf full;
    arena.on_full = &full;
    if (setjmp(full) == 0) {
        Str jpeg = { (const char *)data, size }, out = { 0 };
        PhotoFindings found = { 0 };
        PhotoCuts cuts = { 0 };
        photo_check(&arena, jpeg, &profile, &found);
        if (found.count == 0 && (found.width != 358 || found.height != 441 || found.dpi != 350))
            __builtin_trap();
        if ((int64_t)found.width * found.height < 1000000 && photo_crop(&arena, jpeg, &profile, &cuts, NULL) == OK) {
            for (PhotoPart part = 0; part < PHOTO_PARTS; part++) {
                PhotoFindings cut = { 0 };
                photo_check(&arena, cuts.parts[part], &profile, &cut);
                if (cuts.parts[part].n ? cut.width != 358 || cut.height != 441 || cut.dpi != 350 : part == PHOTO_MIDDLE)
                    __builtin_trap();
            }
        }
        if ((int64_t)found.width * found.height < 100000 && photo_clean(&arena, jpeg, &profile, &out, NULL) == OK) {
            photo_check(&arena, out, &profile, &found);
            for (size_t i = 0; i < found.count; i++) { /* what cleaning promises is done */
                PhotoFault fault = found.items[i].fault;
                if (fault == PHOTO_METADATA || fault == PHOTO_TRAILING || fault == PHOTO_DENSITY || fault == PHOTO_NOT_BASELINE ||
                    fault == PHOTO_TOO_LARGE_FILE)
                    __builtin_trap();
            }
        }
    }
    arena_reset(&arena);
    return 0;
}
