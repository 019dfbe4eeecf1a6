/* asset.c - see asset.h. */
#include "web/asset.h"
#include "base/require.h"

extern const Embedded web_assets[];
extern const size_t web_assets_count;

Str asset_path(Arena *arena, const char *name)
{
    for (size_t i = 0; i < web_assets_count; i++)
        if (!strcmp(web_assets[i].name, name))
            return str_format(arena, "/assets/%s/%s", web_assets[i].hash, name);
    require(!"an embedded file");
    return (Str){ 0 };
}

const Embedded *asset_find(Str path)
{
    if (!str_starts(path, S("/assets/")))
        return NULL;
    Str rest = str_from(path, strlen("/assets/")), hash = str_cut(&rest, '/');
    for (size_t i = 0; i < web_assets_count; i++)
        if (str_is(rest, web_assets[i].name) && str_is(hash, web_assets[i].hash))
            return &web_assets[i];
    return NULL;
}

const char *asset_type(const Embedded *asset)
{
    Str name = str(asset->name);
    if (str_ends(name, S(".css")))
        return "text/css; charset=utf-8";
    if (str_ends(name, S(".js")))
        return "text/javascript; charset=utf-8";
    require(str_ends(name, S(".svg")));
    return "image/svg+xml";
}

const Embedded *asset_all(size_t *count)
{
    *count = web_assets_count;
    return web_assets;
}
