"""A desk full of believable data, for a newcomer's first look."""
