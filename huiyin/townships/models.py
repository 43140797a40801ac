from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.core.tenancy import TenantForeignKey, TenantModel, uuid7


class Region(models.Model):
    """What stands above the townships: province, city, county, by the state's code of regions."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("Province")
        CITY = 2, _("City")
        COUNTY = 3, _("County")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField(choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=80, db_index=True)  # /43/4306/430681/

    def __str__(self) -> str:
        return self.name


class Township(models.Model):
    """The tenant: one township, its presidium and its congress. The key is its own; the code may change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    region = models.ForeignKey(Region, models.PROTECT, related_name="townships")
    population = models.PositiveIntegerField(default=0)
    organ_name = models.CharField(max_length=80)  # 清溪镇人民代表大会主席团
    office_phone = models.CharField(max_length=40, blank=True)
    paper_code = models.CharField(max_length=20)  # 清人发
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class Village(TenantModel):
    """A village or a community of the township."""

    name = models.CharField(max_length=40)
    code = models.CharField(max_length=12, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "name"], name="village_name")]

    def __str__(self) -> str:
        return self.name


class Constituency(TenantModel):
    """Where deputies are elected: one or more villages, with its seats."""

    name = models.CharField(max_length=40)
    seats = models.PositiveSmallIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "name"], name="constituency_name")]

    def __str__(self) -> str:
        return self.name


class ConstituencyVillage(TenantModel):
    constituency = TenantForeignKey(Constituency, models.CASCADE, related_name="parts")
    village = TenantForeignKey(Village, models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "constituency", "village"], name="constituency_village_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.village_id)


class Term(TenantModel):
    """A congress by its number (届)."""

    number = models.PositiveSmallIntegerField()
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "number"], name="term_number")]

    def __str__(self) -> str:
        return str(self.number)


class Session(TenantModel):
    """A session of a congress by its number (次)."""

    term = TenantForeignKey(Term, models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "term", "number"], name="session_number"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="session_days"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
