/* Performing statements: each is one operation on CPython's heap, and nothing else is allocated meanwhile. */
#include "perform.h"
#include <stdlib.h>
#include "actions.h"
#include "collections.h"
#include "collector_state.h"
#include "names.h"
#include "output.h"
#include "slots.h"

enum { CALLER_KEEPS_ARGUMENTS = PY_VERSION_HEX < 0x030B0000, HAS_SAFE_POINTS = PY_VERSION_HEX >= 0x030C0000 };

void safe_point(void)
{
  if (HAS_SAFE_POINTS && PyErr_CheckSignals() < 0) PyErr_Clear();
}

void empty_trashcan(void)
{
#if PY_VERSION_HEX < 0x03080000
  const PyThreadState *state = PyThreadState_Get();
  if (state->trash_delete_later != NULL && state->trash_delete_nesting <= 0) _PyTrash_thread_destroy_chain();
#endif
}

void settle(void)
{
  if (!actions_are_running()) empty_trashcan();
}

/* The values of the items, counted, in an array that the caller frees; null when one cannot be had. */
static PyObject **take_items(const struct statement *statement)
{
  PyObject **values = malloc((statement->item_count + 1) * sizeof(PyObject *));
  if (values == NULL) abort();
  for (uint32_t i = 0; i < statement->item_count; i++)
    if (!evaluate(&statement->items[i], &values[i])) {
      free(values);
      return NULL;
    }
  for (uint32_t i = 0; i < statement->item_count; i++) Py_XINCREF(values[i]);
  return values;
}

static void make_immortal(uint32_t number)
{
#if PY_VERSION_HEX >= 0x030C0000
  record_at(number)->object->ob_refcnt = _Py_IMMORTAL_REFCNT;
#endif
  record_at(number)->immortal = 1;
}

static int perform_new(const struct statement *statement)
{
  PyObject **items = take_items(statement);
  if (items == NULL) return 0;
  uint32_t number = record_new(statement->kind, statement->name, statement->slots, statement->action);
  PyObject *object = make_object(number, statement->is_legacy, items, statement->item_count);
  free(items);
  if (object == NULL) {
    record_died(number);
    return perform_fail("no memory for another object");
  }
  record_attach(number, object);
  if (statement->is_immortal) make_immortal(number);
  settle();
  bind_name(statement->name, object);
  return 1;
}

static int perform_set(const struct statement *statement)
{
  PyObject *value;
  uint32_t owner, slot;
  if (!evaluate_place(&statement->target, &owner, &slot)) return 0;
  if (record_at(owner)->kind == TUPLE) return perform_fail("a tuple's slots are fixed at birth");
  if (!evaluate(&statement->value, &value)) return 0;
  set_slot(owner, slot, value);
  settle();
  return 1;
}

PyObject *referent_of(PyObject *reference)
{
  PyObject *object = ((PyWeakReference *)reference)->wr_object;
  return object == Py_None || Py_REFCNT(object) == 0 ? NULL : object;
}

static int perform_let(const struct statement *statement)
{
  PyObject *value;
  if (!evaluate(&statement->value, &value)) return 0;
  if (statement->verb == DO_LET_DEREF) {
    if (value == NULL || record_at(record_of(value))->kind != WEAKREF) return perform_fail("not a weak reference");
    value = referent_of(value);
  }
  Py_XINCREF(value);
  bind_name(statement->name, value);
  return 1;
}

static int perform_hold(const struct statement *statement)
{
  PyObject *value;
  if (!evaluate(&statement->value, &value)) return 0;
  if (is_held(statement->name)) return perform_fail("this name holds already: release it first");
  Py_XINCREF(value);
  hold(statement->name, value);
  return 1;
}

/* The object's plain weak reference, which all share; null when it has none. */
static PyObject *plain_reference(PyObject *object)
{
  PyWeakReference *first = *(PyWeakReference **)(void *)((char *)object + Py_TYPE(object)->tp_weaklistoffset);
  return first != NULL && first->wr_callback == NULL ? (PyObject *)first : NULL;
}

/* Up to 3.11 a collection may run in here, and its actions may make the plain reference first: then the number that
 * was taken for it stays unused. */
static int perform_weak(const struct statement *statement)
{
  PyObject *object;
  if (!evaluate_object(&statement->value, &object)) return 0;
  unsigned char kind = record_at(record_of(object))->kind;
  if (kind != CELL && kind != INSTANCE) return perform_fail("only cells and instances can be weakly referenced");
  int is_shared = statement->action == 0 && plain_reference(object) != NULL;
  uint32_t number = is_shared ? 0 : record_new(WEAKREF, statement->name, 0, statement->action);
  Py_INCREF(object);
  PyObject *reference = PyWeakref_NewRef(object, statement->action == 0 ? NULL : action_callable(statement->action));
  if (reference == NULL) abort();
  if (number != 0 && record_of(reference) == 0) record_attach(number, reference);
  else if (number != 0) record_died(number);
  Py_DECREF(object);
  settle();
  bind_name(statement->name, reference);
  return 1;
}

static int perform_call(const struct statement *statement)
{
  PyObject **values = take_items(statement);
  if (values == NULL) return 0;
  push_frame();
  for (uint32_t i = 0; CALLER_KEEPS_ARGUMENTS && i < statement->item_count; i++) keep_argument(values[i]);
  for (uint32_t i = 0; i < statement->item_count; i++) bind_name(statement->parameters[i], values[i]);
  free(values);
  return 1;
}

static int perform_return(const struct statement *statement)
{
  PyObject *value = NULL;
  if (frame_depth() == 1) return perform_fail("`return` outside a call");
  if (statement->verb == DO_RETURN_VALUE && !evaluate(&statement->value, &value)) return 0;
  Py_XINCREF(value);
  pop_frame();
  if (statement->verb == DO_RETURN_VALUE) bind_name(name_of("result", 6), value);
  return 1;
}

static int perform_exit(void)
{
  while (frame_depth() > 0) pop_frame();
  push_frame();
  release_globals();
  return 1;
}

static int perform_del(const struct statement *statement)
{
  if (!is_bound(statement->name)) return perform_fail("unknown name");
  unbind_name(statement->name);
  return 1;
}

static int perform_release(const struct statement *statement)
{
  if (!is_held(statement->name)) return perform_fail("unknown hold");
  release(statement->name);
  return 1;
}

static int perform_control(const struct statement *statement)
{
  switch (statement->verb) {
  case DO_COLLECT: collect(statement->numbers[0]); break;
  case DO_FREEZE: freeze_objects(); break;
  case DO_UNFREEZE: unfreeze_objects(); break;
  case DO_DEBUG: save_all(statement->saves_all); break;
  case DO_THRESHOLD:
    for (uint32_t i = 0; i < statement->number_count; i++) collector_set_threshold((int)i, (int)statement->numbers[i]);
    break;
  default: enable_collections(statement->verb == DO_ENABLE); break;
  }
  return 1;
}

int perform(const struct statement *statement)
{
  switch (statement->verb) {
  case DO_NEW: return perform_new(statement);
  case DO_SET: return perform_set(statement);
  case DO_LET:
  case DO_LET_DEREF: return perform_let(statement);
  case DO_DEL: return perform_del(statement);
  case DO_HOLD: return perform_hold(statement);
  case DO_RELEASE: return perform_release(statement);
  case DO_CALL: return perform_call(statement);
  case DO_RETURN:
  case DO_RETURN_VALUE: return perform_return(statement);
  case DO_EXIT: return perform_exit();
  case DO_WEAK: return perform_weak(statement);
  case DO_QUERY: return answer_query(statement);
  default: return perform_control(statement);
  }
}
