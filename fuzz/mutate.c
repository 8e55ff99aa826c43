/* Changes to lists of operations.
 *
 * A program is bytes before its operations, its whole operations, and a rest of up to three bytes; changes keep the
 * rest, but for the one that draws it anew.  Each change takes the list and returns its new length. */
#include "mutate.h"
#include <string.h>
#include "cli/random.h"
#include "operations.h"

enum { MOST_SLICE = 16, MOST_CHANGES = 4 };

struct list {
  uint8_t *bytes;
  uint32_t length, room; /* in operations */
  uint64_t *random;
};

static uint8_t *operation_at(const struct list *list, uint32_t index)
{
  return list->bytes + (size_t)index * OPERATION_BYTES;
}

/* Short slices are likelier. */
static uint32_t slice_length(const struct list *list, uint32_t most)
{
  uint32_t length = 1 + random_below(list->random, 1 + random_below(list->random, MOST_SLICE));
  return length < most ? length : most;
}

/* Room for `count` operations at `at`, as far as there is any; returns for how many. */
static uint32_t open_gap(struct list *list, uint32_t at, uint32_t count)
{
  if (count > list->room - list->length) count = list->room - list->length;
  memmove(operation_at(list, at + count), operation_at(list, at), (size_t)(list->length - at) * OPERATION_BYTES);
  list->length += count;
  return count;
}

static void insert_operations(struct list *list)
{
  uint32_t at = random_below(list->random, list->length + 1);
  uint32_t count = open_gap(list, at, slice_length(list, MOST_SLICE));
  random_operations(operation_at(list, at), count, list->random);
}

static void delete_slice(struct list *list)
{
  if (list->length == 0) return;
  uint32_t at = random_below(list->random, list->length), count = slice_length(list, list->length - at);
  memmove(operation_at(list, at), operation_at(list, at + count),
          (size_t)(list->length - at - count) * OPERATION_BYTES);
  list->length -= count;
}

/* The copies may be bound to other names: the same structure once more, beside the first. */
static void duplicate_slice(struct list *list)
{
  uint8_t slice[MOST_SLICE * OPERATION_BYTES];
  if (list->length == 0) return;
  uint32_t from = random_below(list->random, list->length), count = slice_length(list, list->length - from);
  uint32_t to = random_below(list->random, list->length + 1);
  uint32_t shift = random_below(list->random, 2) == 0 ? 0 : random_below(list->random, NAMES);
  memcpy(slice, operation_at(list, from), (size_t)count * OPERATION_BYTES);
  count = open_gap(list, to, count);
  for (uint32_t i = 0; i < count * OPERATION_BYTES; i++)
    if (shift != 0 && (i % OPERATION_BYTES == 1 || i % OPERATION_BYTES == 2)) slice[i] = (uint8_t)(slice[i] + shift);
  memcpy(operation_at(list, to), slice, (size_t)count * OPERATION_BYTES);
}

/* An operand becomes one that another operation has, or any. */
static void retarget_operand(struct list *list)
{
  if (list->length == 0) return;
  uint8_t *operation = operation_at(list, random_below(list->random, list->length));
  const uint8_t *other = operation_at(list, random_below(list->random, list->length));
  uint32_t operand = 1 + random_below(list->random, 3);
  uint8_t any = (uint8_t)random_below(list->random, 256);
  operation[operand] = random_below(list->random, 3) == 0 ? any : other[1 + random_below(list->random, 2)];
}

static void change_code(struct list *list)
{
  if (list->length == 0) return;
  uint8_t *operation = operation_at(list, random_below(list->random, list->length));
  operation[0] = (uint8_t)random_below(list->random, 256);
}

static void swap_operations(struct list *list)
{
  uint8_t kept[OPERATION_BYTES];
  if (list->length < 2) return;
  uint8_t *first = operation_at(list, random_below(list->random, list->length));
  uint8_t *second = operation_at(list, random_below(list->random, list->length));
  memcpy(kept, first, OPERATION_BYTES);
  memmove(first, second, OPERATION_BYTES);
  memcpy(second, kept, OPERATION_BYTES);
}

/* What follows is seen at once by a collection. */
static void insert_collection(struct list *list)
{
  uint32_t at = random_below(list->random, list->length + 1);
  if (open_gap(list, at, 1) == 1) random_collection(operation_at(list, at), list->random);
}

static void change_bit_or_add(uint8_t *byte, uint64_t *random)
{
  if (random_below(random, 2) == 0) *byte ^= (uint8_t)(1u << random_below(random, 8));
  else *byte = (uint8_t)(*byte + random_below(random, 33) - 16);
}

static void change_byte(struct list *list)
{
  if (list->length == 0) return;
  change_bit_or_add(list->bytes + random_below(list->random, list->length * OPERATION_BYTES), list->random);
}

typedef void change(struct list *list);

static size_t mutate_operations(uint8_t *data, size_t size, size_t most, uint64_t random)
{
  static change *const changes[] = {insert_operations, insert_operations, delete_slice,      delete_slice,
                                    duplicate_slice,   duplicate_slice,   retarget_operand,  retarget_operand,
                                    change_code,       swap_operations,   insert_collection, change_byte};
  uint8_t rest[OPERATION_BYTES];
  size_t rest_size = size % OPERATION_BYTES;
  if (most < 2 * OPERATION_BYTES) return size;
  struct list list = {data, (uint32_t)(size / OPERATION_BYTES), (uint32_t)(most / OPERATION_BYTES) - 1, &random};
  if (list.length > list.room) list.length = list.room;
  memcpy(rest, data + size - rest_size, rest_size);
  uint32_t wanted = 1 + random_below(&random, MOST_CHANGES);
  for (uint32_t i = 0; i < wanted; i++) changes[random_below(&random, sizeof changes / sizeof changes[0])](&list);
  if (random_below(&random, 16) == 0) {
    rest_size = random_below(&random, OPERATION_BYTES);
    for (size_t i = 0; i < rest_size; i++) rest[i] = (uint8_t)(random_below(&random, 256) & random_below(&random, 256));
  }
  memcpy(operation_at(&list, list.length), rest, rest_size);
  return (size_t)list.length * OPERATION_BYTES + rest_size;
}

/* What stands before the operations is changed in one case of four, and made up with zeros when it is too short. */
size_t mutate_program(uint8_t *data, size_t size, size_t most, uint64_t random)
{
  uint32_t before = bytes_before_operations;
  if (before == 0) return mutate_operations(data, size, most, random);
  if (most < before) return size;
  if (size < before) memset(data + size, 0, before - size);
  if (size < before) size = before;
  if (random_below(&random, 4) == 0)
    for (uint32_t left = 1 + random_below(&random, 4); left > 0; left--)
      change_bit_or_add(data + random_below(&random, before), &random);
  return before + mutate_operations(data + before, size - before, most - before, random);
}

static size_t splice_operations(const uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size,
                                uint8_t *out, size_t most, uint64_t random)
{
  uint32_t first_length = (uint32_t)(first_size / OPERATION_BYTES),
           second_length = (uint32_t)(second_size / OPERATION_BYTES);
  size_t kept = (size_t)random_below(&random, first_length + 1) * OPERATION_BYTES;
  size_t from = (size_t)random_below(&random, second_length + 1) * OPERATION_BYTES;
  if (kept > most) kept = most - most % OPERATION_BYTES;
  size_t added = second_size - from < most - kept ? second_size - from : most - kept;
  memcpy(out, first, kept);
  memcpy(out + kept, second + from, added);
  return kept + added;
}

/* What stands before the operations is the first program's. */
size_t splice_programs(const uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size, uint8_t *out,
                       size_t most, uint64_t random)
{
  uint32_t before = bytes_before_operations;
  if (first_size < before || second_size < before || most < before) {
    size_t size = first_size < most ? first_size : most;
    memcpy(out, first, size);
    return size;
  }
  memcpy(out, first, before);
  return before + splice_operations(first + before, first_size - before, second + before, second_size - before,
                                    out + before, most - before, random);
}
