"""PURE: instructions × units × topic → assignments, each with the rule that made it; working days."""
