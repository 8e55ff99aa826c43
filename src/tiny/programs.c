/* Counting and numbering: see programs.h. */
#include "programs.h"
#include "core/limits.h"

/* Statements that make a pointer: malloc of each size, and one calloc. */
static uint32_t makers(const struct tiny_scope *scope)
{
  return scope->sizes + 1;
}

/* Statements of one pointer: free, free further inside, realloc to each size. */
static uint32_t uses(const struct tiny_scope *scope)
{
  return scope->sizes + 2;
}

/* a * b + c * d, or 0 when it does not fit; an operand of 0 is a number that did not fit. */
static uint64_t weigh(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
  uint64_t left, right, sum;
  if (b == 0 || d == 0) return 0;
  if (__builtin_mul_overflow(a, b, &left) || __builtin_mul_overflow(c, d, &right)) return 0;
  return __builtin_add_overflow(left, right, &sum) ? 0 : sum;
}

/* Ways to go on for `left` statements with so many pointers; 0: more than 64 bits hold. */
static uint64_t ways(const struct tiny_scope *scope, uint32_t left, uint32_t pointers)
{
  if (left == 0) return 1;
  return weigh(makers(scope), ways(scope, left - 1, pointers + 1), (uint64_t)pointers * uses(scope),
               ways(scope, left - 1, pointers));
}

uint64_t tiny_programs_count(const struct tiny_scope *scope)
{
  uint64_t count = 0;
  for (uint32_t length = 1; length <= scope->length; length++) {
    uint64_t more = ways(scope, length, 0);
    if (more == 0 || __builtin_add_overflow(count, more, &count)) return 0;
  }
  return count;
}

/* `ways`, worked out once for each scope: enumerating asks for them all the time. */
static uint64_t known_ways(const struct tiny_scope *scope, uint32_t left, uint32_t pointers)
{
  static uint64_t known[MOST_STATEMENTS + 1][MOST_STATEMENTS + 1];
  static uint32_t known_sizes;
  if (known_sizes != scope->sizes) {
    for (uint32_t i = 0; i <= MOST_STATEMENTS; i++)
      for (uint32_t k = 0; k <= MOST_STATEMENTS; k++) known[i][k] = 0;
    known_sizes = scope->sizes;
  }
  if (known[left][pointers] == 0) known[left][pointers] = ways(scope, left, pointers);
  return known[left][pointers];
}

/* What calloc asks for: the largest size that a pool serves, else the first. */
static uint32_t calloc_size(const struct tiny_scope *scope)
{
  uint32_t largest = 0;
  for (uint32_t i = 0; i < scope->sizes; i++)
    if (scope->size[i] <= MAX_BLOCK_BYTES && scope->size[i] > largest) largest = scope->size[i];
  return largest != 0 ? largest : scope->size[0];
}

static struct statement maker(const struct tiny_scope *scope, uint32_t choice, uint32_t pointer)
{
  if (choice == scope->sizes) return (struct statement){VERB_CALLOC, pointer, calloc_size(scope)};
  return (struct statement){VERB_MALLOC, pointer, scope->size[choice]};
}

static struct statement use(const struct tiny_scope *scope, uint32_t choice)
{
  uint32_t pointer = choice / uses(scope), what = choice % uses(scope);
  if (what < 2) return (struct statement){what == 0 ? VERB_FREE : VERB_FREE_INSIDE, pointer, 0};
  return (struct statement){VERB_REALLOC, pointer, scope->size[what - 2]};
}

void tiny_program_of(const struct tiny_scope *scope, uint64_t number, struct tiny_program *program)
{
  uint32_t length = 1, pointers = 0;
  while (number >= known_ways(scope, length, 0)) number -= known_ways(scope, length++, 0);
  program->length = length;
  for (uint32_t i = 0; i < length; i++) {
    uint32_t left = length - i - 1;
    uint64_t after_maker = known_ways(scope, left, pointers + 1), made = makers(scope) * after_maker;
    if (number < made) {
      program->statements[i] = maker(scope, (uint32_t)(number / after_maker), pointers++);
      number %= after_maker;
    } else {
      uint64_t after_use = known_ways(scope, left, pointers);
      program->statements[i] = use(scope, (uint32_t)((number - made) / after_use));
      number = (number - made) % after_use;
    }
  }
}

void tiny_statement_print(const struct statement *statement, FILE *out)
{
  char name = (char)('a' + statement->pointer);
  unsigned size = (unsigned)statement->size;
  switch (statement->verb) {
  case VERB_MALLOC: fprintf(out, "malloc %c %u\n", name, size); break;
  case VERB_CALLOC: fprintf(out, "calloc %c 1 %u\n", name, size); break;
  case VERB_FREE: fprintf(out, "free %c\n", name); break;
  case VERB_FREE_INSIDE: fprintf(out, "free %c %u\n", name, (unsigned)INSIDE_BYTES); break;
  default: fprintf(out, "realloc %c %u\n", name, size); break;
  }
}
