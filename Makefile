# `make` alone lists what there is. CI runs `make test`, and nothing else.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

GO ?= go
NAME ?= gather
CLOCK ?= virtual
N ?= 20000
SEED ?= 1
CORE := ./timer/... ./executor/... ./loop/... ./coro/...

# tool runs one of the project's own programs, or says that it is not there.
tool = if [ -d $(1) ]; then $(GO) run ./$(1) $(2); else echo "skipped: there is no $(1) yet"; fi

.PHONY: help
help: ## Show this list.
	@echo "asyncio for Go. What you can make:"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "Begin with: make run"

.PHONY: run
run: ## Run an example and show its schedule, turn by turn. NAME=gather CLOCK=virtual
	@$(GO) run ./cmd/asyncio run $(NAME) --clock $(CLOCK) --schedule

.PHONY: test
test: format vet race one-cpu differential faults ## All that a change must pass; CI runs this.
	@echo "make test: all passed"

.PHONY: format
format:
	@unformatted=$$(gofmt -l .); \
	if [ -n "$$unformatted" ]; then echo "not formatted, run gofmt -w:" $$unformatted; exit 1; fi

.PHONY: vet
vet:
	@$(GO) build ./...
	@$(GO) vet ./...
	@$(GO) vet -tags soak ./...

.PHONY: race
race:
	@echo "== every package, with the race detector"
	@$(GO) test -race -timeout 330s -json ./... | $(GO) run ./internal/programs/testreport

# Much that two processors hide shows on one: who runs next is then up to the
# scheduler alone.
.PHONY: one-cpu
one-cpu:
	@echo "== the core, on one processor"
	@GOMAXPROCS=1 $(GO) test -timeout 120s -json $(CORE) ./examples/... | $(GO) run ./internal/programs/testreport

.PHONY: differential
differential:
	@echo "== random programs, beside CPython 3.13"
	@if $(GO) run ./internal/conformance/conform -find; then \
		$(GO) run ./internal/conformance/conform -n 20000 -seed 1; \
	elif [ -n "$${ASYNCIO_REQUIRE_PYTHON:-}" ]; then exit 1; \
	else echo "skipped: no CPython 3.13; the stored hashes of CPython's traces were compared instead"; fi

.PHONY: faults
faults: ## Check that every row of the list of faults has a test.
	@echo "== faults"
	@$(call tool,internal/faultcheck,)

.PHONY: soak
soak: ## The tests that take long: large numbers, the real clock. One package at a time: some are held to milliseconds.
	$(GO) test -tags soak -p 1 -timeout 60m ./...

.PHONY: bench
bench: ## Measure against CPython and uvloop. ARGS="-quick -only gather -write"
	@$(GO) run ./internal/bench/compare $(ARGS)

.PHONY: micro
micro: ## The benchmarks of Go alone, for benchstat.
	$(GO) test -run '^$$' -bench . -benchmem $(CORE) ./internal/bench

.PHONY: conform
conform: ## Compare random programs with CPython 3.13, event for event. N=20000 SEED=1
	$(GO) run ./internal/conformance/conform -n $(N) -seed $(SEED)

.PHONY: oracle
oracle: ## Ask CPython 3.13 again for all that it said.
	$(GO) run ./internal/conformance/regenerate
	$(GO) run ./internal/conformance/schedule/remake

.PHONY: mutants
mutants: ## Break the core in many small ways; the tests must notice each.
	@$(call tool,internal/mutants,)

.PHONY: cover
cover: ## Which lines of the core the tests reach.
	@$(GO) test -coverpkg=$$(echo $(CORE) | tr ' ' ',') -coverprofile=coverage.out $(CORE) ./examples/... > /dev/null
	@$(GO) tool cover -func=coverage.out | awk '/^total/ { print; next } $$3 + 0 < 60 { print }'
