# Everything a contributor runs. `make help` lists it; each target does its own set-up and says what it does.

CARGO ?= cargo
.DEFAULT_GOAL := help
.PHONY: help run check format lint licences test unit interop client typescript browser nextjs bench soak

help: ## Lists the targets.
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

run: ## Builds and runs Heliograph with its own sandbox.
	$(CARGO) run --release

check: format lint licences ## Format, lints, docs, licences and advisories.

# Clippy and rustdoc run within the one build that the tests need as well (docs/decisions/0003).
lint unit interop client typescript browser nextjs: export RUSTC_WORKSPACE_WRAPPER := $(CURDIR)/scripts/rustc-with-checks
# In the environment of Cargo as well: it is among what Clippy notes as a reason to compile a crate again.
lint unit interop client typescript browser nextjs: export CLIPPY_ARGS := -Dwarnings__CLIPPY_HACKERY__

format:
	$(CARGO) fmt --all --check

lint:
	@scripts/same-features
	$(CARGO) build --workspace --all-targets --locked

licences:
	@scripts/licences

test: unit interop browser typescript nextjs ## All tests: Rust, other people's clients, a browser, the TypeScript client, the example.

# By a part of their names: the tests in which the database has more to do than to remember one sign-in.
ON_POSTGRES := store:: accounts:: drive:: events:: sign_in sign_out login password qr lease cookies isolation revoked client_held import keys rights
unit: ## Unit and integration tests, and those of what is stored once more on a PostgreSQL server of their own.
	$(CARGO) test --workspace --locked
	scripts/postgres $(CARGO) test --workspace --locked --lib --test it -- $(ON_POSTGRES)

interop: ## Telethon with the sandbox, documents and programs with the server, and age with our reading and writing of its format.
	@tests/interop/run
	@tests/interop/age

typescript: ## The TypeScript client: whether its types are fresh, and its tests.
	@clients/typescript/run test

# Everything at once: features are then resolved as in all other builds, so nothing is built twice.
client: ## Makes the TypeScript client's types anew, out of the server's OpenAPI document.
	$(CARGO) build --workspace --all-targets --locked
	target/debug/heliograph openapi > clients/typescript/openapi.json
	@clients/typescript/run generate

browser: ## Playwright in Chromium.
	@tests/browser/run

nextjs: ## The example in Next.js, built and driven in Chromium in both of its set-ups.
	@tests/browser/run-nextjs

bench: ## The table of docs/benchmarks.md, beside other programs of its kind: make bench, or make bench ROWS="seek upload".
	@benches/run $(ROWS)

SOAK_SECONDS ?= 600
soak: ## Ten minutes of readers who come and go while everything goes wrong.
	SOAK_SECONDS=$(SOAK_SECONDS) $(CARGO) test --workspace --all-targets --locked -- soak:: --nocapture
