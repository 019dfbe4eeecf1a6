/* upload.c - see upload.h. */
#include "web/upload.h"
#include "core/file.h"

enum { BODY_COMMAND = 4 << 20, BODY_FRAME = 64 << 10 }; /* FRAME: what a form adds around its file */

static bool takes_files(const HttpRequest *request)
{
    return str_is(request->path, "/api/v1/files") || str_starts(request->path, S("/api/v1/commands/"));
}

bool upload_is_form(const HttpRequest *request) { return str_starts(request->content_type, S("multipart/form-data")); }

size_t upload_limit(ServeThread *thread, const HttpRequest *request)
{
    Actor actor = { 0 };
    Str header = http_header(request, "authorization");
    size_t small = str_starts(request->path, S("/api/v1/commands/")) ? BODY_COMMAND : HTTP_BODY_DEFAULT * 3;
    bool form = str_starts(http_header(request, "content-type"), S("multipart/"));
    if (!takes_files(request) || (!form && !str_is(request->path, "/api/v1/files")) || !str_starts(header, S("Bearer ")))
        return small;
    Err err = serve_actor(thread, request->arena, str_trim(str_from(header, 7)), &actor);
    return err == OK && actor.role ? (size_t)FILE_BYTES_MAX + BODY_FRAME : small;
}

static Err keep(ServeThread *thread, Str bytes, Hash *hash, Why *why)
{
    return serve_keep(thread, bytes, hash) == OK ? OK : refuse(why, ERR_BUSY, "file", NULL, NULL);
}

JsonNode upload_value(const CatalogueRow *row, const HttpPair *pair)
{
    JsonNode node = { .type = JSON_TEXT, .key = pair->name, .text = pair->value };
    for (int i = 0; row && i < row->count; i++) {
        const FieldRow *field = field_row(row->fields[i]);
        if (!str_is(pair->name, field->name))
            continue;
        bool number = (field->type == TYPE_INT || field->type == TYPE_FEN) && str_int(pair->value, &node.number);
        bool truth = field->type == TYPE_BOOL && (str_is(pair->value, "true") || str_is(pair->value, "false"));
        node.type = number ? JSON_INT : truth ? JSON_BOOL : JSON_TEXT;
        node.truth = truth && str_is(pair->value, "true");
    }
    return node;
}

Err upload_args(ServeThread *thread, HttpRequest *request, Str command, const JsonNode **out, Why *why)
{
    JsonNode *args = arena_new(request->arena, JsonNode, 1);
    CommandId id = command_from(command);
    const CatalogueRow *row = id == CMD_NONE ? NULL : command_row(id);
    *args = (JsonNode){ .type = JSON_MEMBERS,
                        .items = arena_new(request->arena, JsonNode, request->form_count + request->upload_count + 1) };
    for (size_t i = 0; i < request->form_count; i++)
        args->items[args->count++] = upload_value(row, &request->form[i]);
    for (size_t i = 0; i < request->upload_count; i++) {
        Hash hash;
        if (!str_is(request->uploads[i].field, "file") || i > 0)
            return refuse(why, ERR_BAD_FIELD, "file", "只能上传一个文件，名称为 file。",
                          "One file can be sent, under the name file.");
        if (!request->uploads[i].bytes.n)
            return refuse(why, ERR_BAD_FIELD, "file", "文件是空的。", "The file is empty.");
        TRY(keep(thread, request->uploads[i].bytes, &hash, why));
        args->items[args->count++] =
            (JsonNode){ .type = JSON_TEXT, .key = S("file"), .text = str_hex(request->arena, hash_str(&hash)) };
    }
    *out = args;
    return OK;
}

Err upload_keep(ServeThread *thread, HttpRequest *request, Str *answer, Why *why)
{
    bool form = upload_is_form(request);
    const HttpUpload *file = form ? http_upload(request, "file") : NULL;
    Str bytes = file ? file->bytes : form ? (Str){ 0 } : request->body;
    Hash hash;
    if (!bytes.n)
        return refuse(why, ERR_BAD_FIELD, "file", "没有收到文件，请作为正文或表单中的 file 上传。",
                      "No file came; send it as the body, or as file in a form.");
    TRY(keep(thread, bytes, &hash, why));
    Json json = json_make(request->arena);
    json_open(&json, '{');
    json_put(&json, "sha256", str_hex(request->arena, hash_str(&hash)));
    json_put_int(&json, "bytes", (int64_t)bytes.n);
    json_close(&json, '}');
    *answer = json_str(&json);
    return OK;
}
