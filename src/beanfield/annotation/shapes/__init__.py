"""One file for each shape: its data, validation, bounds, similarity and merging."""
