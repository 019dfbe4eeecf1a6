/* portrait.c - see portrait.h. */
#include "web/portrait.h"
#include "web/routes.h"

enum { CUT_BYTES_MAX = 256 << 10, HASH_DIGITS = 64 };

/* ---- what is kept of it ---- */

static Err cut_read(PageVisit *visit, Str hex, Str *out)
{
    Bureau *bureau = NULL;
    Str bytes = { 0 };
    Hash hash;
    if (hex.n != HASH_DIGITS || !str_unhex(visit->arena, hex, &bytes) || bytes.n != sizeof hash.b)
        return ERR_UNKNOWN_ID;
    memcpy(hash.b, bytes.p, sizeof hash.b);
    TRY(visit_reader(visit, &bureau));
    TRY(db_blob_get(bureau->db, visit->arena, &hash, out));
    return str_starts(*out, S("\xFF\xD8\xFF")) && out->n <= CUT_BYTES_MAX ? OK : ERR_UNKNOWN_ID;
}

/* Who has the hash of a picture has seen it, or was told of it. */
void show_photo_crop(PageVisit *visit, Str name)
{
    Str bytes = { 0 };
    if (cut_read(visit, name, &bytes) == OK)
        visit_file(visit, "image/jpeg", S("photo.jpg"), bytes);
    else
        routes_missing(visit);
}

/* ---- taken ---- */

static Err cuts_keep(PageVisit *visit, Portrait *portrait)
{
    for (PhotoPart part = 0; part < PHOTO_PARTS; part++) {
        Hash hash;
        if (!portrait->found.cuts.parts[part].n)
            continue;
        TRY(serve_keep(visit->thread, portrait->found.cuts.parts[part], &hash));
        portrait->hash[part] = str_hex(visit->arena, hash_str(&hash));
    }
    return OK;
}

static PortraitState judge(PageVisit *visit, int region, Str jpeg, Portrait *out, FormErrors *errors)
{
    Bureau *bureau = NULL;
    Why why = { .arena = visit->arena };
    Err err = visit_reader(visit, &bureau);
    if (err == OK)
        photo_propose(bureau, visit->arena, region, time_day(visit->now), jpeg, &out->found, &why);
    if (err == OK && str_is(out->found.findings, "[]")) {
        out->jpeg = jpeg;
        return PORTRAIT_READY;
    }
    if (err == OK)
        err = cuts_keep(visit, out);
    if (err == OK && out->hash[PHOTO_MIDDLE].n)
        return PORTRAIT_CUT;
    if (err != OK)
        (void)!refuse(&why, err, "photo", NULL, NULL);
    form_wrong(errors, S("photo"), visit_said(visit, &why));
    return PORTRAIT_WRONG;
}

PortraitState portrait_take(PageVisit *visit, int region, Portrait *out, FormErrors *errors)
{
    Str crop = visit_field(visit, "crop");
    const HttpUpload *photo = http_upload(visit->http, "photo");
    *out = (Portrait){ 0 };
    if (photo && photo->bytes.n)
        return judge(visit, region, photo->bytes, out, errors);
    if (!crop.n)
        return PORTRAIT_NONE;
    if (cut_read(visit, crop, &out->jpeg) == OK)
        return PORTRAIT_READY;
    form_wrong(errors, S("photo"), word(visit->request.lang, W_PHOTO_EMPTY));
    return PORTRAIT_WRONG;
}

/* ---- shown ---- */

static void put_list(Ui *ui, Str json)
{
    const JsonNode *list = json_reread(ui->buf.arena, json);
    ui_put(ui, "<ul class=\"govuk-list govuk-list--bullet\">\n");
    for (size_t i = 0; list && i < list->count; i++)
        ui_put(ui, "<li>{}</li>\n", node_said(&list->items[i], "why", ui->lang));
    ui_put(ui, "</ul>\n");
}

void portrait_findings(Ui *ui, const Portrait *portrait)
{
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_PHOTO_FOUND),
           word(ui->lang, W_PHOTO_FOUND_TEXT));
    put_list(ui, portrait->found.findings);
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n",
           word(ui->lang, W_PHOTO_CROP_TITLE), word(ui->lang, W_PHOTO_CROP_TEXT));
}

/* `share`: of its size, so that parts beside their buttons fit a telephone. */
static void put_cut(Ui *ui, const Portrait *portrait, PhotoPart part, int share)
{
    Arena *arena = ui->buf.arena;
    ui_put(ui, "<img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\">\n",
           ui_path(ui, str_format(arena, "/photo/" STR_FMT, STR_ARG(portrait->hash[part]))), word(ui->lang, W_PHOTO_CROP_ALT),
           str_format(arena, "%d", portrait->found.width / share), str_format(arena, "%d", portrait->found.height / share));
}

static void put_verdict(Ui *ui, const Portrait *portrait, PhotoPart part)
{
    Str findings = portrait->found.cut_findings[part];
    bool good = str_is(findings, "[]");
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, good ? W_PHOTO_CROP_GOOD : W_PHOTO_CROP_BAD));
    if (!good)
        put_list(ui, findings);
}

static void put_parts(Ui *ui, const Portrait *portrait)
{
    static const Word names[2][PHOTO_PARTS] = {
        { [PHOTO_START] = W_PHOTO_PART_TOP, [PHOTO_MIDDLE] = W_PHOTO_PART_MIDDLE, [PHOTO_END] = W_PHOTO_PART_BOTTOM },
        { [PHOTO_START] = W_PHOTO_PART_LEFT, [PHOTO_MIDDLE] = W_PHOTO_PART_MIDDLE, [PHOTO_END] = W_PHOTO_PART_RIGHT },
    };
    UiChoice items[PHOTO_PARTS];
    size_t count = 0;
    for (PhotoPart part = 0; part < PHOTO_PARTS; part++) {
        Ui label = ui_inside(ui), hint = ui_inside(ui);
        if (!portrait->hash[part].n)
            continue;
        ui_put(&label, "{}<br>\n", word(ui->lang, names[portrait->found.cuts.across][part]));
        put_cut(&label, portrait, part, 2);
        put_verdict(&hint, portrait, part);
        items[count++] = (UiChoice){ .value = portrait->hash[part], .html = ui_done(&label), .hint = { .html = ui_done(&hint) } };
    }
    ui_radios(ui, &(UiChoices){ .name = "crop",
                                .fieldset = &(UiFieldset){ .legend = word(ui->lang, W_PHOTO_PART),
                                                           .legend_classes = "govuk-fieldset__legend--s" },
                                .items = items,
                                .count = count,
                                .value = portrait->hash[PHOTO_MIDDLE] });
}

void portrait_choose(Ui *ui, const Portrait *portrait, const char *name, Str value)
{
    if (portrait->hash[PHOTO_START].n || portrait->hash[PHOTO_END].n) {
        put_parts(ui, portrait);
    } else {
        put_cut(ui, portrait, PHOTO_MIDDLE, 1);
        put_verdict(ui, portrait, PHOTO_MIDDLE);
        form_hidden(ui, "crop", portrait->hash[PHOTO_MIDDLE]);
    }
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_PHOTO_USE), .name = name, .value = value, .once = true });
}
