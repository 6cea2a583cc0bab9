"""The page of the subject claims: four summaries, and the pictures that they share."""
