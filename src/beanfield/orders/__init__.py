"""Orders: filed by customers, quoted, produced, accepted by sample, settled."""
