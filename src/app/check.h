/* check.h - `shebao check`: whether a number is right, and if not what is probably wrong. No database. */
#pragma once

/* Runs the command; words are those behind "check". Answers the exit code: 0 all valid (with --lines and
 * --jsonl: every line was answered), 1 some not valid, 2 usage, 3 no such file, 75 reading or writing failed. */
int check_main(int count, char **words);
