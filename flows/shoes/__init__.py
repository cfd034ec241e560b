"""`backstride shoe`: pairs of shoes are put on, retired and told of."""
