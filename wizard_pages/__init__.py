"""What the user walks through: one file a page, named in walking order."""
