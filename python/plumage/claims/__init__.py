"""Claims or opinions: what videos say, from their author, text and counts to a review queue."""
