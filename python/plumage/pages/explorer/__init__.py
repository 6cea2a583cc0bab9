"""The explorer: one offline page to look into age bands, unusual tweets and predictions."""
