"""The web console for admins: what is being worked on, what waits for a person, and whether the service is well."""
