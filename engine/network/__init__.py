"""Steps 6 and 7: the U-Net, its training, and the choice of the model."""
