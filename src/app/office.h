/* office.h - what keeps a bureau: init, verify, token, openapi. Each takes the words behind its name and answers the
 * exit code. */
#pragma once
#include "app/options.h"

int init_main(int count, char **words);
int verify_main(int count, char **words);
int token_main(int count, char **words);
int openapi_main(int count, char **words);
