"""One module per kind of rule, named like the kind; each has `find(reading, scope)`."""
