/* The table of an allocator's statistics: see table.h. */
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "stream.h"
#include "table.h"

/* How the two sides call a figure, and how a stream does. */
static const struct label {
  const char *printed, *name;
} labels[] = {
    [FIGURE_THRESHOLD] = {0, "threshold"},
    [FIGURE_CLASSES] = {0, "classes"},
    [FIGURE_ARENA_SIZE] = {0, "bytes of an arena"},
    [FIGURE_POOL_SIZE] = {0, "bytes of a pool"},
    [FIGURE_ARENAS_TOTAL] = {"# arenas allocated total", "arenas ever"},
    [FIGURE_ARENAS_RECLAIMED] = {"# arenas reclaimed", "arenas reclaimed"},
    [FIGURE_ARENAS_HIGHWATER] = {"# arenas highwater mark", "arenas highwater"},
    [FIGURE_ARENAS] = {"# arenas allocated current", "arenas now"},
    [FIGURE_ARENA_BYTES] = {0, "bytes of arenas"},
    [FIGURE_BYTES_IN_USE] = {"# bytes in allocated blocks", "bytes in use"},
    [FIGURE_BYTES_AVAILABLE] = {"# bytes in available blocks", "bytes available"},
    [FIGURE_UNUSED_POOLS] = {0, "unused pools"},
    [FIGURE_UNUSED_BYTES] = {0, "bytes of unused pools"},
    [FIGURE_POOL_HEADERS] = {"# bytes lost to pool headers", "bytes of headers"},
    [FIGURE_QUANTIZATION] = {"# bytes lost to quantization", "bytes of quantization"},
    [FIGURE_ALIGNMENT] = {"# bytes lost to arena alignment", "bytes of alignment"},
    [FIGURE_TOTAL] = {"Total", "bytes in total"},
    [FIGURE_BLOCKS] = {0, "allocated blocks"},
};
static const char *const class_names[OF_A_CLASS] = {"pools", "blocks in use", "blocks available"};

/* --- reading --- */

static struct table *reading;
static uint8_t times_seen[FIGURES];

static int take_figure(unsigned figure, uint64_t value)
{
  reading->figure[figure] = value;
  return times_seen[figure]++ == 0;
}

static int take_class(uint64_t index, uint64_t size, const uint64_t amounts[OF_A_CLASS])
{
  int good = index < TABLE_CLASSES && size == (index + 1) * CLASS_SIZE;
  for (unsigned i = 0; good && i < OF_A_CLASS; i++)
    good = take_figure((unsigned)index * OF_A_CLASS + FIGURE_POOLS + i, amounts[i]);
  return good;
}

/* `1,234`, and nothing after it. */
static int take_number(const char *text, uint64_t *number)
{
  char digits[32], *rest;
  size_t used = 0;
  for (; *text != '\0' && used + 1 < sizeof digits; text++)
    if (*text != ',') digits[used++] = *text;
  digits[used] = '\0';
  *number = strtoull(digits, &rest, 10);
  return used > 0 && *text == '\0' && *rest == '\0';
}

/* A label with amounts in it, and their product. */
static int take_product(const char *label, uint64_t product)
{
  uint64_t count, size;
  int end = 0;
  if (sscanf(label, "%" SCNu64 " arenas * %" SCNu64 " bytes/arena%n", &count, &size, &end) == 2 && label[end] == '\0')
    return count == reading->figure[FIGURE_ARENAS] && take_figure(FIGURE_ARENA_SIZE, size) &&
           take_figure(FIGURE_ARENA_BYTES, product);
  end = 0;
  return sscanf(label, "%" SCNu64 " unused pools * %" SCNu64 " bytes%n", &count, &size, &end) == 2 &&
         label[end] == '\0' && take_figure(FIGURE_UNUSED_POOLS, count) && take_figure(FIGURE_POOL_SIZE, size) &&
         take_figure(FIGURE_UNUSED_BYTES, product);
}

static int take_labelled(char *line, char *sign)
{
  uint64_t number;
  if (!take_number(sign + strspn(sign, " ="), &number)) return 0;
  do *sign = '\0';
  while (sign > line && *--sign == ' ');
  for (unsigned i = FIGURE_THRESHOLD; i < FIGURES; i++)
    if (labels[i].printed != 0 && strcmp(labels[i].printed, line) == 0) return take_figure(i, number);
  return take_product(line, number);
}

/* 0: the line is no part of the table. */
static int take_line(char *line)
{
  uint64_t index, size, amounts[OF_A_CLASS];
  if (*line == '\0' || strncmp(line, "class ", 6) == 0 || strncmp(line, "-----", 5) == 0) return 1;
  if (sscanf(line, "Small block threshold = %" SCNu64 ", in %" SCNu64 " size classes.", &size, &index) == 2)
    return take_figure(FIGURE_THRESHOLD, size) && take_figure(FIGURE_CLASSES, index);
  if (sscanf(line, "%" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64, &index, &size, &amounts[0], &amounts[1],
             &amounts[2]) == 5)
    return take_class(index, size, amounts);
  char *sign = strchr(line, '=');
  return sign != 0 && take_labelled(line, sign);
}

/* From 3.10 on CPython's table is followed by what its map of arenas occupies, which heapproof has not. */
static int take_text(char *text)
{
  for (char *line = text, *end; (end = strchr(line, '\n')) != 0; line = end + 1) {
    *end = '\0';
    if (strcmp(line, "arena map counts") == 0) break;
    if (!take_line(line)) return 0;
  }
  for (unsigned i = FIGURE_THRESHOLD; i < FIGURES; i++)
    if (times_seen[i] != 1) return 0;
  return 1;
}

int table_take(void (*print)(FILE *file), struct table *table)
{
  char *text = 0;
  size_t size;
  FILE *file = open_memstream(&text, &size);
  if (file == 0) return 0;
  print(file);
  memset(table, 0, sizeof *table);
  memset(times_seen, 0, sizeof times_seen);
  reading = table;
  int good = fclose(file) == 0 && take_text(text);
  free(text);
  return good;
}

/* --- amounts --- */

static int is_size(unsigned figure)
{
  return figure >= FIGURE_THRESHOLD && figure <= FIGURE_POOL_SIZE;
}

int table_subtract(struct table *table, const struct table *before)
{
  for (unsigned i = 0; i < FIGURES; i++) {
    if (is_size(i)) continue;
    if (table->figure[i] < before->figure[i]) return 0;
    table->figure[i] -= before->figure[i];
  }
  return 1;
}

void table_write(const struct table *table, void (*write)(uint64_t word))
{
  for (unsigned i = 0; i < FIGURES; i++)
    if (i >= FIGURE_THRESHOLD || table->figure[i - i % OF_A_CLASS] != 0) write(figure_word(i, table->figure[i]));
}

/* --- text --- */

static void name_of(unsigned figure, char text[FIGURE_TEXT])
{
  if (figure < FIGURE_THRESHOLD)
    snprintf(text, FIGURE_TEXT, "%s of %u", class_names[figure % OF_A_CLASS],
             (figure / OF_A_CLASS + 1) * (unsigned)CLASS_SIZE);
  else snprintf(text, FIGURE_TEXT, "%s", figure <= FIGURE_BLOCKS ? labels[figure].name : "nothing");
}

void figure_to_text(uint64_t word, char text[FIGURE_TEXT])
{
  name_of(word_figure(word), text);
  size_t used = strlen(text);
  snprintf(text + used, FIGURE_TEXT - used, ": %" PRIu64, word_value(word));
}

int figure_from_text(const char *text, uint64_t *word)
{
  char name[FIGURE_TEXT];
  const char *colon = strchr(text, ':');
  uint64_t value;
  if (colon == 0 || sscanf(colon, ": %" SCNu64, &value) != 1) return 0;
  for (unsigned i = 0; i <= FIGURE_BLOCKS; i++) {
    name_of(i, name);
    *word = figure_word(i, value);
    if (strlen(name) == (size_t)(colon - text) && strncmp(text, name, strlen(name)) == 0) return 1;
  }
  return 0;
}
