"""Steps 8 and 9: prediction by sliding windows, the mask, and how good it is."""
