"""Published services: their content, versions, catalogue, and the services that they call."""
