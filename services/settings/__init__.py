"""The configuration: files become one frozen value, or a list of all problems with file and line."""
