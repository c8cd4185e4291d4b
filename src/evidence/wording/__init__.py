"""What words mean: dates, people, verbs, kinds of documents, done-words; shared by the rooms above."""
