"""The web report and the pages beside it."""
