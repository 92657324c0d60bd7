"""What is no list and no item."""
