"""Quality in daily work: gold, evidence, skill, feedback, consensus, rules and reports."""
