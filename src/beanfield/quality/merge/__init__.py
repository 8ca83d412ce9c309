"""One answer out of several for kinds of answers other than classes: numbers, orders, texts, spans, areas."""
