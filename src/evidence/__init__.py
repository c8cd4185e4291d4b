"""Evidence files and audit records: prove that what an action plan calls done was done."""
