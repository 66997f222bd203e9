"""Every word on pages and paper, in each language."""
