"""What people look at: pages and workbooks, each made of values that were found elsewhere."""
