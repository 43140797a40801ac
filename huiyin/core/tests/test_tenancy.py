"""A row belongs to one township: asked by it, keyed by it, and never joined across two."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from huiyin.core import checks
from huiyin.core.errors import ForeignRow
from huiyin.core.links import require_same_township
from huiyin.core.tenancy import TenantForeignKey, TenantModel, uuid7
from huiyin.people.models import Deputy, Unit
from huiyin.people.tests import cast


def test_keys_rise_with_time():
    keys = [uuid7() for _n in range(10_000)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_rows_are_asked_by_township(township, other_township, water_station):
    assert list(Unit.objects.of(township)) == [water_station]
    assert list(Unit.objects.of(other_township)) == []


def test_the_scope_stays_with_the_query(township):
    rows = Unit.objects.of(township).filter(closed_at=None).order_by("name")
    assert rows.require_scope() == township.pk
    with pytest.raises(LookupError):
        Unit.objects.all().require_scope()


def test_a_row_is_saved_only_in_its_own_township(township, other_township, water_station):
    water_station.township = other_township
    water_station.name = "镇水务所"
    with pytest.raises(DatabaseError, match="did not affect any rows"), transaction.atomic():
        water_station.save(force_update=True)
    assert Unit.objects.get(pk=water_station.pk).name == "镇水利站"


def test_every_join_compares_the_township(township):
    sql = str(Deputy.objects.of(township).filter(employer__name="镇水利站").query)
    assert sql.count("township_id") >= 3  # the scope, and both sides of the join


def test_forward_access_compares_the_township(township, other_township, water_station):
    deputy = cast.deputy(township, "李兰芳", employer=water_station)
    deputy = Deputy.objects.get(pk=deputy.pk)
    deputy.township_id = other_township.pk
    with pytest.raises(Unit.DoesNotExist):
        deputy.employer  # noqa: B018


def point_across(township, other_township):
    """By raw SQL: a deputy of one township employed in a unit of the other."""
    deputy, unit = cast.deputy(township, "李兰芳"), cast.unit(other_township, "邻镇站")
    adapt = (lambda key: key.hex) if connection.vendor == "sqlite" else str
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_deputy SET employer_id = %s WHERE id = %s", [adapt(unit.pk), adapt(deputy.pk)]
        )
    return deputy


def test_postgresql_itself_refuses_a_reference_into_another_township(township, other_township):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has the simple key; there the act asks")
    with pytest.raises(IntegrityError):
        point_across(township, other_township)


def test_everywhere_the_act_refuses_it(township, other_township):
    foreign = cast.unit(other_township, "邻镇站")
    with pytest.raises(ForeignRow):
        cast.deputy(township, "李兰芳", employer=foreign)
    assert not Deputy.objects.of(township).exists()


def test_rows_of_one_township_and_missing_ones_may_be_linked(township, water_station):
    require_same_township(township.pk, water_station, None)


# The check of `manage.py check`


def breaches(model):
    return sorted({number for number, _text in checks._breaches(model)})


class Abstract(TenantModel):
    """Each breach below is planted in a model of its own, which never gets a table."""

    class Meta:
        abstract = True


def plant(name, **members):
    meta = type("Meta", (), {"app_label": "core", "managed": False, **members.pop("meta", {})})
    bases = members.pop("bases", (Abstract,))
    try:
        return type(name, bases, {"__module__": __name__, "Meta": meta, **members})
    finally:
        apps.all_models["core"].pop(name.lower(), None)
        apps.clear_cache()


def test_our_own_models_have_no_breach():
    assert [message for message in run_checks() if message.id.startswith("tenancy.")] == []


@pytest.mark.parametrize(
    ("number", "members"),
    [
        (3, {"code": models.CharField(max_length=4, unique=True)}),
        (3, {"unit": models.OneToOneField("people.Unit", models.PROTECT, related_name="+")}),
        (4, {"unit": models.ForeignKey("people.Unit", models.PROTECT, related_name="+")}),
        (5, {"kind": models.ForeignKey("contenttypes.ContentType", models.PROTECT, related_name="+")}),
        (6, {"id": models.BigAutoField(primary_key=True)}),
        (
            7,
            {
                "code": models.CharField(max_length=4),
                "meta": {"constraints": [models.UniqueConstraint(fields=["code"], name="planted_code")]},
            },
        ),
        (
            8,
            {
                "code": models.CharField(max_length=4),
                "meta": {
                    "constraints": [
                        models.UniqueConstraint(
                            fields=["township", "code"],
                            name="planted_late",
                            deferrable=models.Deferrable.DEFERRED,
                        )
                    ]
                },
            },
        ),
    ],
)
def test_a_planted_breach_is_reported(number, members):
    assert number in breaches(plant(f"Planted{number}{len(members)}", **members))


def test_a_row_without_township_cannot_refer_to_a_tenant_row():
    planted = plant(
        "PlantedReference",
        bases=(models.Model,),
        unit=models.ForeignKey("people.Unit", models.PROTECT, related_name="+"),
    )
    assert breaches(planted) == [2]


def test_a_clean_table_has_no_breach():
    planted = plant("PlantedClean", unit=TenantForeignKey("people.Unit", models.PROTECT, related_name="+"))
    assert breaches(planted) == []
