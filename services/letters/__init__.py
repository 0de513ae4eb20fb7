"""Assignments and templates to Word files: `template` compiles and renders, `content` says what, `draft` does all."""
