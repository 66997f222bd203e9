"""Tables as people keep them, read into rows and cells of text."""
