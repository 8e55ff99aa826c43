/* heapproof arenas: a map of arenas, pools and blocks after a program, as SVG.
 *
 * A row an arena, a square a pool, and in it a bar a block, in the order of their addresses: full colour in use, pale
 * free, white not carved yet.  A size class has one colour. */
#include <inttypes.h>
#include <string.h>
#include "at_line.h"
#include "commands.h"
#include "core/blocks.h"
#include "program/arena_watch.h"

static const char usage[] =
    "Usage: heapproof arenas [--at LINE] [--profile PROFILE] FILE\n"
    "Runs a heap program and writes a map of its arenas, pools and blocks to standard output, as SVG:\n"
    "\n"
    "    heapproof arenas FILE > arenas.svg\n"
    "\n"
    "A row is an arena, a square a pool, a stripe in it a block: strong when it is in use, pale when it is free;\n"
    "what is white was not carved yet.  The colour is the size class.  A grey square is a free pool, an empty one was\n"
    "never used.  A FILE `-` is standard input.\n"
    "\n" AT_LINE_OPTIONS;

enum { SIDE = 32, GAP = 4, LABEL = 130, ACROSS = 16, TOP = 40, LEGEND_ROW = 18, LEGEND_COLUMN = 110 };
enum {
  ROWS_OF_POOLS = (int)((ARENA_POOLS + ACROSS - 1) / ACROSS),
  ARENA_HEIGHT = ROWS_OF_POOLS * (SIDE + GAP) + 3 * GAP
};
enum { WIDTH = LABEL + ACROSS * (SIDE + GAP) + GAP, LEGEND_ROWS = 8 };

static void put_escaped(FILE *out, const char *text)
{
  for (; *text != '\0'; text++) {
    if (*text == '<') fputs("&lt;", out);
    else if (*text == '&') fputs("&amp;", out);
    else if ((unsigned char)*text < ' ') fputc('?', out);
    else fputc(*text, out);
  }
}

/* Neighbouring classes are far from each other on the circle of hues. */
static unsigned hue_of(uint32_t class)
{
  return (unsigned)(class * 137u % 360u);
}

static void put_rectangle(FILE *out, double x, double y, double width, double height, const char *fill)
{
  fprintf(out, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"/>\n", x, y, width, height, fill);
}

static const char *block_fill(uint32_t class, int in_use, char text[40])
{
  snprintf(text, 40, "hsl(%u,%d%%,%d%%)", hue_of(class), in_use ? 65 : 45,
           (in_use ? 36 : 82) + (int)(class % 3) * (in_use ? 9 : 4));
  return text;
}

/* Blocks that follow each other and are alike are one rectangle. */
static void draw_blocks(FILE *out, uint32_t pool, double x, double y)
{
  uint32_t class = pool_class[pool], begin = POOL_BASE(pool) + HEADER_GRANULES,
           room = POOL_LIMIT(pool) - POOL_BASE(pool);
  double scale = (double)SIDE / room;
  char fill[40];
  for (uint32_t granule = begin; granule < pool_carve_at[pool];) {
    uint32_t end = granule, state = block_state(granule * GRANULE_WORDS);
    while (end < pool_carve_at[pool] && block_state(end * GRANULE_WORDS) == state) end += class;
    put_rectangle(out, x + (granule - POOL_BASE(pool)) * scale, y, (end - granule) * scale, SIDE,
                  block_fill(class, state == BLOCK_IN_USE, fill));
    granule = end;
  }
}

static void draw_pool(FILE *out, uint32_t arena, uint32_t pool, double x, double y)
{
  uint32_t class = pool_class[pool], in_use = class == NO_CLASS ? 0 : pool_block_end[pool] - pool_free_end[pool];
  fprintf(out, "<g><title>pool %" PRIu32, pool - arena * ARENA_POOLS);
  if (in_use > 0)
    fprintf(out, ": %u bytes, %" PRIu32 " of %" PRIu32 " blocks in use", class * GRANULE_BYTES, in_use,
            (POOL_LIMIT(pool) - POOL_BASE(pool) - HEADER_GRANULES) / class);
  else fprintf(out, ": %s", pool < arena_pool_end[arena] ? "free" : "never used");
  fputs("</title>\n", out);
  put_rectangle(out, x, y, SIDE, SIDE, in_use == 0 && pool < arena_pool_end[arena] ? "#d8d8d8" : "#ffffff");
  if (in_use > 0) draw_blocks(out, pool, x, y);
  fprintf(out, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#888\"/></g>\n", x, y,
          SIDE, SIDE);
}

static void draw_arena(FILE *out, uint32_t arena, double y)
{
  uint32_t first = arena * ARENA_POOLS;
  fprintf(out, "<text x=\"%d\" y=\"%.0f\">arena %" PRIu64 "</text>\n", GAP, y + 14, arena_ordinal(arena));
  fprintf(out, "<text x=\"%d\" y=\"%.0f\" class=\"small\">%" PRIu32 " of %" PRIu32 " pools free</text>\n", GAP, y + 30,
          free_pools[arena], arena_limit[arena] - first);
  for (uint32_t pool = first; pool < arena_limit[arena]; pool++)
    draw_pool(out, arena, pool, LABEL + (pool - first) % ACROSS * (SIDE + GAP),
              y + (pool - first) / ACROSS * (SIDE + GAP));
}

static void draw_legend(FILE *out, double y)
{
  char fill[40];
  for (uint32_t class = 1; class < CLASSES_END; class ++) {
    double x = GAP + (class - 1) / LEGEND_ROWS * LEGEND_COLUMN, at = y + (class - 1) % LEGEND_ROWS * LEGEND_ROW;
    put_rectangle(out, x, at, 12, 12, block_fill(class, 1, fill));
    put_rectangle(out, x + 14, at, 12, 12, block_fill(class, 0, fill));
    fprintf(out, "<text x=\"%.0f\" y=\"%.0f\" class=\"small\">%u bytes</text>\n", x + 32, at + 10,
            class * GRANULE_BYTES);
  }
}

static int show(FILE *out, const struct interpreter *interpreter, const char *path)
{
  (void)interpreter;
  uint32_t open = arenas_open();
  int height = TOP + (int)open * ARENA_HEIGHT + LEGEND_ROWS * LEGEND_ROW + 4 * GAP;
  double y = TOP;
  fprintf(out,
          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
          "<style>text { font: 14px sans-serif } .small { font-size: 11px }</style>\n"
          "<rect width=\"100%%\" height=\"100%%\" fill=\"#f6f6f6\"/>\n<text x=\"%d\" y=\"24\">",
          WIDTH, height, WIDTH, height, GAP);
  put_escaped(out, path);
  fprintf(out, ": %" PRIu32 " arena%s</text>\n", open, open == 1 ? "" : "s");
  for (uint32_t arena = 1; arena <= arenas_begun; arena++) {
    if (arena_limit[arena] == 0) continue;
    draw_arena(out, arena, y);
    y += ARENA_HEIGHT;
  }
  draw_legend(out, y + 2 * GAP);
  fputs("</svg>\n", out);
  return 1;
}

int arenas_main(int argc, char **argv)
{
  static const struct shown shown = {"arenas", usage, show};
  return at_line_main(argc, argv, &shown);
}
