/* The extension module: run(hello) speaks the adapter protocol on standard input and output until the input ends.
 *
 * Nothing in this folder is heapproof's: parser and event writer are its own, so that a fault of one side is not a
 * fault of both. */
#include <Python.h>
#include <stdio.h>
#include <sys/mman.h>
#include <ucontext.h>
#include "output.h"
#include "session.h"

/* A chain of cells dies with one C call inside the other: the stack must hold as many as there can be objects. */
static const size_t stack_sizes[] = {(size_t)8 << 30, (size_t)1 << 30, (size_t)128 << 20, (size_t)16 << 20};
static ucontext_t outside, inside;

static int switch_to_large_stack(void (*run)(void))
{
  for (size_t i = 0; i < sizeof stack_sizes / sizeof stack_sizes[0]; i++) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK;
    void *stack = mmap(NULL, stack_sizes[i], PROT_READ | PROT_WRITE, flags, -1, 0);
    if (stack == MAP_FAILED || getcontext(&inside) != 0) continue;
    inside.uc_stack.ss_sp = stack;
    inside.uc_stack.ss_size = stack_sizes[i];
    inside.uc_link = &outside;
    makecontext(&inside, run, 0);
    int switched = swapcontext(&outside, &inside) == 0;
    munmap(stack, stack_sizes[i]);
    return switched;
  }
  return 0;
}

static PyObject *run(PyObject *module, PyObject *hello)
{
  (void)module;
  const char *text = PyUnicode_AsUTF8(hello);
  if (text == NULL) return NULL;
  if (!open_session()) return NULL;
  put_text(text);
  put_text("\n");
  flush_output();
  if (!switch_to_large_stack(converse)) {
    PyErr_SetString(PyExc_MemoryError, "no memory for the stack");
    return NULL;
  }
  Py_RETURN_NONE;
}

static PyMethodDef functions[] = {{"run", run, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "heapproof_adapter", .m_size = -1,
                                        .m_methods = functions};

/* The one symbol that is seen from outside: names like those of the C library stay our own. */
__attribute__((visibility("default"))) PyMODINIT_FUNC PyInit_heapproof_adapter(void);
PyMODINIT_FUNC PyInit_heapproof_adapter(void)
{
  return PyModule_Create(&definition);
}
