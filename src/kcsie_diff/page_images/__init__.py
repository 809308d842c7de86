"""Images of the pages on which passages changed."""
