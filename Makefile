# Verbs only; `make help` lists them. What each does in detail is in the script it calls.
PREFIX = /usr/local
BUILD = build
VERSION = 0.1.0
SOVERSION = 0
SECONDS = 60
ENGINE = libfuzzer
TARGET = graph
JOBS = $(shell nproc)
MODULE =
CACHE =
WRITE =

CFLAGS = -O2
NM = nm
WARNINGS = -Wall -Wextra -Wconversion -Werror
COMPILE = $(CC) -std=c11 $(CFLAGS) $(WARNINGS) -iquote spec -iquote src -iquote src/core -iquote fuzz -DHEAPPROOF_VERSION='"$(VERSION)"' -MMD -MP

# The library: the proved core, the proved oracle, the model, the driver that runs an operation to its end, the byte allocator.
DRIVER = $(patsubst %,src/program/%.c,driver making living mirror audit_names model_comparison arena_watch taking)
STORE = blocks.c small_blocks.c pools.c links.c usable.c arenas.c extents.c
ALLOCATOR = $(patsubst %,src/os/%.c,bytes reports domains system arena_memory arena_map raw_blocks)
LIBRARY = $(wildcard src/core/*.c src/oracle/*.c src/model/*.c) $(DRIVER) $(ALLOCATOR)
# Heap programs as bytes: what the fuzz targets run.
BYTES = $(addprefix fuzz/,codes.c decode.c cluster.c ending.c perform.c statements.c byte_programs.c encode.c encode_words.c random_bytes.c \
  event_statements.c event_programs.c resurrections.c)
COMMAND = $(filter-out $(DRIVER) $(ALLOCATOR),$(wildcard src/program/*.c src/os/*.c src/cli/*.c)) $(BYTES)
LIBRARY_OBJECTS = $(LIBRARY:%.c=$(BUILD)/objects/%.o)
SHARED_OBJECTS = $(LIBRARY:%.c=$(BUILD)/shared/%.o)
COMMAND_OBJECTS = $(COMMAND:%.c=$(BUILD)/objects/%.o)
# A second copy of the allocator for `enumerate --allocator`, in the geometry of the small build: whatever its files define
# has another name there.
TWICE = $(ALLOCATOR) $(addprefix src/core/,$(STORE)) src/program/malloc_stats.c fuzz/blocks_oracle.c
TINY_OBJECTS = $(patsubst %.c,$(BUILD)/tiny/%.o,$(TWICE) $(wildcard src/tiny/*.c))
HEADERS = $(wildcard src/core/*.h) src/program/driver.h $(addprefix src/os/,bytes.h domains.h system.h)
SONAME = libheapproof.so.$(SOVERSION)

all: $(BUILD)/heapproof $(BUILD)/libheapproof.a $(BUILD)/libheapproof.so ## build the command and the library (needs only a C compiler)

$(BUILD)/heapproof: $(COMMAND_OBJECTS) $(TINY_OBJECTS) $(BUILD)/libheapproof.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(BUILD)/libheapproof.a: $(LIBRARY_OBJECTS)
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/libheapproof.so: $(SHARED_OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) -o $@ $^

$(BUILD)/objects/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(BUILD)/shared/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE) -fPIC -c -o $@ $<

$(BUILD)/tiny/names.h: $(TWICE:%.c=$(BUILD)/objects/%.o)
	@mkdir -p $(@D)
	$(NM) -Pg $^ | awk '$$2 ~ /^[A-TV-Z]$$/ { print "#define", $$1, "tiny_" $$1 }' | grep -v ' __' >$@

$(BUILD)/tiny/%.o: %.c $(BUILD)/tiny/names.h
	@mkdir -p $(@D)
	$(COMPILE) -DHEAP_SMALL -include $(BUILD)/tiny/names.h -c -o $@ $<

# Unit tests: one program a file of tests/unit.
units: $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libheapproof.a
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $< $(BUILD)/libheapproof.a $(LDFLAGS) -lcmocka

# The byte allocator alone, with the store and nothing else.
ALLOCATOR_ALONE = $(ALLOCATOR) $(addprefix src/core/,$(STORE))
$(BUILD)/bench/alloc_bench: tests/bench/alloc_bench.c $(ALLOCATOR_ALONE)
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $(filter %.c,$^) $(LDFLAGS)

$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libheapproof.a
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $< $(BUILD)/libheapproof.a $(LDFLAGS)

# Conformance: sequences played on the allocator, compared with the streams of real interpreters.
REPLAY = $(wildcard tests/conformance/allocator/*.c)
$(BUILD)/conformance/replay: $(filter-out %/real.c,$(REPLAY)) $(addprefix src/program/,malloc_stats.c text.c) $(BUILD)/libheapproof.a
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $(filter %.c,$^) $(BUILD)/libheapproof.a $(LDFLAGS)

setup: ## install the Debian packages that are missing (root or sudo)
	@tests/setup

verify: setup ## the main job: build, prove everything from scratch, fuzz for 30 s, run the examples
	@tests/verify

check: setup ## all tests; ends with `N passed, N failed`
	@tests/run

prove: setup ## all proofs, nothing stored is used; MODULE=name for one; CACHE=1 keeps WP's cache
	@proofs/prove $(if $(MODULE),--module $(MODULE)) $(if $(CACHE),--cache)

smoke: setup ## no contract is vacuous: WP's smoke tests (each runs to its time limit)
	@proofs/prove --smoke $(if $(MODULE),--module $(MODULE))

prove-faults: setup ## each seeded fault of proofs/faults makes a proof fail
	@proofs/prove-faults

results: ## store the last full proof's figures in proofs/results.json and in the README
	@proofs/results.py

fuzz: setup all ## a campaign: SECONDS=60 ENGINE=libfuzzer or aflpp, TARGET=graph or another of fuzz/targets, JOBS=; exit 1 on a finding
	@fuzz/run --seconds $(SECONDS) --engine $(ENGINE) --target $(TARGET) --jobs $(JOBS)

museum: setup ## every fault of fuzz/museum is found from an empty corpus and shrinks: ENGINE= one of both, WRITE=1 writes its table
	@fuzz/museum/run --engine $(if $(filter file,$(origin ENGINE)),both,$(ENGINE)) $(if $(WRITE),--write)

fuzz-check: setup ## builds the fuzz targets as OSS-Fuzz does, and does its bad-build check
	@fuzz/check

coverage: setup ## lines, branches and conditions of src/core that seeds and tests reach; fails on one not reached without a reason
	@fuzz/coverage

conformance: setup all ## heapproof beside every CPython 3.6 to 3.13 found, programs and allocator, and beside recorded streams
	@tests/conformance/run

bench: setup all $(BUILD)/bench/gc_bench $(BUILD)/bench/alloc_bench ## benchmarks beside python3 and other allocators
	@tests/bench/run $(BUILD)
	@tests/bench/allocators $(BUILD)
	@fuzz/bench

install: all ## command, headers, library, pkg-config file, man page; PREFIX=/usr/local DESTDIR=
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' BUILD='$(BUILD)' VERSION='$(VERSION)' SONAME='$(SONAME)' \
	  HEADERS='$(HEADERS)' tests/install/install

FORMATTED = $(wildcard src/*/*.[ch] tests/unit/*.[ch] tests/install/*.c tests/conformance/*/*.[ch] fuzz/*.[ch])

format: ## reformat the C files (annotations are left alone)
	clang-format -i $(FORMATTED)

format-check: ## fail when a C file is not formatted
	@clang-format --dry-run -Werror $(FORMATTED)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1#/p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS='#' read -r verb text; do printf '  make %-14s%s\n' "$$verb" "$$text"; done

clean: ## remove build/
	rm -rf $(BUILD)

.PHONY: all units setup verify check prove smoke prove-faults results fuzz museum fuzz-check coverage conformance bench install format format-check help clean
.DELETE_ON_ERROR:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
