"""What is asked of a service that is to be published: whom it serves, where it begins and ends, what its desk has."""
