"""Pictures of the places on a page that a comparison speaks of."""
