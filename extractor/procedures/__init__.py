"""What procedures are made of: tasks, clauses, places, papers, deadlines, topics, steps."""
