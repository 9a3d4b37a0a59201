"""Across articles: facts, store, queries, exports and the page."""
