"""The causal graph as declared: steps, mechanisms, what each is made from."""
