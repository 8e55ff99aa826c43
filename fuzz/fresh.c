/* The two sections, and what they held at first. */
#include "fresh.h"
#include <stdlib.h>
#include "core/heap.h"

extern unsigned char __start_heapproof_zero[], __stop_heapproof_zero[];
extern unsigned char __start_heapproof_data[], __stop_heapproof_data[];

static unsigned char *remembered;

static size_t zero_size(void)
{
  return (size_t)(__stop_heapproof_zero - __start_heapproof_zero);
}

static size_t data_size(void)
{
  return (size_t)(__stop_heapproof_data - __start_heapproof_data);
}

/* Between the variables, AddressSanitizer has bytes that only code it does not look at may touch, and its memcpy looks;
 * and what UndefinedBehaviorSanitizer adds to each turn of a loop keeps the turns from being done 16 at a time. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNSEEN __attribute__((no_sanitize("address", "undefined"), no_builtin))
#endif
#endif
#ifndef UNSEEN
#define UNSEEN
#endif

UNSEEN static void copy(unsigned char *restrict to, const unsigned char *restrict from, size_t size)
{
  for (size_t i = 0; i < size; i++) to[i] = from[i];
}

UNSEEN static void clear(unsigned char *at, size_t size)
{
  for (size_t i = 0; i < size; i++) at[i] = 0;
}

UNSEEN static int is_same(const unsigned char *one, const unsigned char *other, size_t size)
{
  int different = 0;
  for (size_t i = 0; i < size; i++) different |= one[i] ^ other[i];
  return different == 0;
}

/* The sections overlap the variables, which no compiler that sees the whole program at once would expect. */
static void anything_may_have_changed(void)
{
  __asm__ volatile("" : : : "memory");
}

void fresh_remember(void)
{
  if (remembered != NULL) return;
  heap_set_profile(DEFAULT_PROFILE);
  remembered = malloc(zero_size() + data_size());
  if (remembered == NULL) abort();
  copy(remembered, __start_heapproof_zero, zero_size());
  copy(remembered + zero_size(), __start_heapproof_data, data_size());
}

void fresh_restore(void)
{
  clear(__start_heapproof_zero, zero_size());
  copy(__start_heapproof_data, remembered + zero_size(), data_size());
  anything_may_have_changed();
  heap_set_profile(DEFAULT_PROFILE);
}

int fresh_is(void)
{
  anything_may_have_changed();
  return is_same(__start_heapproof_zero, remembered, zero_size()) &&
         is_same(__start_heapproof_data, remembered + zero_size(), data_size());
}
