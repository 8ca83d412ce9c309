"""One file for each field type: its definition, validation of answers, similarity and merging."""
