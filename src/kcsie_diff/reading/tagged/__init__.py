"""Tagged PDF: the structure tree and the text of a page to blocks."""
