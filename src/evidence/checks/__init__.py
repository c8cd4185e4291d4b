"""Completeness: whether what a plan claims is shown by what is on file, one subject at a time."""
