/* serving.h - `shebao serve`: the server of one bureau until it is told to stop. */
#pragma once
#include "web/serve.h"

/* `shebao serve --db URL [--listen ADDRESS:PORT] [--threads N] [--outbox COMMAND]`: serves until SIGTERM or SIGINT. */
int serve_main(int count, char **words);
/* Serves until a signal, printing the address before; `say` (may be NULL) prints what comes after it. */
typedef void ServeSay(void *context, const char *address, int port);
int serve_until_signal(const ServeOptions *options, bool en, ServeSay *say, void *context);
