"""Steps 1 to 5: labels, chips, split, augmentation, dataset."""
