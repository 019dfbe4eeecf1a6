/* office.h - what keeps a bureau: init, serve, verify, token, openapi. Each takes the words behind its name and
 * answers the exit code. */
#pragma once
#include "app/options.h"
#include "web/serve.h"

int init_main(int count, char **words);
int verify_main(int count, char **words);
int token_main(int count, char **words);
int openapi_main(int count, char **words);

/* `shebao serve --db URL [--listen ADDRESS:PORT] [--threads N]`: serves until SIGTERM or SIGINT. */
int serve_main(int count, char **words);
/* Serves until a signal, printing the address before; `say` (may be NULL) prints what comes after it. */
typedef void ServeSay(void *context, const char *address, int port);
int serve_until_signal(const ServeOptions *options, bool en, ServeSay *say, void *context);
