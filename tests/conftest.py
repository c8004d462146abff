"""What all tests share."""

from hypothesis import settings

# a slow or shared machine must not turn a true property into a failure
settings.register_profile("mingxi", deadline=None)
settings.load_profile("mingxi")
