/* Answers to queries, found without making an object. */
#include <string.h>
#include "collections.h"
#include "collector_state.h"
#include "output.h"
#include "perform.h"

static int listed; /* objects already put into the list of this answer */

static void put_listed(uint32_t number)
{
  if (listed > 0) put_text(",");
  put_object(number);
  listed++;
}

static void list_object(PyObject *object, void *context)
{
  (void)context;
  uint32_t number = record_of(object);
  if (number != 0) put_listed(number);
}

/* As gc.get_referents: what tp_traverse visits, for objects that the collector could know. */
static int list_referent(PyObject *object, void *context)
{
  list_object(object, context);
  return 0;
}

static void put_referents(PyObject *object)
{
  if (PyObject_IS_GC(object) && Py_TYPE(object)->tp_traverse != NULL)
    Py_TYPE(object)->tp_traverse(object, list_referent, NULL);
}

/* As gc.get_referrers: tracked objects whose tp_traverse visits the target. */
static int is_target(PyObject *object, void *target)
{
  return object == target;
}

static void list_referrer(PyObject *object, void *target)
{
  uint32_t number = record_of(object);
  if (number != 0 && Py_TYPE(object)->tp_traverse(object, is_target, target)) put_listed(number);
}

static void put_generation(uint32_t generation)
{
  for (int i = 0; i < GENERATIONS; i++)
    if (generation == ALL_GENERATIONS || generation == (uint32_t)i) collector_visit(i, list_object, NULL);
}

static void put_referrers(PyObject *object)
{
  for (int i = 0; i < GENERATIONS; i++) collector_visit(i, list_referrer, object);
}

static void put_garbage(void)
{
  PyObject *garbage = garbage_list();
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(garbage); i++) list_object(PyList_GET_ITEM(garbage, i), NULL);
}

static void put_list(const struct statement *statement, PyObject *object)
{
  listed = 0;
  put_text("[");
  switch (statement->query) {
  case ASK_REFERRERS: put_referrers(object); break;
  case ASK_REFERENTS: put_referents(object); break;
  case ASK_GARBAGE: put_garbage(); break;
  default: put_generation(statement->numbers[0]); break;
  }
  put_text("]");
}

static void put_triple(int (*number)(int generation))
{
  for (int i = 0; i < GENERATIONS; i++) {
    put_text(i == 0 ? "[" : ",");
    put_number((uint64_t)number(i));
  }
  put_text("]");
}

static void put_statistics(void)
{
  for (int i = 0; i < GENERATIONS; i++) {
    struct generation_statistics statistics = collector_statistics(i);
    put_text(i == 0 ? "[{\"collections\":" : ",{\"collections\":");
    put_number((uint64_t)statistics.collections);
    put_text(",\"collected\":");
    put_number((uint64_t)statistics.collected);
    put_text(",\"uncollectable\":");
    put_number((uint64_t)statistics.uncollectable);
    put_text("}");
  }
  put_text("]");
}

static void count_object(PyObject *object, void *count)
{
  (void)object;
  ++*(uint64_t *)count;
}

static void put_frozen(void)
{
  uint64_t count = 0;
  if (HAS_FREEZE) collector_visit(PERMANENT, count_object, &count);
  put_number(count);
}

/* sys.getrefcount(a) has one reference more, its argument; an immortal object's count never moves. */
static void put_count_of(PyObject *object, int more)
{
  put_number((uint64_t)Py_REFCNT(object) + (uint64_t)(more && !record_at(record_of(object))->immortal));
}

static void put_truth(int truth)
{
  put_text(truth ? "true" : "false");
}

static void put_referent(PyObject *reference)
{
  PyObject *object = referent_of(reference);
  if (object == NULL) put_text("null");
  else put_object(record_of(object));
}

static void put_value(const struct statement *statement, PyObject *object)
{
  switch (statement->query) {
  case ASK_REFCOUNT: put_count_of(object, 0); break;
  case ASK_GETREFCOUNT: put_count_of(object, 1); break;
  case ASK_TRACKED: put_truth(collector_is_tracked(object)); break;
  case ASK_FINALIZED: put_truth(collector_is_finalized(object)); break;
  case ASK_DEREF: put_referent(object); break;
  case ASK_COUNT: put_triple(collector_count); break;
  case ASK_THRESHOLD: put_triple(collector_threshold); break;
  case ASK_ENABLED: put_truth(collections_enabled()); break;
  case ASK_STATS: put_statistics(); break;
  case ASK_LIVE: put_number(records_living()); break;
  case ASK_FROZEN: put_frozen(); break;
  default: put_list(statement, object); break;
  }
}

int answer_query(const struct statement *statement)
{
  PyObject *object = NULL;
  if ((int)statement->query < FIRST_ASK_WITHOUT_OBJECT && !evaluate_object(&statement->value, &object)) return 0;
  if (statement->query == ASK_DEREF && record_at(record_of(object))->kind != WEAKREF)
    return perform_fail("not a weak reference");
  size_t size = strlen(statement->echo);
  while (size > 0 && (statement->echo[size - 1] == ' ' || statement->echo[size - 1] == '\t')) size--;
  begin_answer(statement->echo, size);
  put_value(statement, object);
  end_answer();
  return 1;
}
