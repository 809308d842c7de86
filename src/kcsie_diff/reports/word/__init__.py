"""The Word briefing and the tracked copy."""
