"""Letters that came by e-mail: who wrote, when, what, and what lay in it; knows no domain.

A saved letter is opened in the process that may die (``opening.py``); ``letter.py`` is the door.
"""
