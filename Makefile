# inquest: what a developer runs. `make` alone lists the targets.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# What the build links against, and what the tests and benchmarks call.
PACKAGES := libsqlite3-dev zlib1g-dev libzstd-dev libarchive-dev libssl-dev libyaml-dev sqlite3 python3 make pkg-config

SWIFT ?= swift
PYTHON ?= python3
INQUEST := .build/release/inquest
SOURCES := Package.swift Schema Sources Tests

DEMO_DB := .build/demo.db
DEMO_QUERY := SELECT pod, exit_code AS code, reason, finished_at, restart_count AS restarts FROM terminations \
	ORDER BY finished_at DESC, namespace, pod, container LIMIT 5

EVENTS ?= 1000000
DESCRIBE ?= 20000
ROUNDS ?= 3
GIGABYTES ?= 5

# A checkout of the export oracle and a kubectl, or several as LABEL=PATH; both are optional. Without SEEDS: ten new ones.
ORACLE ?= ../shared/oracle
KUBECTL ?= kubectl
SEEDS ?=
SIZE ?= 60
ZONES ?= Europe/Paris Asia/Kolkata

define say
@printf '\n== %s\n' $(1)
endef

.PHONY: help install build demo test lint format bench bench-archive oracle clean

help: ## List the targets
	@printf 'inquest explains container deaths from describe texts, events and logs.\n\n'
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | while IFS='|' read -r target text; do printf '%-22s %s\n' "$$target" "$$text"; done
	@printf '\nVariables: EVENTS=%s DESCRIBE=%s ROUNDS=%s (bench), GIGABYTES=%s (bench-archive), SEEDS="%s" SIZE=%s KUBECTL="%s" (oracle)\n' \
		'$(EVENTS)' '$(DESCRIBE)' '$(ROUNDS)' '$(GIGABYTES)' '$(SEEDS)' '$(SIZE)' '$(KUBECTL)'

# Asks dpkg first, so that a machine that has everything needs neither root nor a network.
install: ## Install the missing system packages (Debian and Ubuntu)
	@command -v $(SWIFT) >/dev/null || { \
		echo "swift is not on PATH. Install Swift 6.2 or later (https://www.swift.org/install/linux/), then run make again." >&2; exit 2; }
	@if ! command -v dpkg >/dev/null || ! command -v apt-get >/dev/null; then \
		echo "This target needs apt. On another system, install the counterparts of: $(PACKAGES)" >&2; exit 2; fi; \
	missing=(); \
	for package in $(PACKAGES); do \
		status=$$(dpkg -s "$$package" 2>/dev/null | sed -n 's/^Status: //p' || true); \
		[[ $$status == "install ok installed" ]] || missing+=("$$package"); \
	done; \
	if (( $${#missing[@]} == 0 )); then exit 0; fi; \
	as_root=(); \
	if (( $$(id -u) != 0 )); then \
		command -v sudo >/dev/null || { \
			echo "Missing: $${missing[*]}. Run as root: apt-get install -y $${missing[*]}" >&2; exit 2; }; \
		as_root=(sudo); \
	fi; \
	echo "installing $${missing[*]}"; \
	"$${as_root[@]}" apt-get update -qq; \
	"$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$${missing[@]}" >/dev/null

build: install ## Build the program with optimization
	$(call say,'release build')
	@$(SWIFT) build -c release --product inquest --quiet
	@echo $(INQUEST)

demo: build ## Ingest the sample incidents and print four answers
	@rm -f $(DEMO_DB) $(DEMO_DB)-wal $(DEMO_DB)-shm
	$(call say,'inquest ingest SampleData')
	@$(INQUEST) ingest --db $(DEMO_DB) SampleData/*/
	$(call say,'inquest report exit-codes')
	@$(INQUEST) report exit-codes --db $(DEMO_DB) -o table
	$(call say,'inquest report oom')
	@$(INQUEST) report oom --db $(DEMO_DB) -o table
	$(call say,'inquest report offenders')
	@$(INQUEST) report offenders --db $(DEMO_DB) -o table
	$(call say,'inquest sql: the five latest terminations')
	@$(INQUEST) sql --db $(DEMO_DB) -o table "$(DEMO_QUERY)"
	@printf '\nThe corpus is %s. Ask it more:\n  %s sql --db %s "SELECT …"\n' $(DEMO_DB) $(INQUEST) $(DEMO_DB)

test: install ## Run all tests
	$(call say,'swift test')
	@$(SWIFT) test --quiet
	$(call say,'benchmark generators and baselines agree')
	@$(PYTHON) -B Bench/run.py --only baseline --events 2000 --describe 100 --rounds 1 \
		--data .build/bench-smoke --no-write --quiet

lint: ## Check formatting and style
	@$(SWIFT) format lint --strict --recursive $(SOURCES)

format: ## Format the sources in place
	@$(SWIFT) format --in-place --recursive $(SOURCES)

bench: build ## Time inquest against plain scripts and write BENCHMARKS.md
	$(call say,'benchmark')
	@$(PYTHON) -B Bench/run.py --events $(EVENTS) --describe $(DESCRIBE) --rounds $(ROUNDS)

bench-archive: build ## Measure the memory that a 5 GB archive takes
	$(call say,'a large archive')
	@$(PYTHON) -B Bench/archive.py --gigabytes $(GIGABYTES)

# One export per seed, the zones in turn, and the tests of Tests/InquestTests/Oracle over it.
oracle: install ## Export random cluster histories with real kubectls and compare the corpus with the truth
	@if [[ ! -f $(ORACLE)/export.py ]]; then \
		echo "skipped: $(ORACLE)/export.py is not there (set ORACLE=FOLDER)"; exit 0; fi; \
	clients=(); \
	for client in $(KUBECTL); do \
		command -v "$${client#*=}" >/dev/null || { \
			echo "skipped: $${client#*=} is not there (set KUBECTL=PATH, or KUBECTL='1.27=PATH 1.33=PATH')"; exit 0; }; \
		clients+=(--kubectl "$$client"); \
	done; \
	seeds=($(SEEDS)); zones=($(ZONES)); \
	(( $${#seeds[@]} )) || seeds=($$(shuf -i 1000-999999 -n 10)); \
	$(SWIFT) build --build-tests --quiet; \
	mkdir -p .build/oracle; failed=0; turn=0; \
	for seed in "$${seeds[@]}"; do \
		folder=$$PWD/.build/oracle/seed-$$seed; zone=$${zones[turn++ % $${#zones[@]}]}; \
		rm -rf "$$folder" "$$folder".*; \
		$(PYTHON) -B $(ORACLE)/export.py --seed "$$seed" --size $(SIZE) --nasty 1 --tz "$$zone" --out "$$folder" \
			"$${clients[@]}" >"$$folder.export" || echo "  some files of the export failed: see $$folder.export"; \
		state=passed; \
		INQUEST_ORACLE=$$folder INQUEST_ORACLE_REPORT=$$folder.tsv $(SWIFT) test --skip-build --filter 'Oracle(Together)?Tests' \
			>"$$folder.log" 2>&1 || { state="FAILED: see $$folder.log"; failed=1; }; \
		awk -F'\t' -v head="seed $$seed, $$zone" -v state="$$state" \
			'{ n++; facts += $$3; missing += $$4; extra += $$5 } \
			END { printf "%s: %d comparisons, %d facts, %d missing, %d extra: %s\n", head, n, facts, missing, extra, state }' \
			<(cat "$$folder.tsv" 2>/dev/null); \
	done; \
	exit $$failed

clean: ## Remove build products, the demo corpus and benchmark data
	@rm -rf .build bench-data
