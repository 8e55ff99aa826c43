/* Shapes whose programs use the whole language. */
#include "fragments.h"
#include "random_actions.h"
#include "shapes.h"

enum { DEEPEST_CHAIN = 200, CHAIN_BEGINS = 40 };

static void write_chain_within(struct writer *writer, uint64_t length)
{
  uint64_t left = length > writer->statements ? length - writer->statements : 1;
  uint64_t links = CHAIN_BEGINS + writer_random(writer, DEEPEST_CHAIN - CHAIN_BEGINS);
  write_deep_chain(writer, links < left ? links : left);
}

void shape_finalizers(struct writer *writer, uint64_t length)
{
  write_actions(writer);
  while (writer->statements < length) {
    write_wild_cluster(writer);
    if (chance(writer, 6)) draw_collector(writer);
    else if (chance(writer, 3)) write_collect(writer, writer_random(writer, 3));
    if (chance(writer, 50)) drop_names(writer);
  }
  write_collect(writer, 2);
}

void shape_weakrefs(struct writer *writer, uint64_t length)
{
  write_actions(writer);
  while (writer->statements < length) {
    if (chance(writer, 3)) write_wild_cluster(writer);
    else write_weak_references(writer);
    if (chance(writer, 2)) write_collect(writer, writer_random(writer, 3));
    if (chance(writer, 50)) drop_names(writer);
  }
  write_collect(writer, 2);
}

void shape_containers(struct writer *writer, uint64_t length)
{
  while (writer->statements < length) {
    draw_container(writer);
    if (chance(writer, 60)) draw_collector(writer);
    if (chance(writer, 150)) drop_names(writer);
  }
  write_collect(writer, 2);
}

void shape_trashcan(struct writer *writer, uint64_t length)
{
  write_actions(writer);
  while (writer->statements < length) {
    uint64_t left = length - writer->statements;
    write_deep_chain(writer, CHAIN_BEGINS + writer_random(writer, left < UINT32_MAX ? (uint32_t)left : UINT32_MAX));
    if (chance(writer, 2)) write_collect(writer, writer_random(writer, 3));
    if (chance(writer, 3)) write_wild_cluster(writer);
  }
  write_collect(writer, 2);
}

static void draw_anything(struct writer *writer)
{
  uint32_t what = writer_random(writer, 20);
  if (what < 8) draw_statement(writer);
  else if (what < 13) draw_container(writer);
  else if (what < 15) write_cluster(writer);
  else if (what < 18) write_wild_cluster(writer);
  else if (what == 18) write_weak_references(writer);
  else draw_query(writer);
}

void shape_automatic(struct writer *writer, uint64_t length)
{
  write_actions(writer);
  draw_low_threshold(writer);
  while (writer->statements < length) {
    draw_anything(writer);
    if (chance(writer, 4)) write_line(writer, "count");
    if (chance(writer, 80)) draw_low_threshold(writer);
    if (chance(writer, 100)) write_line(writer, chance(writer, 3) ? "gc disable" : "gc enable");
    if (chance(writer, 80)) drop_names(writer);
  }
}

static void write_finished_calls(struct writer *writer, uint64_t length)
{
  uint32_t deepest = 1 + writer_random(writer, 4);
  do {
    if (writer->depth < deepest && chance(writer, 2)) write_random_call(writer);
    else if (writer->depth > 0 && chance(writer, 3)) write_random_return(writer);
    if (chance(writer, 2)) write_body(writer, length);
    else write_wild_cluster(writer);
  } while (writer->depth > 0 && writer->statements < length);
  while (writer->depth > 0) write_random_return(writer);
}

void shape_legacy(struct writer *writer, uint64_t length)
{
  write_actions(writer);
  while (writer->statements < length) {
    write_legacy_cluster(writer);
    if (chance(writer, 2)) write_collect(writer, writer_random(writer, 3));
    if (chance(writer, 8)) write_line(writer, chance(writer, 3) ? "gc debug saveall" : "gc debug none");
    if (chance(writer, 3)) write_line(writer, "garbage");
    if (chance(writer, 50)) drop_names(writer);
  }
  write_collect(writer, 2);
  write_line(writer, "stats");
}

/* A bit of everything that every version of CPython has. */
void shape_all(struct writer *writer, uint64_t length)
{
  write_actions(writer);
  int is_automatic = chance(writer, 3), has_legacy = chance(writer, 6);
  if (is_automatic) draw_low_threshold(writer);
  while (writer->statements < length) {
    uint32_t what = writer_random(writer, 40);
    if (what < 30) draw_anything(writer);
    else if (what < 33) write_finished_calls(writer, length);
    else if (what == 33) write_chain_within(writer, length);
    else if (what == 34 && has_legacy) write_legacy_cluster(writer);
    else if (what == 35 && has_legacy) write_line(writer, chance(writer, 3) ? "gc debug saveall" : "gc debug none");
    else write_collect(writer, writer_random(writer, 3));
    if (chance(writer, 60)) drop_names(writer);
  }
  if (chance(writer, 3)) write_line(writer, "exit");
  write_collect(writer, 2);
  write_line(writer, "objects");
}

void shape_frozen(struct writer *writer, uint64_t length)
{
  static const char *const lines[] = {"gc freeze", "gc freeze", "gc unfreeze", "frozen"};
  write_actions(writer);
  if (chance(writer, 2)) draw_low_threshold(writer);
  while (writer->statements < length) {
    draw_anything(writer);
    if (chance(writer, 8)) write_line(writer, lines[writer_random(writer, 4)]);
    if (chance(writer, 12)) write_collect(writer, writer_random(writer, 3));
    if (chance(writer, 60)) drop_names(writer);
  }
  write_line(writer, "gc unfreeze");
  write_collect(writer, 2);
}

/* Immortal atoms and cells; the cells lead to what the program makes. */
static void write_immortal(struct writer *writer)
{
  struct request request = {.kind = chance(writer, 2) ? KIND_CELL : KIND_ATOM, .is_immortal = 1};
  if (request.kind == KIND_CELL) request.slots = 1 + writer_random(writer, 3);
  struct name name = global_name(writer_random(writer, GLOBAL_NAMES));
  write_new(writer, name, &request);
  struct operand object = operand_of(writer, name);
  if (chance(writer, 2)) write_format(writer, "getrefcount %s", object.text);
}

void shape_immortal(struct writer *writer, uint64_t length)
{
  write_actions(writer);
  if (chance(writer, 2)) draw_low_threshold(writer);
  while (writer->statements < length) {
    if (chance(writer, 10)) write_immortal(writer);
    else draw_anything(writer);
    if (chance(writer, 10)) write_collect(writer, writer_random(writer, 3));
    if (chance(writer, 60)) drop_names(writer);
  }
  write_collect(writer, 2);
}
