/* fuzz_email.c - any text as an e-mail address: what is taken for one is plain, and no program can read more out of it. */
#include "act/act.h"
#include "base/require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { LOCAL_MAX = 64, LABEL_MAX = 63 };
    static const char plain[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._%+-@";
    Str text = { (const char *)data, size }, host = text, local = str_cut(&host, '@');
    if (!email_is(text))
        return 0;
    for (size_t i = 0; i < size; i++)
        require(data[i] && strchr(plain, data[i]));
    require(local.n > 0 && local.n <= LOCAL_MAX && str_find(host, S("@")) < 0 && str_find(host, S(".")) > 0);
    require(str_find(text, S("..")) < 0 && text.p[0] != '-' && text.p[0] != '.'); /* no option of a program, no path */
    while (host.p) {
        Str label = str_cut(&host, '.');
        require(label.n > 0 && label.n <= LABEL_MAX && label.p[0] != '-' && label.p[label.n - 1] != '-');
    }
    return 0;
}
