"""Pages for readers: story, explorer, lineage, and what they are drawn with."""
