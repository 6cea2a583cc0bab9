"""Which columns a column is made from, read off the compiled SQL (``make docs``)."""
