/* replay_file.h - `shebao replay FILE.jsonl`: commands and queries in the order of their lines (contract 5). */
#pragma once

/* Answers the exit code: 0 every line was answered; 2 usage; 3 no such file; 75 the engine failed. */
int replay_main(int count, char **words);
