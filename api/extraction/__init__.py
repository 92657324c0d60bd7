"""Text in, records out. Nothing in here knows Flask or the database."""
