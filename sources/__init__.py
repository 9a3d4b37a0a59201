"""From the bytes of one article to what it says: pure, article by article."""
