/* The figures of sys._debugmallocstats(): see malloc_stats.h. */
#include "program/malloc_stats.h"
#include <inttypes.h>
#include <string.h>

enum { LABEL_COLUMN = 34, NUMBER_COLUMN = 20 };
#define HEADER_BYTES (HEADER_WORDS * WORD_BYTES)

static uint32_t pool_words(void)
{
  return POOL_WORDS - pool_gap * GRANULE_WORDS;
}

static void add_pool(struct malloc_stats *stats, uint32_t pool)
{
  uint32_t class = pool_class[pool];
  uint32_t in_use = class == NO_CLASS ? 0 : pool_block_end[pool] - pool_free_end[pool];
  if (in_use == 0) return;
  uint64_t size = class * GRANULE_BYTES, room = stats->pool_bytes - HEADER_BYTES, most = room / size;
  stats->classes[class].pools++;
  stats->classes[class].in_use += in_use;
  stats->classes[class].available += most - in_use;
  stats->bytes_in_use += in_use * size;
  stats->bytes_available += (most - in_use) * size;
  stats->pool_headers += HEADER_BYTES;
  stats->quantization += room % size;
}

static void add_arena(struct malloc_stats *stats, uint32_t arena)
{
  uint32_t first = arena * ARENA_POOLS;
  stats->arenas++;
  stats->unused_pools += free_pools[arena];
  stats->alignment += (first + ARENA_POOLS - arena_limit[arena]) * stats->pool_bytes;
  for (uint32_t pool = first; pool < arena_pool_end[arena]; pool++) add_pool(stats, pool);
}

void malloc_stats_take(struct malloc_stats *stats)
{
  memset(stats, 0, sizeof *stats);
  stats->pool_bytes = pool_words() * WORD_BYTES;
  stats->arena_bytes = ARENA_POOLS * stats->pool_bytes;
  stats->arenas_total = arenas_opened;
  stats->arenas_reclaimed = arenas_reclaimed;
  stats->arenas_highwater = arenas_most;
  for (uint32_t arena = 1; arena <= arenas_begun; arena++)
    if (arena_limit[arena] != 0) add_arena(stats, arena);
}

uint64_t malloc_stats_blocks(const struct malloc_stats *stats)
{
  uint64_t blocks = 0;
  for (uint32_t class = 1; class < CLASSES_END; class ++) blocks += stats->classes[class].in_use;
  return blocks;
}

uint64_t malloc_stats_total(const struct malloc_stats *stats)
{
  return stats->bytes_in_use + stats->bytes_available + stats->unused_pools * stats->pool_bytes + stats->pool_headers +
         stats->quantization + stats->alignment;
}

/* --- JSON --- */

static void put(struct text *text, const char *key, uint64_t number)
{
  text_puts(text, key);
  text_number(text, number);
}

void malloc_stats_json(struct text *text, const struct malloc_stats *stats)
{
  const char *separator = "";
  text_puts(text, "{\"classes\":[");
  for (uint32_t class = 1; class < CLASSES_END; class ++) {
    const struct class_stats *row = &stats->classes[class];
    if (row->pools == 0) continue;
    text_puts(text, separator);
    put(text, "{\"size\":", class * GRANULE_BYTES);
    put(text, ",\"pools\":", row->pools);
    put(text, ",\"in_use\":", row->in_use);
    put(text, ",\"available\":", row->available);
    text_putc(text, '}');
    separator = ",";
  }
  put(text, "],\"arenas_total\":", stats->arenas_total);
  put(text, ",\"arenas_reclaimed\":", stats->arenas_reclaimed);
  put(text, ",\"arenas_highwater\":", stats->arenas_highwater);
  put(text, ",\"arenas\":", stats->arenas);
  put(text, ",\"bytes_in_use\":", stats->bytes_in_use);
  put(text, ",\"bytes_available\":", stats->bytes_available);
  put(text, ",\"unused_pools\":", stats->unused_pools);
  put(text, ",\"pool_headers\":", stats->pool_headers);
  put(text, ",\"quantization\":", stats->quantization);
  put(text, ",\"alignment\":", stats->alignment);
  put(text, ",\"total\":", malloc_stats_total(stats));
  text_putc(text, '}');
}

/* --- the table --- */

/* 1234567 as "1,234,567". */
static void with_commas(uint64_t number, char *text)
{
  char digits[24];
  int size = snprintf(digits, sizeof digits, "%" PRIu64, number);
  for (int i = 0; i < size; i++) {
    *text++ = digits[i];
    if ((size - 1 - i) % 3 == 0 && i + 1 < size) *text++ = ',';
  }
  *text = '\0';
}

static void print_figure(FILE *file, const char *what, uint64_t number)
{
  char text[32];
  with_commas(number, text);
  fprintf(file, "%-*s = %*s\n", LABEL_COLUMN, what, NUMBER_COLUMN, text);
}

static void print_product(FILE *file, uint64_t count, const char *what, uint64_t bytes)
{
  char text[64];
  snprintf(text, sizeof text, "%" PRIu64 " %s", count, what);
  print_figure(file, text, count * bytes);
}

void malloc_stats_print(FILE *file, const struct malloc_stats *stats)
{
  char unused[48], arenas[48];
  fprintf(file, "Small block threshold = %u, in %u size classes.\n\n", MAX_BLOCK_BYTES, BLOCK_CLASSES);
  fprintf(file, "class   size   num pools   blocks in use  avail blocks\n");
  fprintf(file, "-----   ----   ---------   -------------  ------------\n");
  for (uint32_t class = 1; class < CLASSES_END; class ++) {
    const struct class_stats *row = &stats->classes[class];
    if (row->pools == 0) continue;
    fprintf(file, "%5" PRIu32 " %6u %11" PRIu32 " %15" PRIu64 " %13" PRIu64 "\n", class - 1, class * GRANULE_BYTES,
            row->pools, row->in_use, row->available);
  }
  snprintf(unused, sizeof unused, "unused pools * %" PRIu64 " bytes", stats->pool_bytes);
  snprintf(arenas, sizeof arenas, "arenas * %" PRIu64 " bytes/arena", stats->arena_bytes);
  fputc('\n', file);
  print_figure(file, "# arenas allocated total", stats->arenas_total);
  print_figure(file, "# arenas reclaimed", stats->arenas_reclaimed);
  print_figure(file, "# arenas highwater mark", stats->arenas_highwater);
  print_figure(file, "# arenas allocated current", stats->arenas);
  print_product(file, stats->arenas, arenas, stats->arena_bytes);
  fputc('\n', file);
  print_figure(file, "# bytes in allocated blocks", stats->bytes_in_use);
  print_figure(file, "# bytes in available blocks", stats->bytes_available);
  print_product(file, stats->unused_pools, unused, stats->pool_bytes);
  print_figure(file, "# bytes lost to pool headers", stats->pool_headers);
  print_figure(file, "# bytes lost to quantization", stats->quantization);
  print_figure(file, "# bytes lost to arena alignment", stats->alignment);
  print_figure(file, "Total", malloc_stats_total(stats));
}
