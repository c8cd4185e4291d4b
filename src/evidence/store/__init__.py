"""The folder of an evidence file: the only code that touches disk or database."""
