from django.db import models

from huiyin.core.tenancy import TenantModel


class Counter(TenantModel):
    """The last number given in one series of one township."""

    series = models.CharField(max_length=80)
    value = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "series"], name="counter_series")]

    def __str__(self) -> str:
        return f"{self.series}: {self.value}"
