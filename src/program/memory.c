/* malloc NAME SIZE, calloc NAME COUNT SIZE, realloc NAME SIZE, free NAME [OFFSET] */
#include "heap.h"
#include "memory.h"
#include "operands.h"
#include "statements.h"

enum { MAX_SIZE = 1073741824 };

static int take_size(struct interpreter *interpreter, const char *what, uint32_t *size)
{
  skip_blanks(&interpreter->scanner);
  return take_number(&interpreter->scanner, what, MAX_SIZE, size) && end_word(&interpreter->scanner);
}

/* As CPython: nothing and more than 512 bytes is of the C allocator, and so is what finds no room. */
static uint32_t take_cell(uint32_t size)
{
  return size == 0 || size > MAX_BLOCK_BYTES ? 0 : driver_take_block(size);
}

static int is_in_use(const struct pointer *pointer)
{
  return pointer->cell == 0 ? pointer->owns : driver_holds_block(pointer->cell);
}

uint32_t pointer_room(const struct pointer *pointer)
{
  if (!is_in_use(pointer)) return 0;
  return pointer->cell == 0 ? pointer->size : block_bytes(pointer->cell);
}

/* --- statements: one of an action that is only checked changes nothing, and its pointers have no values --- */

static int give_value(struct interpreter *interpreter, const struct word *word, uint32_t name, uint32_t size)
{
  if (interpreter->is_checking) return 1;
  struct pointer *pointer = pointers_reserve(&interpreter->pointers, name);
  if (pointer == NULL) return scanner_fail(&interpreter->scanner, word->column, "out of memory");
  if (pointer->owns)
    return scanner_fail(&interpreter->scanner, word->column, "`%.*s` points to a block: free it first", (int)word->size,
                        word->text);
  *pointer = (struct pointer){.cell = take_cell(size), .size = size, .known = 1, .owns = 1};
  return 1;
}

int statement_malloc(struct interpreter *interpreter)
{
  struct word word;
  uint32_t name, size;
  if (!take_plain_name(interpreter, "the name of a pointer", &word, &name)) return 0;
  if (!take_size(interpreter, "a size in bytes", &size) || !end_statement(&interpreter->scanner)) return 0;
  return give_value(interpreter, &word, name, size);
}

int statement_calloc(struct interpreter *interpreter)
{
  struct word word;
  uint32_t name, count, size, column;
  if (!take_plain_name(interpreter, "the name of a pointer", &word, &name)) return 0;
  if (!take_size(interpreter, "how many elements", &count)) return 0;
  skip_blanks(&interpreter->scanner);
  column = scanner_column(&interpreter->scanner);
  if (!take_size(interpreter, "the size of an element", &size) || !end_statement(&interpreter->scanner)) return 0;
  if (size != 0 && count > MAX_SIZE / size)
    return scanner_fail(&interpreter->scanner, column, "%u times %u bytes are more than %u", count, size,
                        (unsigned)MAX_SIZE);
  return give_value(interpreter, &word, name, count * size);
}

/* A pointer that has a value. */
static int take_pointer(struct interpreter *interpreter, struct word *word, struct pointer **pointer)
{
  uint32_t name;
  if (!take_plain_name(interpreter, "the name of a pointer", word, &name)) return 0;
  *pointer = pointers_find(&interpreter->pointers, name);
  if (*pointer != NULL || interpreter->is_checking) return end_word(&interpreter->scanner);
  return scanner_fail(&interpreter->scanner, word->column, "unknown pointer `%.*s`", (int)word->size, word->text);
}

/* A new block first, then the contents, then the old one goes. */
static void move(struct pointer *pointer, uint32_t size)
{
  uint32_t old = pointer->cell;
  pointer->cell = take_cell(size);
  pointer->size = size;
  driver_give_block(old);
}

/* What an address is for the allocator; what an object lies in by now is none of a pointer's. */
static uint32_t state_of(uint32_t cell)
{
  uint32_t state = block_state(cell);
  return state == BLOCK_IN_USE && !driver_holds_block(cell) ? BLOCK_OF_OBJECT : state;
}

int statement_realloc(struct interpreter *interpreter)
{
  struct word word;
  struct pointer *pointer;
  uint32_t size;
  if (!take_pointer(interpreter, &word, &pointer) || !take_size(interpreter, "a size in bytes", &size)) return 0;
  if (!end_statement(&interpreter->scanner)) return 0;
  if (interpreter->is_checking) return 1;
  if (!is_in_use(pointer)) {
    events_misuse(&interpreter->events, &word, pointer->cell == 0 ? BLOCK_FREE : state_of(pointer->cell));
    return 1;
  }
  if (pointer->cell != 0 && !(size > 0 && block_stays(block_bytes(pointer->cell), size))) move(pointer, size);
  else pointer->size = size;
  return 1;
}

/* What a freed pointer, moved by some bytes, is for the allocator. */
static uint32_t state_at(const struct pointer *pointer, uint32_t offset)
{
  if (pointer->cell == 0) return pointer->owns ? (offset == 0 ? BLOCK_IN_USE : BLOCK_INSIDE) : BLOCK_FREE;
  if (offset % WORD_BYTES != 0) return block_state(pointer->cell) == BLOCK_FOREIGN ? BLOCK_FOREIGN : BLOCK_INSIDE;
  uint32_t words = offset / WORD_BYTES;
  return state_of(words < CELLS - pointer->cell ? pointer->cell + words : CELLS);
}

int statement_free(struct interpreter *interpreter)
{
  struct word word;
  struct pointer *pointer;
  uint32_t offset = 0;
  if (!take_pointer(interpreter, &word, &pointer)) return 0;
  if (!at_end(&interpreter->scanner) && !take_size(interpreter, "an offset in bytes", &offset)) return 0;
  if (!end_statement(&interpreter->scanner)) return 0;
  if (interpreter->is_checking) return 1;
  uint32_t state = state_at(pointer, offset);
  if (state != BLOCK_IN_USE) {
    events_misuse(&interpreter->events, &word, state);
    return 1;
  }
  if (pointer->cell != 0) driver_give_block(pointer->cell + offset / WORD_BYTES);
  if (offset == 0) pointer->owns = 0;
  return 1;
}
