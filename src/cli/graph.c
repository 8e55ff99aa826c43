/* heapproof graph: the heap of a program, after its last statement or after a line, as a Graphviz graph. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "at_line.h"
#include "commands.h"
#include "graph.h"
#include "core/heap.h"
#include "program/driver.h"
#include "program/kind_names.h"

static const char usage[] =
    "Usage: heapproof graph [--at LINE] [--profile PROFILE] FILE\n"
    "Runs a heap program and writes the heap it leaves to standard output, in Graphviz's language:\n"
    "\n"
    "    heapproof graph FILE | dot -Tsvg > heap.svg\n"
    "\n"
    "Objects show their first name, creation number, kind and reference count; their colour is their generation, and\n"
    "red what no root reaches.  Edges carry the number of the slot, those of weak references are dashed.  Names that\n"
    "hold a reference are boxes, grouped into globals, holds and frames.  A FILE `-` is standard input.\n"
    "\n" AT_LINE_OPTIONS;

/* The objects to draw, in order of creation, and which of them a root reaches. */
struct picture {
  uint32_t *objects;
  uint32_t count;
  uint8_t *reached; /* by handle */
};

/* --- what is there --- */

static int by_creation(const void *left, const void *right)
{
  uint64_t first = driver_serial(*(const uint32_t *)left), second = driver_serial(*(const uint32_t *)right);
  return (first > second) - (first < second);
}

static void reach(struct picture *picture, uint32_t *pending, uint32_t *waiting, uint32_t object)
{
  if (object == 0 || picture->reached[object]) return;
  picture->reached[object] = 1;
  pending[(*waiting)++] = object;
}

/* Marks what the names of the program reach, and what never dies.  Every object is pending at most once. */
static void mark_reached(const struct interpreter *interpreter, struct picture *picture, uint32_t *pending)
{
  struct root_view root;
  uint32_t cursor = 0, waiting = 0;
  while (interpreter_next_root(interpreter, &cursor, &root)) reach(picture, pending, &waiting, root.object);
  for (uint32_t i = 0; i < picture->count; i++)
    if (is_immortal[picture->objects[i]]) reach(picture, pending, &waiting, picture->objects[i]);
  for (uint32_t i = 0; i < garbage_count; i++) reach(picture, pending, &waiting, cells[FIRST_GARBAGE + i]);
  while (waiting > 0) {
    uint32_t object = pending[--waiting];
    for (uint32_t slot = 0; slot < slot_count[object]; slot++)
      reach(picture, pending, &waiting, heap_get_slot(object, slot));
  }
}

/* 0 when there is no memory. */
static int take_picture(const struct interpreter *interpreter, struct picture *picture)
{
  uint32_t *pending = calloc((size_t)born + 1, sizeof *pending);
  picture->objects = calloc((size_t)born + 1, sizeof *picture->objects);
  picture->reached = calloc((size_t)born + 1, sizeof *picture->reached);
  int room = pending != NULL && picture->objects != NULL && picture->reached != NULL;
  if (room) {
    for (uint32_t object = 1; object <= born; object++)
      if (list_of[object] >= UNREACHABLE) picture->objects[picture->count++] = object;
    qsort(picture->objects, picture->count, sizeof *picture->objects, by_creation);
    mark_reached(interpreter, picture, pending);
  }
  free(pending);
  return room;
}

/* --- drawing it --- */

static void put_quoted(FILE *out, const char *text)
{
  fputc('"', out);
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\') fputc('\\', out);
    fputc(*text, out);
  }
  fputc('"', out);
}

static const char *colour_of(const struct picture *picture, uint32_t object)
{
  if (!picture->reached[object]) return "#f4a6a0";
  switch (list_of[object]) {
  case GENERATION_0: return "#cfe8cf";
  case GENERATION_1: return "#cfe0f3";
  case GENERATION_2: return "#ddd3ee";
  default: return "#ffffff";
  }
}

static void draw_object(FILE *out, const struct interpreter *interpreter, const struct picture *picture,
                        uint32_t object)
{
  uint32_t size;
  const char *name = interpreter_first_name(interpreter, object, &size);
  fprintf(out, "  o%" PRIu64 " [label=\"%.*s #%" PRIu64 "\\n%s, count %" PRIu32 "\", fillcolor=\"%s\"];\n",
          driver_serial(object), (int)size, name, driver_serial(object), kind_name(kind_of[object]),
          reference_count[object], colour_of(picture, object));
  for (uint32_t slot = 0; slot < slot_count[object]; slot++) {
    uint32_t target = heap_get_slot(object, slot);
    if (target != 0)
      fprintf(out, "  o%" PRIu64 " -> o%" PRIu64 " [label=\"%" PRIu32 "\"];\n", driver_serial(object),
              driver_serial(target), slot);
  }
  if (kind_of[object] == KIND_WEAKREF && heap_deref(object) != 0)
    fprintf(out, "  o%" PRIu64 " -> o%" PRIu64 " [style=dashed];\n", driver_serial(object),
            driver_serial(heap_deref(object)));
}

/* A box around the names of one use, or of one frame. */
static void open_group(FILE *out, const struct root_view *root)
{
  static const char *const titles[] = {[ROOT_GLOBAL] = "globals", [ROOT_HOLD] = "holds", [ROOT_LOCAL] = "main frame"};
  fprintf(out, "  subgraph cluster_%d_%" PRIu32 " {\n    label=\"", (int)root->use, root->frame);
  if (root->use == ROOT_LOCAL && root->frame > 0)
    fprintf(out, "frame %" PRIu32 ": %.*s", root->frame, (int)root->label_size, root->label);
  else fputs(titles[root->use], out);
  fputs("\";\n", out);
}

static void draw_roots(FILE *out, const struct interpreter *interpreter)
{
  struct root_view root, group = {.use = ROOT_GLOBAL};
  uint32_t cursor = 0, drawn = 0, open = 0;
  while (interpreter_next_root(interpreter, &cursor, &root)) {
    if (root.use != ROOT_LOCAL) root.frame = 0;
    if (open && (root.use != group.use || root.frame != group.frame)) fputs("  }\n", out), open = 0;
    if (!open) open_group(out, &root);
    open = 1;
    group = root;
    fprintf(out, "    r%" PRIu32 " [shape=box, style=solid, label=\"%.*s\"];\n", drawn++, (int)root.name_size,
            root.name);
  }
  if (open) fputs("  }\n", out);
}

static void draw_root_edges(FILE *out, const struct interpreter *interpreter)
{
  struct root_view root;
  uint32_t cursor = 0;
  for (uint32_t drawn = 0; interpreter_next_root(interpreter, &cursor, &root); drawn++)
    if (root.object != 0) fprintf(out, "  r%" PRIu32 " -> o%" PRIu64 ";\n", drawn, driver_serial(root.object));
}

static void draw(FILE *out, const struct interpreter *interpreter, const struct picture *picture, const char *path)
{
  fputs("digraph heap {\n  label=", out);
  put_quoted(out, path);
  fprintf(out, ";\n  tooltip=\"%" PRIu32 " objects\";\n", picture->count);
  fputs("  rankdir=LR;\n  fontname=\"sans-serif\";\n"
        "  node [fontname=\"sans-serif\", fontsize=11, shape=ellipse, style=filled];\n"
        "  edge [fontname=\"sans-serif\", fontsize=9];\n",
        out);
  draw_roots(out, interpreter);
  for (uint32_t i = 0; i < picture->count; i++) draw_object(out, interpreter, picture, picture->objects[i]);
  draw_root_edges(out, interpreter);
  fputs("  legend [shape=none, style=\"\", label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\"><tr>"
        "<td bgcolor=\"#cfe8cf\">generation 0</td><td bgcolor=\"#cfe0f3\">generation 1</td>"
        "<td bgcolor=\"#ddd3ee\">generation 2</td><td>untracked</td><td bgcolor=\"#f4a6a0\">garbage</td>"
        "</tr></table>>];\n}\n",
        out);
}

static int show(FILE *out, const struct interpreter *interpreter, const char *path)
{
  struct picture picture = {.count = 0};
  int room = take_picture(interpreter, &picture);
  if (room) draw(out, interpreter, &picture, path);
  free(picture.objects);
  free(picture.reached);
  return room;
}

static const struct shown shown = {"graph", usage, show};

int graph_write(FILE *out, const char *path, uint64_t at, uint32_t profile)
{
  return at_line_write(out, &shown, path, at, profile);
}

int graph_main(int argc, char **argv)
{
  return at_line_main(argc, argv, &shown);
}
