"""What the sandbox imitates, one file for each profile: calls, answers and oddities as clients meet them."""
