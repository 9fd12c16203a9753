"""The record: one door for every state, and the history of what went through it."""
