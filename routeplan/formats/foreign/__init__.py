"""Others' problems as files: VROOM's and home care's JSON, VRPLIB's text, orienteering's text.

Each kind has its reader, its answer and its judge. The judge compares the answer with the file as
it was read: it sees neither the problem that was solved nor the engine's solution, so that an error
of the reader's or of the answer's is not repeated by it.
"""
