"""A demonstration programme: two centres, their people, real pictures and texts, and weeks of history."""
