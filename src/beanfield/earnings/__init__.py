"""Pay: rates, entries and their ledger, statements, appeals."""
