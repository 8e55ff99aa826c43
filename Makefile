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
WARNINGS = -Wall -Wextra -Wconversion -Werror
COMPILE = $(CC) -std=c11 $(CFLAGS) $(WARNINGS) -iquote spec -iquote src -iquote src/core -iquote fuzz -DHEAPPROOF_VERSION='"$(VERSION)"' -MMD -MP

# The library: the proved core, the proved oracle, the model, and the driver that runs an operation to its end.
DRIVER = $(patsubst %,src/program/%.c,driver making living mirror audit_names model_comparison)
LIBRARY = $(wildcard src/core/*.c src/oracle/*.c src/model/*.c) $(DRIVER)
# Heap programs as bytes: what the fuzz targets run.
BYTES = $(addprefix fuzz/,codes.c decode.c cluster.c ending.c perform.c statements.c byte_programs.c encode.c encode_words.c random_bytes.c \
  event_statements.c event_programs.c)
COMMAND = $(filter-out $(DRIVER),$(wildcard src/program/*.c src/os/*.c src/cli/*.c)) $(BYTES)
LIBRARY_OBJECTS = $(LIBRARY:%.c=$(BUILD)/objects/%.o)
SHARED_OBJECTS = $(LIBRARY:%.c=$(BUILD)/shared/%.o)
COMMAND_OBJECTS = $(COMMAND:%.c=$(BUILD)/objects/%.o)
HEADERS = $(wildcard src/core/*.h) src/program/driver.h
SONAME = libheapproof.so.$(SOVERSION)

all: $(BUILD)/heapproof $(BUILD)/libheapproof.a $(BUILD)/libheapproof.so ## build the command and the library (needs only a C compiler)

$(BUILD)/heapproof: $(COMMAND_OBJECTS) $(BUILD)/libheapproof.a
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

# Unit tests: one program a file of tests/unit.
units: $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libheapproof.a
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $< $(BUILD)/libheapproof.a $(LDFLAGS) -lcmocka

$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libheapproof.a
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $< $(BUILD)/libheapproof.a $(LDFLAGS)

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

coverage: setup ## lines, branches and conditions of src/core that seeds and tests reach; lists what they do not
	@fuzz/coverage

conformance: setup all ## heapproof beside every CPython 3.6 to 3.13 found, 10,000 programs, and beside recorded streams
	@tests/conformance/run

bench: setup all $(BUILD)/bench/gc_bench ## benchmarks beside python3, printed as ratios
	@tests/bench/run $(BUILD)
	@fuzz/bench

install: all ## command, headers, library, pkg-config file, man page; PREFIX=/usr/local DESTDIR=
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' BUILD='$(BUILD)' VERSION='$(VERSION)' SONAME='$(SONAME)' \
	  HEADERS='$(HEADERS)' tests/install/install

format: ## reformat the C files (annotations are left alone)
	clang-format -i $(wildcard src/*/*.[ch] tests/unit/*.[ch] tests/install/*.c fuzz/*.[ch])

format-check: ## fail when a C file is not formatted
	@clang-format --dry-run -Werror $(wildcard src/*/*.[ch] tests/unit/*.[ch] tests/install/*.c fuzz/*.[ch])

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1#/p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS='#' read -r verb text; do printf '  make %-14s%s\n' "$$verb" "$$text"; done

clean: ## remove build/
	rm -rf $(BUILD)

.PHONY: all units setup verify check prove smoke prove-faults results fuzz museum fuzz-check coverage conformance bench install format format-check help clean
.DELETE_ON_ERROR:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
