# Builds of the fuzz targets: make -f fuzz/build.mk BUILD_AS=... from the top of the repository.
#
#   libfuzzer       libFuzzer with ASan and UBSan         libfuzzer-fast   the same without sanitizers
#   aflpp           AFL++ with ASan and UBSan             aflpp-fast       the same without sanitizers
#   replay          no engine: runs files, under ASan and UBSan;    replay-fast: without sanitizers
#   oss-fuzz        CC, CXX, CFLAGS, CXXFLAGS and LIB_FUZZING_ENGINE of the environment decide (fuzz/oss-fuzz/build.sh)
#   coverage        no engine; clang 19 counts lines, branches and conditions of the core (fuzz/coverage)
#
# The targets are those of fuzz/targets; what each is built of is a line NAME_OBJECTS here.  Every limit is small
# (HEAP_SMALL), but for the target cpython.  Only what is to be explored reports coverage to the engine: the core, or the
# reader and the interpreter; the oracle, the model, the auditor, the driver and the decoder do not, which makes an
# execution several times cheaper, and more of the core is reached when inputs are not kept for what they do in the
# decoder.  What holds the state of a run has its storage in sections of its own (fuzz/sections.h).
BUILD_AS = libfuzzer
OUT = build/fuzz/$(BUILD_AS)
SOURCE = src
CORE = $(SOURCE)/core

SANITIZERS = -fsanitize=address,undefined -fno-sanitize-recover=undefined
# With an engine, what costs much and finds little is left to the replayer: the overflow of pointers, whose arrays' bounds
# are checked, and AddressSanitizer in oracle, auditor and driver, which keep all they have in arrays with checked bounds.
SPARING = -fno-sanitize=pointer-overflow
# The engines' builds are optimized as one program: calls between core, oracle and harness, which nearly all are short, are
# inlined.  Of debug information they have lines only; with variables, LLVM 14 breaks down on it now and then.  Those
# without sanitizers stand at a fixed address, which makes reaching a global an instruction shorter.  The sanitized one of
# AFL++ is compiled file by file: of both together LLVM 14 loses functions.
WHOLE = -flto
LINK_WHOLE = -O2 -flto -fuse-ld=lld
FIXED = $(WHOLE) -fno-pie
LINK_FIXED = $(LINK_WHOLE) -no-pie
INCLUDES = -iquote spec -iquote $(SOURCE) -iquote $(CORE) -iquote fuzz
FLAGS = -std=gnu11 -O2 -g1 -DHEAP_SMALL -Wall -Wextra $(INCLUDES) -MMD -MP
EDGES = -fsanitize-coverage=inline-8bit-counters,pc-table

ifeq ($(BUILD_AS),libfuzzer)
PLAIN = clang $(FLAGS) $(WHOLE) $(SANITIZERS) $(SPARING)
BESIDE = -fno-sanitize=address
COVERED = $(PLAIN) $(EDGES)
LINK = clang $(LINK_WHOLE) $(SANITIZERS) -fsanitize=fuzzer
MUTATOR = fuzz/mutate.c fuzz/random_bytes.c fuzz/mutator_libfuzzer.c
else ifeq ($(BUILD_AS),libfuzzer-fast)
PLAIN = clang $(FLAGS) $(FIXED)
COVERED = $(PLAIN) $(EDGES)
LINK = clang $(LINK_FIXED) -fsanitize=fuzzer
MUTATOR = fuzz/mutate.c fuzz/random_bytes.c fuzz/mutator_libfuzzer.c
else ifeq ($(BUILD_AS),aflpp)
AFL = AFL_QUIET=1 AFL_USE_ASAN=1 AFL_USE_UBSAN=1 afl-clang-fast
PLAIN = clang $(FLAGS) $(SANITIZERS) $(SPARING)
BESIDE = -fno-sanitize=address
COVERED = $(AFL) $(FLAGS)
LINK = $(AFL) -fsanitize=fuzzer
else ifeq ($(BUILD_AS),aflpp-fast)
AFL = AFL_QUIET=1 afl-clang-fast
PLAIN = clang $(FLAGS) $(FIXED)
COVERED = $(AFL) $(FLAGS) $(FIXED)
LINK = $(AFL) $(LINK_FIXED) -fsanitize=fuzzer
else ifeq ($(BUILD_AS),replay-fast)
PLAIN = clang $(FLAGS) $(FIXED)
COVERED = $(PLAIN)
LINK = clang $(LINK_FIXED)
DRIVER = fuzz/replay.c
else ifeq ($(BUILD_AS),oss-fuzz)
PLAIN = $(CC) -std=gnu11 -DHEAP_SMALL $(INCLUDES) -MMD -MP $(CFLAGS)
COVERED = $(PLAIN)
LINK = $(CXX) $(CXXFLAGS)
LIBRARIES = $(LIB_FUZZING_ENGINE)
MUTATOR = $(if $(filter libfuzzer,$(FUZZING_ENGINE)),fuzz/mutate.c fuzz/random_bytes.c fuzz/mutator_libfuzzer.c)
else ifeq ($(BUILD_AS),coverage)
COUNTERS = -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc
PLAIN = clang-19 $(FLAGS) -O1 -DHINTS_PAY=1
COVERED = $(PLAIN) $(COUNTERS)
LINK = clang-19 $(COUNTERS)
DRIVER = fuzz/replay.c
else
PLAIN = clang $(FLAGS) $(SANITIZERS)
COVERED = $(PLAIN)
LINK = clang $(SANITIZERS)
DRIVER = fuzz/replay.c
endif

AUDIT_FILES = $(if $(filter coverage,$(BUILD_AS)),,$(wildcard $(CORE)/audit*.c))
CORE_FILES = $(filter-out $(AUDIT_FILES),$(wildcard $(CORE)/*.c))
DRIVER_FILES = $(addprefix $(SOURCE)/program/,driver.c making.c living.c mirror.c audit_names.c model_comparison.c arena_watch.c taking.c)
ORACLE_FILES = $(AUDIT_FILES) $(wildcard $(SOURCE)/oracle/*.c) $(DRIVER_FILES)
MODEL_FILES = $(wildcard $(SOURCE)/model/*.c)
PROGRAM_FILES = $(filter-out $(DRIVER_FILES),$(wildcard $(SOURCE)/program/*.c $(SOURCE)/os/*.c))
BYTES_FILES = $(addprefix fuzz/,codes.c decode.c cluster.c ending.c perform.c)
STATEMENT_FILES = $(addprefix fuzz/,statements.c byte_programs.c encode.c encode_words.c random_bytes.c)
EVENT_FILES = $(addprefix fuzz/,event_statements.c event_programs.c resurrections.c)

object = $(patsubst %.c,$(OUT)/$(1)/%.o,$(2))
CORE_OBJECTS = $(call object,covered-state,$(CORE_FILES))
$(call object,plain-state,$(ORACLE_FILES)): PLAIN += $(BESIDE)
BESIDE_OBJECTS = $(call object,plain-state,$(ORACLE_FILES)) $(call object,plain,$(MODEL_FILES))
DRIVER_OBJECTS = $(call object,plain,$(DRIVER))

GRAPH_OBJECTS = $(CORE_OBJECTS) $(call object,plain-state,$(BYTES_FILES)) $(BESIDE_OBJECTS) $(DRIVER_OBJECTS) \
  $(call object,plain,$(SOURCE)/program/kind_names.c $(addprefix fuzz/,byte_programs.c statements.c figures.c step_figures.c \
    components.c fresh.c graph_fuzzer.c) $(if $(MUTATOR),fuzz/graph_changes.c $(MUTATOR)))

EVENTS_OBJECTS = $(CORE_OBJECTS) $(BESIDE_OBJECTS) $(DRIVER_OBJECTS) $(call object,plain,$(PROGRAM_FILES) $(EVENT_FILES) \
    fuzz/figures.c fuzz/fresh.c fuzz/events_fuzzer.c $(if $(MUTATOR),fuzz/event_changes.c fuzz/codes.c $(MUTATOR)))

READER_OBJECTS = $(call object,covered,$(PROGRAM_FILES)) $(DRIVER_OBJECTS) \
  $(call object,plain,$(CORE_FILES) $(ORACLE_FILES) $(MODEL_FILES) fuzz/reader_fuzzer.c)

PROTOCOL_FILES = $(addprefix $(SOURCE)/program/,protocol.c promises.c canonical.c lines.c json.c scanner.c) $(SOURCE)/os/incoming.c
PROTOCOL_OBJECTS = $(call object,covered,$(PROTOCOL_FILES)) $(DRIVER_OBJECTS) \
  $(call object,plain,$(addprefix $(SOURCE)/program/,reader.c repeats.c text.c problem.c kind_names.c) fuzz/protocol_fuzzer.c)

ALLOCATOR_FILES = $(addprefix $(SOURCE)/os/,bytes.c reports.c domains.c system.c arena_memory.c arena_map.c raw_blocks.c)
BLOCKS_OBJECTS = $(CORE_OBJECTS) $(call object,plain-state,$(AUDIT_FILES)) $(call object,covered,$(ALLOCATOR_FILES) fuzz/blocks_program.c) \
  $(DRIVER_OBJECTS) $(call object,plain,$(SOURCE)/program/malloc_stats.c $(SOURCE)/program/text.c \
    $(addprefix fuzz/,blocks_oracle.c blocks_heap.c figures.c blocks_fuzzer.c))

# Real CPython: heapproof with the capacities of the library, and the adapter with the interpreter of PYTHON as a shared
# library.  It can be built where python3-config knows how to embed that interpreter.
PYTHON ?= /usr/bin/python3
CPYTHON_LIBRARY = $(abspath $(OUT))/libcpython_side.so
CPYTHON_OBJECTS = $(call object,covered-full,$(CORE_FILES)) $(DRIVER_OBJECTS) \
  $(call object,full,$(ORACLE_FILES) $(MODEL_FILES) $(PROGRAM_FILES) $(addprefix fuzz/,event_statements.c resurrections.c \
    figures.c cpython_programs.c cpython_fuzzer.c) $(if $(MUTATOR),fuzz/event_changes.c fuzz/codes.c $(MUTATOR))) $(CPYTHON_LIBRARY)

EMPTY_OBJECTS = $(call object,covered,fuzz/empty_fuzzer.c) $(DRIVER_OBJECTS)

TARGETS = $(shell sed -n 's/^\([a-z]*\) .*/\1/p' fuzz/targets)
objects_of = $($(shell echo $(1) | tr a-z A-Z)_OBJECTS)
all: $(TARGETS:%=$(OUT)/%_fuzzer) tools
tools: build/fuzz/heapproof-small build/fuzz/shrink build/fuzz/mutator-graph.so build/fuzz/mutator-events.so
.PHONY: all tools

define target
$$(OUT)/$(1)_fuzzer: $(call objects_of,$(1))
	$$(LINK) -o $$@ $$^ $$(LIBRARIES)
endef
$(foreach name,$(TARGETS) empty cpython,$(eval $(call target,$(name))))

$(OUT)/covered-state/%.o: %.c fuzz/sections.h
	@mkdir -p $(@D)
	$(COVERED) -include fuzz/sections.h -c -o $@ $<

$(OUT)/plain-state/%.o: %.c fuzz/sections.h
	@mkdir -p $(@D)
	$(PLAIN) -include fuzz/sections.h -c -o $@ $<

LARGE_FLAGS = $(filter-out -DHEAP_SMALL,$(1))
$(OUT)/covered-full/%.o: %.c
	@mkdir -p $(@D)
	$(call LARGE_FLAGS,$(COVERED)) -c -o $@ $<

$(OUT)/full/%.o: %.c
	@mkdir -p $(@D)
	$(call LARGE_FLAGS,$(PLAIN)) -c -o $@ $<

# Which interpreter it was built for: another one builds it again.
$(OUT)/interpreter: force
	@mkdir -p $(@D)
	@echo '$(PYTHON)' | cmp -s - $@ || echo '$(PYTHON)' >$@
.PHONY: force

$(CPYTHON_LIBRARY): $(OUT)/interpreter fuzz/cpython_side.c $(wildcard $(SOURCE)/adapters/*.c $(SOURCE)/adapters/*.h) fuzz/cpython_side.h
	@mkdir -p $(@D)
	@command -v $(PYTHON)-config >/dev/null || { echo 'no $(PYTHON)-config: Debian has it in python3-dev; PYTHON=/path/to/python3 is another' >&2; exit 1; }
	$(CC) -std=gnu11 -O2 -g1 -fPIC -shared -fvisibility=hidden -Wl,-Bsymbolic -DCPYTHON_PROGRAM='"$(PYTHON)"' -iquote fuzz \
	  -iquote $(SOURCE)/adapters $(patsubst -I%,-isystem %,$(shell $(PYTHON)-config --includes)) -o $@ $(filter %.c,$^) \
	  $(shell $(PYTHON)-config --embed --ldflags)

$(OUT)/covered/%.o: %.c
	@mkdir -p $(@D)
	$(COVERED) -c -o $@ $<

$(OUT)/plain/%.o: %.c
	@mkdir -p $(@D)
	$(PLAIN) -c -o $@ $<

# For coverage: the command and the unit tests, with the same objects of the core.
COMMAND_FILES = $(PROGRAM_FILES) $(wildcard $(SOURCE)/cli/*.c $(SOURCE)/tiny/*.c) fuzz/blocks_oracle.c $(BYTES_FILES) $(STATEMENT_FILES) $(EVENT_FILES)
$(OUT)/heapproof: $(CORE_OBJECTS) $(BESIDE_OBJECTS) $(call object,plain,$(COMMAND_FILES))
	$(LINK) -o $@ $^

$(OUT)/unit/%: tests/unit/%.c $(CORE_OBJECTS) $(BESIDE_OBJECTS) $(call object,plain,$(ALLOCATOR_FILES) $(SOURCE)/program/kind_names.c)
	@mkdir -p $(@D)
	$(PLAIN) $(COUNTERS) -o $@ $(filter %.c %.o,$^) -lcmocka

units: $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(wildcard tests/unit/*.c))
.PHONY: units

# The command with the capacities of the fuzz targets, which reproduces their findings; what makes findings small; and
# the mutators as AFL++ loads them.  Any C compiler will do.
TOOLS = build/fuzz/tools
tool_object = $(patsubst %.c,$(TOOLS)/%.o,$(1))
TOOL_FILES = $(CORE_FILES) $(ORACLE_FILES) $(MODEL_FILES)
SHRINK_FILES = $(PROGRAM_FILES) $(BYTES_FILES) $(STATEMENT_FILES) $(EVENT_FILES) $(addprefix fuzz/,shrink.c shrink_bytes.c shrink_graph.c shrink_events.c states.c event_states.c)

build/fuzz/heapproof-small: $(call tool_object,$(TOOL_FILES) $(COMMAND_FILES))
	$(CC) -o $@ $^

build/fuzz/shrink: $(call tool_object,$(TOOL_FILES) $(SHRINK_FILES))
	$(CC) -o $@ $^

MUTATOR_FILES = $(addprefix fuzz/,mutator_aflpp.c mutate.c random_bytes.c codes.c)
build/fuzz/mutator-graph.so: $(MUTATOR_FILES) fuzz/graph_changes.c $(wildcard fuzz/*.h)
build/fuzz/mutator-events.so: $(MUTATOR_FILES) fuzz/event_changes.c $(wildcard fuzz/*.h)
build/fuzz/mutator-%.so:
	@mkdir -p $(@D)
	$(CC) $(FLAGS) -fPIC -shared -o $@ $(filter %.c,$^)

$(TOOLS)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(FLAGS) -c -o $@ $<

-include $(shell find $(OUT) $(TOOLS) -name '*.d' 2>/dev/null)

# One file replaced by $(FAULTY)/NAME.c: a fuzz target, or the tools, linked with everything else as it is.
FAULTY = build/fuzz/faults/none
FAULTY_FILE = src/core/none.c
FAULTY_TARGET = graph
but_faulty = $(filter-out %/$(FAULTY_FILE:.c=.o),$(1))
FAULTY_OBJECTS = $(call but_faulty,$(call objects_of,$(FAULTY_TARGET)))
fault-target: $(FAULTY_OBJECTS)
	@mkdir -p $(FAULTY)/$(BUILD_AS)
	$(if $(filter cpython,$(FAULTY_TARGET)),$(call LARGE_FLAGS,$(COVERED)),$(COVERED) -include fuzz/sections.h) \
	  -iquote $(dir $(FAULTY_FILE)) -c -o $(FAULTY)/$(BUILD_AS)/covered.o $(FAULTY)/$(notdir $(FAULTY_FILE))
	$(LINK) -o $(FAULTY)/$(BUILD_AS)/$(FAULTY_TARGET)_fuzzer $(FAULTY)/$(BUILD_AS)/covered.o $(FAULTY_OBJECTS)

fault-tools: $(call but_faulty,$(call tool_object,$(TOOL_FILES) $(COMMAND_FILES) $(SHRINK_FILES)))
	$(CC) $(FLAGS) -iquote $(dir $(FAULTY_FILE)) -c -o $(FAULTY)/small.o $(FAULTY)/$(notdir $(FAULTY_FILE))
	$(CC) -o $(FAULTY)/heapproof-small $(FAULTY)/small.o $(call but_faulty,$(call tool_object,$(TOOL_FILES) $(COMMAND_FILES)))
	$(CC) -o $(FAULTY)/shrink $(FAULTY)/small.o $(call but_faulty,$(call tool_object,$(TOOL_FILES) $(SHRINK_FILES)))

# The command, of the library's capacities, for the target cpython.
COMMAND_OBJECTS = $(shell find build/objects build/tiny -name '*.o' 2>/dev/null)
command:
	$(MAKE) -s -f Makefile build/heapproof
fault-command: command
	$(CC) $(call LARGE_FLAGS,$(FLAGS)) -iquote $(dir $(FAULTY_FILE)) -c -o $(FAULTY)/large.o $(FAULTY)/$(notdir $(FAULTY_FILE))
	$(CC) -o $(FAULTY)/heapproof $(FAULTY)/large.o $(filter-out build/objects/$(FAULTY_FILE:.c=.o),$(COMMAND_OBJECTS))
.PHONY: fault-target fault-tools command fault-command
