/* calc.h - `shebao calc`: calculators that need no database and no set-up. */
#pragma once

/* `words` are those behind "shebao calc". Returns the exit code (contract section 1). */
int calc_main(int count, char **words);
