"""Item bank, blueprints, attempts and their grading, certificates."""
