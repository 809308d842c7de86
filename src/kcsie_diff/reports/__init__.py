"""From a Comparison to reports: `view` decides what is said, the writers say it."""
