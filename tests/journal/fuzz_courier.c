/* fuzz_courier.c - any bytes: as an address either none, or one that leads over TLS or to this machine. */
#include "base/require.h"
#include "journal/courier.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str bytes = { (const char *)data, size };
    if (!courier_address(bytes))
        return 0;
    require(bytes.n <= COURIER_ADDRESS_MAX);
    require(str_starts(bytes, S("https://")) || str_starts(bytes, S("http://127.0.0.1")) || str_starts(bytes, S("http://[::1]")));
    for (size_t i = 0; i < bytes.n; i++)
        require(bytes.p[i] > ' ' && bytes.p[i] < 0x7f);
    return 0;
}
