"""How a Word file with tags becomes a letter: tags, their language, the checks on them, parts, packing."""
