"""A step of a case as the engine has made it: what every room is handed that has something of it to record."""
