"""From a PDF file to an Edition."""
