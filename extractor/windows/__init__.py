"""Windows: what a printed time is for, the ends of paying, and holidays."""
