/* The program's objects: a growing array, and a hash table from addresses to numbers. */
#include "records.h"
#include <stdlib.h>
#include <string.h>

static struct record *records; /* 1 .. made */
static uint32_t made, room, living;
static uint32_t *table; /* open addressing, linear probing; numbers, 0 for an empty place */
static uint32_t table_size, table_used;

struct record *record_at(uint32_t number)
{
  return &records[number];
}

uint32_t records_made(void)
{
  return made;
}

uint32_t records_living(void)
{
  return living;
}

static void *grown(void *memory, size_t count, size_t size)
{
  void *larger = realloc(memory, count * size);
  if (larger == NULL) abort();
  return larger;
}

uint32_t record_new(enum kind kind, uint32_t name, uint32_t slots, uint32_t action)
{
  if (made + 1 >= room) {
    room = room == 0 ? 1024 : 2 * room;
    records = grown(records, room, sizeof *records);
  }
  made++;
  living++;
  records[made] =
      (struct record){.name = name, .slots = slots, .action = action, .kind = (unsigned char)kind, .lives = 1};
  return made;
}

static uint32_t home_of(const PyObject *object)
{
  return (uint32_t)(((uintptr_t)object >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (table_size - 1);
}

static void insert(uint32_t number)
{
  uint32_t at = home_of(records[number].object);
  while (table[at] != 0) at = (at + 1) & (table_size - 1);
  table[at] = number;
}

static void grow_table(void)
{
  uint32_t *old = table, old_size = table_size;
  table_size = table_size == 0 ? 4096 : 2 * table_size;
  table = calloc(table_size, sizeof *table);
  if (table == NULL) abort();
  for (uint32_t i = 0; i < old_size; i++)
    if (old[i] != 0) insert(old[i]);
  free(old);
}

void record_attach(uint32_t number, PyObject *object)
{
  if (2 * (table_used + 1) > table_size) grow_table();
  records[number].object = object;
  table_used++;
  insert(number);
}

/* Takes an entry out and moves up those behind it that no longer stand where a search would find them. */
static void take_out(uint32_t at)
{
  uint32_t mask = table_size - 1, next = at;
  for (;;) {
    next = (next + 1) & mask;
    if (table[next] == 0) break;
    uint32_t home = home_of(records[table[next]].object);
    if (((next - home) & mask) < ((next - at) & mask)) continue;
    table[at] = table[next];
    at = next;
  }
  table[at] = 0;
  table_used--;
}

void record_died(uint32_t number)
{
  struct record *record = &records[number];
  if (!record->lives) return;
  record->lives = 0;
  living--;
  if (record->object == NULL) return;
  uint32_t at = home_of(record->object);
  while (table[at] != number) at = (at + 1) & (table_size - 1);
  take_out(at);
  record->object = NULL;
}

uint32_t record_of(const PyObject *object)
{
  if (table_size == 0) return 0;
  for (uint32_t at = home_of(object); table[at] != 0; at = (at + 1) & (table_size - 1))
    if (records[table[at]].object == object) return table[at];
  return 0;
}

void records_reset(void)
{
  if (table_used > 0) memset(table, 0, table_size * sizeof *table);
  made = living = table_used = 0;
}
