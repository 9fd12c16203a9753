"""Reading Vietnamese as people type it: pure functions of a text and of shipped word lists."""
