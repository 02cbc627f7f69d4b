"""The shapes of the API's answers: its description is made from them, tests hold answers to it."""
