/* The two sections, and what they held at first. */
#include "fresh.h"
#include <stdlib.h>

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

/* Word by word: between the variables, AddressSanitizer has bytes that only code it does not look at may touch. */
__attribute__((no_sanitize("address"), no_builtin)) static void copy(unsigned char *to, const unsigned char *from,
                                                                     size_t size)
{
  for (size_t i = 0; i < size; i++) to[i] = from[i];
}

__attribute__((no_sanitize("address"), no_builtin)) static int is_same(const unsigned char *one,
                                                                       const unsigned char *other, size_t size)
{
  int different = 0;
  for (size_t i = 0; i < size; i++) different |= one[i] ^ other[i];
  return different == 0;
}

void fresh_remember(void)
{
  if (remembered != NULL) return;
  remembered = malloc(zero_size() + data_size());
  if (remembered == NULL) abort();
  copy(remembered, __start_heapproof_zero, zero_size());
  copy(remembered + zero_size(), __start_heapproof_data, data_size());
}

void fresh_restore(void)
{
  copy(__start_heapproof_zero, remembered, zero_size());
  copy(__start_heapproof_data, remembered + zero_size(), data_size());
}

int fresh_is(void)
{
  return is_same(__start_heapproof_zero, remembered, zero_size()) &&
         is_same(__start_heapproof_data, remembered + zero_size(), data_size());
}
