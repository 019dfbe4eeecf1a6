/* fuzz_courier.c - any bytes: as an address either none, or one whose parts lie inside it; as an answer a status or none. */
#include "base/require.h"
#include "journal/courier.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str bytes = { (const char *)data, size };
    CourierAddress address;
    int status = courier_status(bytes);
    require(status == -1 || status == 0 || (status >= 100 && status < 600));
    if (!courier_address(bytes, &address))
        return 0;
    require(address.host.n > 0 && address.port > 0 && address.port < 65536 && address.path.p[0] == '/');
    require(address.tls || str_is(address.host, "127.0.0.1") || str_is(address.host, "::1"));
    for (size_t i = 0; i < address.path.n; i++)
        require(address.path.p[i] > ' ' && address.path.p[i] < 0x7f);
    return 0;
}
