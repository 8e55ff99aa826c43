/* Making objects, and their slots, by kind.  Null is None in lists, tuples and dicts, and no object elsewhere. */
#include "slots.h"
#include <stdlib.h>
#include "records.h"
#include "types.h"

/* Keys of dicts: "0", "1", ...; made once. */
static PyObject **keys;
static uint32_t key_count;
static PyObject *sentinel_key;

static PyObject *key_of(uint32_t slot)
{
  if (slot >= key_count) {
    uint32_t larger = 2 * slot + 64;
    PyObject **bigger = realloc(keys, larger * sizeof *keys);
    if (bigger == NULL) abort();
    keys = bigger;
    for (; key_count < larger; key_count++)
      if ((keys[key_count] = PyUnicode_FromFormat("%u", key_count)) == NULL) abort();
  }
  return keys[slot];
}

static PyObject *key_of_sentinel(void)
{
  if (sentinel_key == NULL) sentinel_key = PyUnicode_FromString("sentinel");
  if (sentinel_key == NULL) abort();
  return sentinel_key;
}

/* Where the slots stand in memory; null for dicts. */
static PyObject **array_of(const struct record *record)
{
  PyObject *object = record->object;
  switch (record->kind) {
  case CELL: return ((struct cell *)object)->slots;
  case OPAQUE: return ((struct opaque *)object)->slots;
  case LIST: return ((PyListObject *)object)->ob_item;
  case TUPLE: return ((PyTupleObject *)object)->ob_item;
  case INSTANCE: return instance_slots(object, record->slots);
  default: return NULL;
  }
}

static int has_none(unsigned char kind)
{
  return kind == LIST || kind == TUPLE || kind == DICT;
}

PyObject *slot_of(uint32_t number, uint32_t slot)
{
  const struct record *record = record_at(number);
  PyObject *value = record->kind == DICT ? PyDict_GetItem(record->object, key_of(slot)) : array_of(record)[slot];
  return value == Py_None ? NULL : value;
}

static void set_item(PyObject *dict, PyObject *key, PyObject *value)
{
  if (PyDict_SetItem(dict, key, value) < 0) abort();
}

void set_slot(uint32_t number, uint32_t slot, PyObject *value)
{
  const struct record *record = record_at(number);
  if (value == NULL && has_none(record->kind)) value = Py_None;
  if (record->kind == DICT) {
    set_item(record->object, key_of(slot), value);
    return;
  }
  PyObject **place = &array_of(record)[slot], *old = *place;
  Py_XINCREF(value);
  *place = value;
  Py_XDECREF(old);
}

void break_slots(uint32_t number)
{
  const struct record *record = record_at(number);
  if (record->kind == TUPLE || record->kind == ATOM || record->kind == WEAKREF) return;
  for (uint32_t i = 0; i < record_at(number)->slots; i++) set_slot(number, i, NULL);
}

/* --- making --- */

static PyObject *none_for(PyObject *item)
{
  if (item != NULL) return item;
  Py_INCREF(Py_None);
  return Py_None;
}

/* The items, then nulls, into the slots of an object that stands in memory as an array. */
static void fill_array(PyObject **array, const struct record *record, PyObject **items, uint32_t count)
{
  for (uint32_t i = 0; i < record->slots; i++) {
    PyObject *item = i < count ? items[i] : NULL;
    array[i] = has_none(record->kind) ? none_for(item) : item;
  }
}

static PyObject *make_cell(const struct record *record, int is_legacy, PyObject **items, uint32_t count)
{
  struct cell *cell = PyObject_GC_NewVar(struct cell, cell_type(record->action != 0, is_legacy), record->slots);
  if (cell == NULL) return NULL;
  cell->weak_references = NULL;
  fill_array(cell->slots, record, items, count);
  PyObject_GC_Track(cell);
  return (PyObject *)cell;
}

static PyObject *make_opaque(const struct record *record, PyObject **items, uint32_t count)
{
  struct opaque *opaque = PyObject_NewVar(struct opaque, &opaque_type, record->slots);
  if (opaque != NULL) fill_array(opaque->slots, record, items, count);
  return (PyObject *)opaque;
}

/* A list or a tuple: the sentinel comes last, for it is released first. */
static PyObject *make_sequence(uint32_t number, const struct record *record, PyObject **items, uint32_t count)
{
  Py_ssize_t size = (Py_ssize_t)record->slots + 1;
  PyObject *sequence = record->kind == LIST ? PyList_New(size) : PyTuple_New(size);
  if (sequence == NULL) return NULL;
  PyObject **array = record->kind == LIST ? ((PyListObject *)sequence)->ob_item : ((PyTupleObject *)sequence)->ob_item;
  fill_array(array, record, items, count);
  array[record->slots] = make_sentinel(number);
  return sequence;
}

static void fill_dict(PyObject *dict, uint32_t number, uint32_t slots, PyObject **items, uint32_t count)
{
  PyObject *sentinel = make_sentinel(number);
  set_item(dict, key_of_sentinel(), sentinel);
  Py_DECREF(sentinel);
  for (uint32_t i = 0; i < slots; i++) {
    PyObject *item = none_for(i < count ? items[i] : NULL);
    set_item(dict, key_of(i), item);
    Py_DECREF(item);
  }
}

static PyObject *make_dict(uint32_t number, const struct record *record, PyObject **items, uint32_t count)
{
  PyObject *dict = PyDict_New();
  if (dict != NULL) fill_dict(dict, number, record->slots, items, count);
  return dict;
}

static PyObject *make_instance(uint32_t number, const struct record *record, PyObject **items, uint32_t count)
{
  PyTypeObject *type = instance_type(record->slots, record->action != 0);
  PyObject *instance = type->tp_alloc(type, 0);
  if (instance == NULL) return NULL;
  fill_array(instance_slots(instance, record->slots), record, items, count);
  put_sentinel(instance, record->slots, make_sentinel(number));
  return instance;
}

PyObject *make_object(uint32_t number, int is_legacy, PyObject **items, uint32_t count)
{
  const struct record record = *record_at(number); /* records may move while a collection makes more */
  PyObject *object = NULL;
  switch (record.kind) {
  case CELL: object = make_cell(&record, is_legacy, items, count); break;
  case LIST:
  case TUPLE: object = make_sequence(number, &record, items, count); break;
  case OPAQUE: object = make_opaque(&record, items, count); break;
  case ATOM: object = (PyObject *)PyObject_New(PyObject, &atom_type); break;
  case DICT: object = make_dict(number, &record, items, count); break;
  case INSTANCE: object = make_instance(number, &record, items, count); break;
  default: break;
  }
  if (object != NULL) return object;
  PyErr_Clear();
  for (uint32_t i = 0; i < count; i++) Py_XDECREF(items[i]);
  return NULL;
}

void refill_slots(uint32_t number)
{
  const struct record *record = record_at(number);
  if (record->kind == INSTANCE) put_sentinel(record->object, record->slots, make_sentinel(number));
  if (record->kind == DICT) fill_dict(record->object, number, record->slots, NULL, 0);
  if (record->kind != LIST) return;
  for (uint32_t i = 0; i < record->slots; i++)
    if (PyList_Append(record->object, Py_None) < 0) abort();
  PyObject *sentinel = make_sentinel(number);
  if (PyList_Append(record->object, sentinel) < 0) abort();
  Py_DECREF(sentinel);
}
