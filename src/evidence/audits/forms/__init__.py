"""Questionnaires: read from XLSForm workbooks, kept as FHIR-shaped JSON, written back, compared."""
