/* What differs between versions. */
#include "core/limits.h"
#include "pieces.h"

const struct model_rules model_rules[] = {
    {"3.6", 1, COUNT_BEFORE, 0, 0, 0, 0, 1, 19, 19, 700, TRASH_LIMIT, 1},
    {"3.7", 1, COUNT_ALL_OR_NOTHING, 0, 0, 0, 0, 1, 19, 19, 700, TRASH_LIMIT, 1},
    {"3.8", 1, COUNT_ALL_OR_NOTHING, 1, 0, 0, 0, 0, 19, 19, 700, TRASH_LIMIT, 1},
    {"3.9", 0, COUNT_AFTER, 1, 0, 0, 0, 0, 19, 19, 700, TRASH_LIMIT, 1},
    {"3.10", 0, COUNT_AFTER, 1, 0, 0, 0, 0, 19, 19, 700, TRASH_LIMIT, 1},
    {"3.11", 0, COUNT_AFTER, 1, 0, 0, 0, 0, 20, 19, 700, TRASH_LIMIT, 1},
    {"3.12", 0, COUNT_AFTER, 1, 0, 1, 1, 0, 20, 19, 700, TRASH_LIMIT, 1},
    {"3.13", 0, COUNT_AFTER, 1, 1, 1, 1, 0, 20, 20, 2000, LATE_TRASH_LIMIT, LATE_TRASH_RESUME},
    {"3.14.5", 0, COUNT_AFTER, 1, 1, 1, 1, 0, 20, 20, 2000, LATE_TRASH_LIMIT, LATE_TRASH_RESUME},
    {"3.15", 0, COUNT_AFTER, 1, 1, 1, 1, 0, 20, 20, 2000, LATE_TRASH_LIMIT, LATE_TRASH_RESUME},
};
const struct model_rules *model_rules_now = model_rules;
