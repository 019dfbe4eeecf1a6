/* office.h - what keeps a bureau: init, verify, witness, outbox, export, token, openapi. Each takes the words behind its name and
 * answers the exit code. */
#pragma once
#include "app/options.h"

/* A new bureau, or nothing where there is one. */
int init_main(int count, char **words);
/* 0 when everything is whole, 7 otherwise: the first wrong entry or row is named. */
int verify_main(int count, char **words);
/* `witness` prints the head of the chain as a line for somebody else to keep. */
int witness_main(int count, char **words);
/* `outbox send --with COMMAND [--once]` takes the messages that wait out of the building. */
int outbox_main(int count, char **words);
/* The ledger as plain text for `ledger` and `hledger`. */
int export_main(int count, char **words);
/* `token new` prints a bearer token; `token revoke` takes one back. */
int token_main(int count, char **words);
/* The description of the API. */
int openapi_main(int count, char **words);
