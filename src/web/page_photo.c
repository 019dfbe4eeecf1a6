/* page_photo.c - the photo of a card. One that is as the card needs it goes on at once; of any other the page says what is wrong,
 * cuts the middle out in the right shape and shows it: whoever sends it has seen it. Works without script. */
#include "core/photo.h"
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"

static const char *const fields[] = { "application", "photo", NULL };
enum { CROP_BYTES_MAX = 256 << 10, HASH_DIGITS = 64 };

static void write_form(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.back = visit_role(visit, R_SELF | R(ONLINE)) ? S("/me") : S("/desk");
    form_page_begin(&page, W_PHOTO_TITLE, W_PHOTO_LEAD, errors, fields);
    form_open_files(ui, visit, S("/photo"));
    entry_field(ui, visit, F_APPLICATION, errors);
    entry_field(ui, visit, F_PHOTO, errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_PHOTO_CHECK), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_photo(PageVisit *visit, Str name)
{
    (void)name;
    write_form(visit, &(FormErrors){ 0 }, 200);
}

/* ---- what is kept of it ---- */

static Err crop_read(PageVisit *visit, Str hex, Str *out)
{
    Bureau *bureau = NULL;
    Str bytes = { 0 };
    Hash hash;
    if (hex.n != HASH_DIGITS || !str_unhex(visit->arena, hex, &bytes) || bytes.n != sizeof hash.b)
        return ERR_UNKNOWN_ID;
    memcpy(hash.b, bytes.p, sizeof hash.b);
    TRY(visit_reader(visit, &bureau));
    TRY(db_blob_get(bureau->db, visit->arena, &hash, out));
    return str_starts(*out, S("\xFF\xD8\xFF")) && out->n <= CROP_BYTES_MAX ? OK : ERR_UNKNOWN_ID;
}

/* Who has the hash of a picture has seen it, or was told of it. */
void show_photo_crop(PageVisit *visit, Str name)
{
    Str bytes = { 0 };
    if (crop_read(visit, name, &bytes) == OK)
        visit_file(visit, "image/jpeg", S("photo.jpg"), bytes);
    else
        routes_missing(visit);
}

/* ---- what is found ---- */

static void put_findings(Ui *ui, Str json)
{
    const JsonNode *list = json_reread(ui->buf.arena, json);
    ui_put(ui, "<ul class=\"govuk-list govuk-list--bullet\">\n");
    for (size_t i = 0; list && i < list->count; i++)
        ui_put(ui, "<li>{}</li>\n", node_said(&list->items[i], "why", ui->lang));
    ui_put(ui, "</ul>\n");
}

static void write_found(PageVisit *visit, const PhotoProposal *found, Str crop)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str application = visit_field(visit, "application");
    page.not_indexed = true;
    page.back = S("/photo");
    page_begin(&page, word(ui->lang, W_PHOTO_FOUND));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_PHOTO_FOUND),
           word(ui->lang, W_PHOTO_FOUND_TEXT));
    put_findings(ui, found->findings);
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_PHOTO_CROP_TITLE));
    ui_put(ui, "<img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\">\n",
           ui_path(ui, str_format(visit->arena, "/photo/" STR_FMT, STR_ARG(crop))), word(ui->lang, W_PHOTO_CROP_ALT),
           str_format(visit->arena, "%d", found->width), str_format(visit->arena, "%d", found->height));
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_PHOTO_CROP_TEXT));
    bool good = str_is(found->crop_findings, "[]");
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, good ? W_PHOTO_CROP_GOOD : W_PHOTO_CROP_BAD));
    if (!good)
        put_findings(ui, found->crop_findings);
    form_open(ui, visit, S("/photo"));
    form_hidden(ui, "application", application);
    form_hidden(ui, "crop", crop);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_PHOTO_USE), .once = true });
    form_close(ui);
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
           ui_path(ui, str_format(visit->arena, "/photo?application=" STR_FMT, STR_ARG(page_encoded(visit->arena, application)))),
           word(ui->lang, W_PHOTO_OTHER));
    visit_show(visit, &page, page_end(&page));
}

/* ---- sent ---- */

static void sent(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    if (done->err != OK) {
        FormErrors errors = { 0 };
        form_refused(&errors, visit, &done->why);
        write_form(visit, &errors, err_http(done->err));
        return;
    }
    size_t count = 0;
    const JsonNode *findings = node_list(done->data, "findings", &count);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page_begin(&page, word(ui->lang, W_PHOTO_TAKEN));
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    ui_panel(ui, &(UiPanel){ .title = word(ui->lang, W_PHOTO_TAKEN), .text = visit_field(visit, "application") });
    for (size_t i = 0; i < count; i++)
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", node_said(&findings[i], "why", ui->lang));
    form_page_end(visit, &page);
}

static void photo_send(PageVisit *visit, Str jpeg)
{
    Json args = visit_args(visit);
    json_put(&args, "application", visit_field(visit, "application"));
    json_put(&args, "photo", str_base64(visit->arena, jpeg));
    visit_do(visit, "card.photo", form_id(visit, NULL), &args, sent, NULL);
}

/* Where the card is applied for: its number says whose it is, the record says where. 0: not known, then the country's rule. */
static int region_of(PageVisit *visit, Str application)
{
    Str person = application, place = { 0 };
    const JsonNode *status = NULL;
    Why why = { .arena = visit->arena };
    size_t count = 0;
    int64_t number = 0;
    Str letter = str_head(person, 1);
    person = str_from(person, letter.n);
    Json args = visit_args(visit);
    json_put_int(&args, "person", record_person(str_cut(&person, '-')));
    if (!str_is(letter, "K") || visit_ask(visit, "person.status", &args, &status, &why) != OK)
        return 0;
    const JsonNode *cards = node_list(status, "cards", &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(node_text(&cards[i], "application_no"), application))
            place = node_text(&cards[i], "region");
    return str_int(place, &number) ? (int)number : 0;
}

static void photo_judge(PageVisit *visit, Str jpeg)
{
    Bureau *bureau = NULL;
    PhotoProposal found = { 0 };
    Hash hash;
    Why why = { .arena = visit->arena };
    int region = region_of(visit, visit_field(visit, "application"));
    Err err = visit_reader(visit, &bureau);
    if (err == OK)
        photo_propose(bureau, visit->arena, region, time_day(visit->now), jpeg, &found, &why);
    if (err == OK && str_is(found.findings, "[]")) {
        photo_send(visit, jpeg);
        return;
    }
    if (err == OK && found.crop.n)
        err = serve_keep(visit->thread, found.crop, &hash);
    if (err == OK && found.crop.n) {
        write_found(visit, &found, str_hex(visit->arena, hash_str(&hash)));
        return;
    }
    FormErrors errors = { 0 };
    if (err != OK)
        (void)!refuse(&why, err, "photo", NULL, NULL);
    form_wrong(&errors, S("photo"), visit_said(visit, &why));
    write_form(visit, &errors, 422);
}

void do_photo(PageVisit *visit, Str name)
{
    (void)name;
    Str crop = visit_field(visit, "crop"), jpeg = { 0 };
    const HttpUpload *photo = http_upload(visit->http, "photo");
    FormErrors errors = { 0 };
    if (!visit_field(visit, "application").n)
        form_wrong(&errors, S("application"),
                   word_format(visit->arena, visit->request.lang, W_ENTRY_EMPTY_N,
                               STR_ARG(entry_label(visit->arena, visit->request.lang, F_APPLICATION))));
    if (crop.n && crop_read(visit, crop, &jpeg) != OK)
        crop = (Str){ 0 };
    if (!crop.n && (!photo || !photo->bytes.n))
        form_wrong(&errors, S("photo"), word(visit->request.lang, W_PHOTO_EMPTY));
    if (errors.count)
        write_form(visit, &errors, 422);
    else if (crop.n)
        photo_send(visit, jpeg);
    else
        photo_judge(visit, photo->bytes);
}
