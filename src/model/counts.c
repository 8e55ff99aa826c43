/* What allocations count, when a collection is due, and free lists. */
#include <string.h>
#include "pieces.h"

enum { NOT_DUE = -1, SAVED_SIZES = 21, MOST_LISTS = 80, MOST_DICTS = 80, MOST_TUPLES = 2000 };

struct model_numbers model_figures;
int model_is_collecting;
static int is_scheduled;
static uint32_t saved_lists, saved_dicts, saved_tuples[SAVED_SIZES]; /* tuples by size, from 1 */

void model_counts_start(void)
{
  memset(&model_figures, 0, sizeof model_figures);
  memset(saved_tuples, 0, sizeof saved_tuples);
  saved_lists = saved_dicts = 0;
  for (int i = 0; i < 3; i++) model_figures.threshold[i] = i == 0 ? model_rules_now->first_threshold : 10;
  model_figures.is_enabled = 1;
  model_is_collecting = 0;
  is_scheduled = 0;
}

const struct model_numbers *model_numbers(void)
{
  return &model_figures;
}

/* gc_select_generation */
static int oldest_over_threshold(void)
{
  for (int i = 2; i >= 0; i--) {
    if (model_figures.count[i] <= model_figures.threshold[i]) continue;
    if (i == 2 && model_figures.long_lived_pending < model_figures.long_lived_total / 4) continue;
    return i;
  }
  return NOT_DUE;
}

/* The length of the free list for such an object, and the most it may be; tuples have them up to the largest. */
static uint32_t *free_list_for(uint32_t kind, uint32_t items, uint32_t largest, uint32_t *most)
{
  *most = kind == KIND_LIST ? MOST_LISTS : kind == KIND_DICT ? MOST_DICTS : MOST_TUPLES;
  if (kind == KIND_LIST) return &saved_lists;
  if (kind == KIND_DICT) return &saved_dicts;
  if (kind == KIND_TUPLE && items > 0 && items <= largest) return &saved_tuples[items];
  return NULL;
}

/* 1 when the memory is new. */
static int count_one_more(uint32_t kind, uint32_t items)
{
  uint32_t most, *list = free_list_for(kind, items, model_rules_now->reused_tuples, &most);
  if (list != NULL && *list > 0) {
    --*list;
    return 0;
  }
  model_figures.count[0]++;
  return 1;
}

void model_count_new(uint32_t kind, uint32_t items)
{
  if (!count_one_more(kind, items)) return;
  if (model_figures.count[0] <= model_figures.threshold[0] || model_figures.threshold[0] == 0) return;
  if (!model_figures.is_enabled || model_is_collecting) return;
  int oldest = oldest_over_threshold();
  if (model_rules_now->waits_for_safe_point) is_scheduled = 1;
  else if (oldest != NOT_DUE) model_collect((uint32_t)oldest);
}

void model_safe_point(void)
{
  if (!is_scheduled) return;
  is_scheduled = 0;
  int oldest = oldest_over_threshold();
  if (model_figures.is_enabled && oldest != NOT_DUE) model_collect((uint32_t)oldest);
}

void model_count_freed(uint32_t kind, uint32_t items)
{
  uint32_t most, *list = free_list_for(kind, items, model_rules_now->saved_tuples, &most);
  if (list != NULL && *list < most) ++*list;
  else if (model_figures.count[0] > 0) model_figures.count[0]--;
}

void model_clear_free_lists(void)
{
  uint32_t freed = saved_lists + saved_dicts;
  for (int size = 1; size < SAVED_SIZES; size++) freed += saved_tuples[size];
  model_figures.count[0] -= freed < model_figures.count[0] ? freed : model_figures.count[0];
  memset(saved_tuples, 0, sizeof saved_tuples);
  saved_lists = saved_dicts = 0;
}

void model_enable(int on)
{
  model_figures.is_enabled = on;
}

void model_set_threshold(uint32_t number, uint32_t threshold)
{
  model_figures.threshold[number] = threshold;
}
