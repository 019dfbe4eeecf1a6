/* param.h - `shebao param`: the parameters of the policy files, what changes between two of them, and what runs out. */
#pragma once

/* Runs the subcommand with the words behind `param` and gives its exit code. */
int param_main(int count, char **words);
