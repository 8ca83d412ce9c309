"""How good someone is and stays: skill, learning, drift, reviewers, and what looks like spam or collusion."""
