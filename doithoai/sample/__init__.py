"""The illustration: communes, dialogues and promises that show every state of the work.

All of it is marked as a sample. The steps of the past are taken through the same actions as real
ones, each at its moment and by the role whose work it is.
"""
