"""The site and the API, for people and for programs."""
