"""From a document to records: text, passages, mentions, claims and citations."""
