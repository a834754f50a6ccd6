"""PURE. Tables of refusal words, by subject; `core.words` puts them together."""
