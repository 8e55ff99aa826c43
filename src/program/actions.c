/* Keeping actions. */
#include "actions.h"
#include <stdlib.h>
#include <string.h>

void actions_close(struct actions *actions)
{
  for (uint32_t action = 1; action <= actions->count; action++) {
    for (uint32_t i = 0; i < actions->all[action].count; i++) free(actions->all[action].lines[i].text);
    free(actions->all[action].lines);
  }
  free(actions->all);
  memset(actions, 0, sizeof *actions);
}

uint32_t actions_begin(struct actions *actions)
{
  if (actions->count + 1 >= actions->room) {
    uint32_t room = actions->room == 0 ? 16 : 2 * actions->room;
    struct action *all = realloc(actions->all, room * sizeof *all);
    if (all == NULL) return 0;
    actions->all = all;
    actions->room = room;
  }
  actions->all[++actions->count] = (struct action){.lines = NULL};
  return actions->count;
}

static int grow(struct action *action)
{
  uint32_t room = action->room == 0 ? 8 : 2 * action->room;
  struct action_line *lines = realloc(action->lines, room * sizeof *lines);
  if (lines == NULL) return 0;
  action->lines = lines;
  action->room = room;
  return 1;
}

int actions_add(struct actions *actions, uint32_t number, const struct line *line)
{
  struct action *action = &actions->all[number];
  if (action->count == action->room && !grow(action)) return 0;
  char *text = malloc(line->size + 1);
  if (text == NULL) return 0;
  memcpy(text, line->text, line->size);
  action->lines[action->count++] = (struct action_line){text, line->size, line->number};
  return 1;
}

uint32_t actions_length(const struct actions *actions, uint32_t action)
{
  return actions->all[action].count;
}

struct line actions_line(const struct actions *actions, uint32_t action, uint32_t index)
{
  const struct action_line *line = &actions->all[action].lines[index];
  return (struct line){line->text, line->size, line->number};
}
