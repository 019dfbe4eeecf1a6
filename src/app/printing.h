/* printing.h - papers on the command line: `shebao print KIND --ssn ... --out FILE` and `shebao cert verify CODE|FILE`. */
#pragma once

int print_main(int count, char **words);
/* `cert verify` knows a code or a file by looking at it; every other verb of cert is the catalogue's. */
int cert_main(int count, char **words);
