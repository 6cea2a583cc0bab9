"""How many of the users asked for are of an age, and who is likeliest to be."""
