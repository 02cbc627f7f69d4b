"""The bundled sample articles, written for this project, citing real publications."""
