/* The words of a stream as text: see words.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "table.h"
#include "words.h"

static const char *const plain[] = {
    [WORD_RAW] = "raw", [WORD_REFUSED] = "none", [WORD_FREED] = "freed", [WORD_ARENA_REFUSED] = "no arena"};
static const enum word_kind plain_kinds[] = {WORD_RAW, WORD_REFUSED, WORD_FREED, WORD_ARENA_REFUSED};

void word_to_text(uint64_t word, char text[WORD_TEXT])
{
  unsigned arena = word_arena(word), pool = word_pool(word), offset = word_offset(word);
  switch (word_kind(word)) {
  case WORD_PLACED: snprintf(text, WORD_TEXT, "at %u %u %u", arena, pool, offset); break;
  case WORD_ARENA_NEW: snprintf(text, WORD_TEXT, "arena %u of %u", arena, pool); break;
  case WORD_ARENA_FREE: snprintf(text, WORD_TEXT, "arena %u gone", arena); break;
  case WORD_BEGIN: snprintf(text, WORD_TEXT, "sequence %u", arena); break;
  case WORD_DIGEST: snprintf(text, WORD_TEXT, "digest %" PRIx64, word); break;
  case WORD_FIGURE: figure_to_text(word, text); break;
  case WORD_RAW:
  case WORD_REFUSED:
  case WORD_FREED:
  case WORD_ARENA_REFUSED: snprintf(text, WORD_TEXT, "%s", plain[word_kind(word)]); break;
  default: snprintf(text, WORD_TEXT, "nothing"); break;
  }
}

/* The one word whose text this is, so that each has one spelling. */
static int is_exactly(const char *text, uint64_t candidate, uint64_t *word)
{
  char again[WORD_TEXT];
  word_to_text(candidate, again);
  *word = candidate;
  return strcmp(text, again) == 0;
}

int word_from_text(const char *text, uint64_t *word)
{
  unsigned arena = 0, pool = 0, offset = 0;
  for (int i = 0; i < 4; i++)
    if (strcmp(text, plain[plain_kinds[i]]) == 0) return is_exactly(text, stream_word(plain_kinds[i], 0, 0, 0), word);
  if (sscanf(text, "at %u %u %u", &arena, &pool, &offset) == 3)
    return is_exactly(text, stream_word(WORD_PLACED, arena, pool, offset), word);
  if (sscanf(text, "arena %u of %u", &arena, &pool) == 2)
    return is_exactly(text, stream_word(WORD_ARENA_NEW, arena, pool, 0), word);
  if (sscanf(text, "arena %u", &arena) == 1) return is_exactly(text, stream_word(WORD_ARENA_FREE, arena, 0, 0), word);
  if (sscanf(text, "digest %" SCNx64, word) == 1) return is_exactly(text, *word, word);
  if (figure_from_text(text, word)) return is_exactly(text, *word, word);
  return sscanf(text, "sequence %u", &arena) == 1 && is_exactly(text, stream_word(WORD_BEGIN, arena, 0, 0), word);
}
