"""What every word of the other two rooms means: terms, shapes, lexicon and reference data."""
