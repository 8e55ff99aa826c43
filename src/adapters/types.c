/* The Python types of the kinds. */
#include "types.h"
#include <structmember.h>
#include "actions.h"
#include "output.h"
#include "records.h"
#include "slots.h"

/* --- cells --- */

static int cell_traverse(PyObject *self, visitproc visit, void *arg)
{
  const struct cell *cell = (struct cell *)self;
  for (Py_ssize_t i = 0; i < Py_SIZE(self); i++) Py_VISIT(cell->slots[i]);
  return 0;
}

static void release_slots(PyObject **slots, Py_ssize_t count)
{
  for (Py_ssize_t i = 0; i < count; i++) Py_CLEAR(slots[i]);
}

static int cell_clear(PyObject *self)
{
  tell_object("clear", record_of(self));
  release_slots(((struct cell *)self)->slots, Py_SIZE(self));
  return 0;
}

static void finalize(PyObject *self)
{
  run_finalizer(record_of(self));
}

static void cell_dealloc(PyObject *self)
{
  if (Py_TYPE(self)->tp_finalize != NULL && PyObject_CallFinalizerFromDealloc(self) < 0) return; /* resurrected */
  PyObject_GC_UnTrack(self);
  if (((struct cell *)self)->weak_references != NULL) PyObject_ClearWeakRefs(self);
  uint32_t number = record_of(self);
  tell_object("dealloc", number);
  record_died(number);
  release_slots(((struct cell *)self)->slots, Py_SIZE(self));
  PyObject_GC_Del(self);
}

/* A legacy finalizer; that there is one is all that matters. */
static void do_nothing(PyObject *self)
{
  (void)self;
}

#define CELL_TYPE(finalizer, legacy)                                                                                   \
  {                                                                                                                    \
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "heapproof.cell", .tp_basicsize = offsetof(struct cell, slots),           \
                                .tp_itemsize = sizeof(PyObject *),                                                     \
                                .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_FINALIZE,        \
                                .tp_traverse = cell_traverse, .tp_clear = cell_clear, .tp_dealloc = cell_dealloc,      \
                                .tp_weaklistoffset = offsetof(struct cell, weak_references),                           \
                                .tp_finalize = (finalizer), .tp_del = (legacy),                                        \
  }

static PyTypeObject cell_types[2][2] = {{CELL_TYPE(NULL, NULL), CELL_TYPE(NULL, do_nothing)},
                                        {CELL_TYPE(finalize, NULL), CELL_TYPE(finalize, do_nothing)}};

PyTypeObject *cell_type(int has_finalizer, int is_legacy)
{
  return &cell_types[has_finalizer != 0][is_legacy != 0];
}

/* --- opaque objects and atoms: not tracked --- */

static void tell_death(PyObject *self)
{
  uint32_t number = record_of(self);
  tell_object("dealloc", number);
  record_died(number);
}

static void opaque_dealloc(PyObject *self)
{
  tell_death(self);
  release_slots(((struct opaque *)self)->slots, Py_SIZE(self));
  PyObject_Del(self);
}

static void atom_dealloc(PyObject *self)
{
  tell_death(self);
  PyObject_Del(self);
}

PyTypeObject opaque_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "heapproof.opaque",
    .tp_basicsize = offsetof(struct opaque, slots),
    .tp_itemsize = sizeof(PyObject *),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = opaque_dealloc,
};
PyTypeObject atom_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "heapproof.atom",
    .tp_basicsize = sizeof(PyObject),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = atom_dealloc,
};

/* --- sentinels --- */

struct sentinel {
  PyObject_HEAD uint32_t owner;
};

static void sentinel_dealloc(PyObject *self)
{
  uint32_t number = ((struct sentinel *)self)->owner;
  PyObject_Del(self);
  if (Py_REFCNT(record_at(number)->object) > 0) {
    tell_object("clear", number);
    refill_slots(number);
  } else {
    tell_object("dealloc", number);
    record_died(number);
  }
}

static PyTypeObject sentinel_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "heapproof.sentinel",
    .tp_basicsize = sizeof(struct sentinel),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = sentinel_dealloc,
};

PyObject *make_sentinel(uint32_t owner)
{
  struct sentinel *sentinel = PyObject_New(struct sentinel, &sentinel_type);
  if (sentinel == NULL) abort();
  sentinel->owner = owner;
  return (PyObject *)sentinel;
}

/* --- instances --- */

static PyTypeObject *instance_types[MOST_INSTANCE_SLOTS + 1][2];
static Py_ssize_t instance_offsets[MOST_INSTANCE_SLOTS + 1][2];

PyTypeObject *instance_type(uint32_t slots, int has_finalizer)
{
  return instance_types[slots][has_finalizer != 0];
}

static PyObject **slots_at(PyObject *instance, uint32_t slots)
{
  int has_finalizer = Py_TYPE(instance)->tp_finalize != NULL;
  return (PyObject **)(void *)((char *)instance + instance_offsets[slots][has_finalizer]);
}

PyObject **instance_slots(PyObject *instance, uint32_t slots)
{
  return slots_at(instance, slots) + 1;
}

void put_sentinel(PyObject *instance, uint32_t slots, PyObject *sentinel)
{
  *slots_at(instance, slots) = sentinel;
}

/* ("a", "s00", "s01", ..., "__weakref__"): slots stand in the order of their names, the sentinel's first. */
static PyObject *slot_names(uint32_t slots)
{
  PyObject *names = PyTuple_New((Py_ssize_t)slots + 2);
  if (names == NULL) return NULL;
  for (uint32_t i = 0; i < slots; i++) PyTuple_SET_ITEM(names, (Py_ssize_t)i + 1, PyUnicode_FromFormat("s%02u", i));
  PyTuple_SET_ITEM(names, 0, PyUnicode_FromString("a"));
  PyTuple_SET_ITEM(names, (Py_ssize_t)slots + 1, PyUnicode_FromString("__weakref__"));
  return names;
}

/* class instance: __slots__ = ...  The finalizer stands where type() puts the caller of a __del__ in Python; being C,
 * it makes no frame of its own. */
static int make_instance_type(uint32_t slots, int has_finalizer)
{
  PyObject *names = slot_names(slots);
  PyObject *made = names == NULL ? NULL
                                 : PyObject_CallFunction((PyObject *)&PyType_Type, "s(){sOss}", "instance", "__slots__",
                                                         names, "__module__", "heapproof");
  Py_XDECREF(names);
  PyObject *member = made == NULL ? NULL : PyObject_GetAttrString(made, "a");
  if (member == NULL) return 0;
  instance_offsets[slots][has_finalizer] = ((PyMemberDescrObject *)member)->d_member->offset;
  Py_DECREF(member);
  PyTypeObject *type = (PyTypeObject *)made;
  if (has_finalizer) type->tp_finalize = finalize;
  type->tp_flags |= Py_TPFLAGS_HAVE_FINALIZE;
  instance_types[slots][has_finalizer] = type;
  return 1;
}

/* --- weak references: CPython's own type, listened to --- */

static destructor weakref_dealloc;
static inquiry weakref_clear;

static void told_weakref_dealloc(PyObject *self)
{
  if (record_of(self) != 0) tell_death(self);
  weakref_dealloc(self);
}

static int told_weakref_clear(PyObject *self)
{
  uint32_t number = record_of(self);
  if (number != 0) tell_object("clear", number);
  return weakref_clear(self);
}

static void listen_to_weakrefs(void)
{
  weakref_dealloc = _PyWeakref_RefType.tp_dealloc;
  weakref_clear = _PyWeakref_RefType.tp_clear;
  _PyWeakref_RefType.tp_dealloc = told_weakref_dealloc;
  _PyWeakref_RefType.tp_clear = told_weakref_clear;
}

int types_open(void)
{
  PyTypeObject *types[] = {&cell_types[0][0], &cell_types[0][1], &cell_types[1][0], &cell_types[1][1],
                           &opaque_type,      &atom_type,        &sentinel_type};
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
    if (PyType_Ready(types[i]) < 0) return 0;
  for (uint32_t slots = 0; slots <= MOST_INSTANCE_SLOTS; slots++)
    for (int has_finalizer = 0; has_finalizer < 2; has_finalizer++)
      if (!make_instance_type(slots, has_finalizer)) return 0;
  listen_to_weakrefs();
  return 1;
}
