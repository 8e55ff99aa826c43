/* The adapter for real CPython in this process, without its conversation: statements come by calls. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdio.h>
#include <string.h>
#include "cpython_side.h"
#include "output.h"
#include "session.h"

#define SEEN __attribute__((visibility("default")))

/* An interpreter without environment, site-packages or signal handlers; CPYTHON_PROGRAM says where its library is. */
static int start_interpreter(void)
{
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.site_import = 0;
  PyStatus status = PyConfig_SetBytesString(&config, &config.program_name, CPYTHON_PROGRAM);
  if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (!PyStatus_Exception(status)) return 1;
  fprintf(stderr, "cpython_fuzzer: " CPYTHON_PROGRAM " does not start: %s\n",
          status.err_msg != NULL ? status.err_msg : "");
  return 0;
}

SEEN int cpython_start(void)
{
  if (!start_interpreter()) return 0;
  keep_output();
  if (open_session()) return 1;
  PyErr_Print();
  return 0;
}

SEEN const char *cpython_profile(void)
{
  static char profile[32];
  snprintf(profile, sizeof profile, "cpython-%d.%d", PY_MAJOR_VERSION, PY_MINOR_VERSION);
  return profile;
}

SEEN void cpython_reset(void)
{
  static const char reset[] = "reset";
  size_t size;
  answer_line(reset, sizeof reset - 1);
  (void)take_output(&size);
}

/* The last line says that the statement is done. */
SEEN const char *cpython_perform(const char *statement, size_t *size)
{
  answer_line(statement, strlen(statement));
  const char *events = take_output(size);
  if (*size > 0) --*size;
  while (*size > 0 && events[*size - 1] != '\n') --*size;
  return events;
}
