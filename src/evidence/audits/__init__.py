"""Audit questionnaires and rounds: forms, clocks, samples, answers, agreement, comparison; values in, values out."""
