"""Twin and phrasebook → the whole letter: everything that pages, texts and checks read."""
