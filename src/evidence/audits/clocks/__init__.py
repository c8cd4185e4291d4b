"""Timescales of law and guidance as dated data, and counting them out."""
