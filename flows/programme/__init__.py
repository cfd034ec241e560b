"""`backstride programme`: strength programmes are begun, ended and told of."""
