"""From the blocks of all pages to the tree of an edition."""
