"""The warehouse as a file: reading, writing, publishing."""
