"""Optional and off by default: what a language model on the office's own network adds to the rules, tightly bound."""
