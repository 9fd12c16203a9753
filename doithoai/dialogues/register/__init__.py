"""Reading a clerk's register of past dialogues, as messy as it comes, without a database.

``sheet`` opens the file and defends the program, ``columns`` finds the header, ``cells`` reads
single values, ``lines`` puts them together and says, row by row, what could not be read.
"""
