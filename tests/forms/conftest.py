"""Property tests of forms: never judged by the clock of the machine they run on."""

from hypothesis import HealthCheck, settings

settings.register_profile("forms", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("forms")
