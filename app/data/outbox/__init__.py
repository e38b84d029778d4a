"""What is due: effects to be done outside after the commit, messages between cases, and who is told of due work."""
