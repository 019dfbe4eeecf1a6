/* font.c - see font.h. Fontconfig reads fonts from files alone, so the bytes stand in a file in memory. */
#define _GNU_SOURCE
#include "report/font.h"
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PATH_BYTES = 64 };

/* src/report/meson.build */
extern const char paper_font[], paper_font_end[];

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t maps;
static FcConfig *fonts; /* holds this font and nothing else */
static FcCharSet *points;
static char family[PATH_BYTES];

static bool bytes_write(int file)
{
    for (const char *at = paper_font; at < paper_font_end;) {
        ssize_t done = write(file, at, (size_t)(paper_font_end - at));
        if (done <= 0)
            return false;
        at += done;
    }
    return true;
}

/* The file stays open as long as the program runs: it is read when a face is opened. */
static bool file_add(FcConfig *config)
{
    char path[PATH_BYTES];
    int file = memfd_create("font", MFD_CLOEXEC);
    if (file < 0 || !bytes_write(file))
        return false;
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    return FcConfigAppFontAddFile(config, (const FcChar8 *)path);
}

static void drop_map(void *map) { g_object_unref(map); }

static void read_font(void)
{
    FcConfig *config = FcConfigCreate();
    FcChar8 *name = NULL;
    if (!config || pthread_key_create(&maps, drop_map) != 0 || !file_add(config))
        return;
    const FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);
    if (!set || set->nfont != 1 || FcPatternGetString(set->fonts[0], FC_FAMILY, 0, &name) != FcResultMatch ||
        FcPatternGetCharSet(set->fonts[0], FC_CHARSET, 0, &points) != FcResultMatch)
        return;
    snprintf(family, sizeof family, "%s", (const char *)name);
    fonts = config;
}

PangoFontMap *font_map(void)
{
    pthread_once(&once, read_font);
    if (!fonts)
        return NULL;
    PangoFontMap *map = pthread_getspecific(maps);
    if (map)
        return map;
    map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (map) {
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), fonts);
        pthread_setspecific(maps, map);
    }
    return map;
}

const char *font_family(void) { return family; }

bool font_has(uint32_t point)
{
    pthread_once(&once, read_font);
    return fonts && FcCharSetHasChar(points, point);
}

#ifdef __SANITIZE_ADDRESS__
/* Fontconfig keeps pointers as offsets and GLib with marks in them: who counts leaks takes what both hold for lost. Cairo
 * 1.16 really loses 384 bytes with each tagged file. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig\nleak:libcairo\nleak:libpango\nleak:libglib\n"; }
const char *__lsan_default_options(void);
const char *__lsan_default_options(void) { return "print_suppressions=0"; }
#endif
