/* openapi_webhook.c - the part of the description that says what we send to others: the messages of words/notices_table.h. */
#include "web/openapi_field.h"
#include "words/notices.h"

static const char headers[] =
    "[{\"name\":\"Shebao-Webhook\",\"in\":\"header\",\"required\":true,\"description\":\"the number "
    "that webhook.subscribe answered\",\"schema\":{\"type\":\"string\"}},{\"name\":\"Shebao-Message-Id\","
    "\"in\":\"header\",\"required\":true,\"description\":\"the same at every attempt: what came "
    "twice is known by it\",\"schema\":{\"type\":\"string\"}},{\"name\":\"Shebao-Signature\",\"in\":\"header\","
    "\"required\":true,\"description\":\"t=UNIX-TIME,v1=HEX: HMAC-SHA-256 over UNIX-TIME, a full "
    "stop and the body, with the text that webhook.secret answers as key; refuse what is older "
    "than five minutes\",\"schema\":{\"type\":\"string\",\"pattern\":\"^t=[0-9]+,v1=[0-9a-f]{64}$\"}}]";

static const char taken[] = "{\"2XX\":{\"description\":\"taken: it is not sent again; anything else is tried again later\"}}";

static const char body[] =
    "{\"required\":true,\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Message\"}}}}";

static const char message[] =
    "{\"type\":\"object\",\"required\":[\"id\",\"n\",\"at\",\"message\",\"event\",\"detail\",\"entry\","
    "\"witness\"],\"properties\":{\"id\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"},\"at\":{"
    "\"type\":\"string\",\"format\":\"date-time\"},\"message\":{\"type\":\"string\"},\"zh\":{\"type\":\"string\"},"
    "\"en\":{\"type\":\"string\"},\"event\":{\"type\":\"string\"},\"person\":{\"type\":\"integer\","
    "\"description\":\"personal number, never the number of identity\"},\"detail\":{\"type\":\"object\"},"
    "\"entry\":{\"type\":\"integer\"},\"witness\":{\"type\":\"string\",\"description\":\"a line "
    "of the chain to keep: shebao verify --witness\"}}}";

void openapi_webhooks(Json *json)
{
    json_key(json, "webhooks");
    json_open(json, '{');
    for (Message kind = 1; kind < Message_END; kind++) {
        const NoticeRow *row = message_row(kind);
        json_key(json, row->code);
        json_open(json, '{');
        json_key(json, "post");
        json_open(json, '{');
        json_put(json, "operationId", str_format(json->buf.arena, "webhook:%s", row->code));
        json_put(json, "summary", str(row->en));
        json_put(json, "x-summary-zh", str(row->zh));
        json_key(json, "security");
        json_raw(json, S("[]"));
        json_key(json, "parameters");
        json_raw(json, str(headers));
        json_key(json, "requestBody");
        json_raw(json, str(body));
        json_key(json, "responses");
        json_raw(json, str(taken));
        json_close(json, '}');
        json_close(json, '}');
    }
    json_close(json, '}');
}

void openapi_message(Json *json)
{
    json_key(json, "Message");
    json_raw(json, str(message));
}
