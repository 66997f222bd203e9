"""The compiled part: times, insertion, ruin and recreate on arrays that a search keeps."""
