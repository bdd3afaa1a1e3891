"""Channels: what headings ask about paying, what clauses name, and what they say of each name."""
