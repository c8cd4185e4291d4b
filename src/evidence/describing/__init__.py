"""Text to kind, date, title and state of a document: proposals, each with its reason, that a person can overrule.

`describe` and `likeness` are imported from their own modules: comparing sketches needs none of the words.
"""
