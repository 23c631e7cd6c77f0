"""The case library: one TOML file per case, with `as_of` and a hand-written `expect`."""
