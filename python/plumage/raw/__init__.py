"""Reading raw files: facts about each file, independent counts, and a splitter for damaged ones."""
