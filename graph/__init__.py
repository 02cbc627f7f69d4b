"""What we know: articles, claims, concepts and sources, and the store that keeps them."""
