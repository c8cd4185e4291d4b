"""Audits of case files, a file a step: programme, round, population, sample, allocation, answers, second opinion."""
