/* refusal.c - what the server refuses before any handler sees it, in words: the room http knows what is wrong and no
 * Chinese, here stands what to do about it. */
#include "web/page.h"
#include "web/serve.h"

typedef struct {
    const char *reason; /* of http */
    Err err;
    const char *field, *zh, *en;
} Refusal;

static const Refusal refusals[] = {
    { "malformed request", ERR_BAD_FIELD, "head",
      "请求头不符合 HTTP/1.1 的格式；请检查请求行和每一行请求头（名称、冒号、值，以 CR LF 结尾），改正后重新发送。",
      "The head is not HTTP/1.1; check the request line and each header line (name, colon, value, CR LF) and send it again." },
    { "malformed address", ERR_BAD_FIELD, "path", "网址里有不能识别的字符或编码；请检查百分号编码（UTF-8）后重新发送。",
      "The address has characters or escapes that cannot be read; check its percent encoding (UTF-8) and send it again." },
    { "address too long", ERR_TOO_LARGE, "path", "网址超过 2048 字节；请缩短网址，或改用 POST 把内容放在正文里。",
      "The address is longer than 2048 bytes; shorten it, or use POST and put the content into the body." },
    { "header too large", ERR_TOO_LARGE, "head", "请求头超过 8192 字节或 100 行；请清除本站的 Cookie，去掉不需要的请求头后重试。",
      "The headers exceed 8192 bytes or 100 lines; clear this site's cookies, leave out what is not needed and try again." },
    { "header sent twice", ERR_BAD_FIELD, "head", "同一个请求头发了两次，无法判断以哪一个为准；请只发一次。",
      "A header came twice and it cannot be known which one counts; send it once." },
    { "host missing or malformed", ERR_BAD_FIELD, "host", "缺少 Host 请求头或其格式不对；请填写本站的域名或地址。",
      "The Host header is missing or malformed; give the name or address of this site." },
    { "protocol version not supported", ERR_BAD_FIELD, "version", "不支持这个协议版本；请使用 HTTP/1.1。",
      "This version of the protocol is not supported; use HTTP/1.1." },
    { "length and transfer coding do not agree", ERR_BAD_FIELD, "content-length",
      "Content-Length 与 Transfer-Encoding 不能同时使用；请只保留一个。",
      "Content-Length and Transfer-Encoding cannot stand together; keep one of them." },
    { "malformed length", ERR_BAD_FIELD, "content-length", "Content-Length 不是非负整数；请填写正文的字节数。",
      "Content-Length is not a whole number; give the number of bytes of the body." },
    { "transfer coding not supported", ERR_BAD_FIELD, "transfer-encoding",
      "只支持 chunked 传输编码；请改用它，或用 Content-Length 说明长度。",
      "Only the transfer coding chunked is supported; use it, or give a Content-Length." },
    { "malformed chunk", ERR_BAD_FIELD, "body", "分块正文的格式不对；请检查每块的十六进制长度和结尾的 CR LF 后重新发送。",
      "The chunked body is malformed; check the hexadecimal length and the CR LF of each chunk and send it again." },
    { "chunk too large", ERR_TOO_LARGE, "body", "正文的一块太大；请把正文分成小一些的块。",
      "A chunk of the body is too large; send the body in smaller chunks." },
    { "body too large", ERR_TOO_LARGE, "body", "正文太大；请缩短内容，或把照片压缩到 2 MB 以内，分几次提交。",
      "The body is too large; shorten it, make the photo smaller than 2 MB, or send it in parts." },
    { "request too large", ERR_TOO_LARGE, "body", "这次请求的内容太多；请分几次提交。",
      "There is too much in this request; send it in parts." },
    { "this method has no body", ERR_BAD_FIELD, "body", "这种方法不能带正文；请改用 POST。",
      "This method takes no body; use POST." },
    { "method not supported", ERR_BAD_FIELD, "method", "不支持这种方法；请使用 GET 或 POST。",
      "This method is not supported; use GET or POST." },
    { "malformed form", ERR_BAD_FIELD, "body", "表单的格式不对；请回到上一页重新填写后提交。",
      "The form is malformed; go back, fill it in again and send it." },
    { "no answer", ERR_BUSY, "", NULL, NULL },
};

Err refusal_why(int status, const char *reason, Why *why)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (!strcmp(refusals[i].reason, reason))
            return refuse(why, refusals[i].err, refusals[i].field, refusals[i].zh, refusals[i].en);
    bool large = status == 413 || status == 414 || status == 431;
    return refuse(why, status >= 500 ? ERR_BUSY : large ? ERR_TOO_LARGE : ERR_BAD_FIELD, "", NULL, NULL);
}

/* Browsers name the languages in the order in which they are liked. */
bool refusal_english(const HttpRequest *request)
{
    Str rest = http_header(request, "accept-language"), target = http_target(request), path = { 0 };
    if (page_split(target, &path) == LANG_EN)
        return true;
    while (rest.n) {
        Str tag = str_lower(request->arena, str_trim(str_cut(&rest, ',')));
        if (str_starts(tag, S("zh")) || str_starts(tag, S("en")))
            return str_starts(tag, S("en"));
    }
    return false;
}
