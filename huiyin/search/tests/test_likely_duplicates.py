import random
from datetime import date

import pytest

from huiyin.search.duplicates import likely_duplicates
from huiyin.search.minhash import nearest, signature
from huiyin.search.tests.factories import indexed

pytestmark = pytest.mark.django_db

LAMPS = (
    "关于清溪村村道安装路灯的建议。清溪村从村委会到柳树湾的村道长约两公里，沿线住着一百二十多户，至今没有一盏路灯。"
    "冬季天黑得早，学生放学和老人出行很不安全，去年十一月已有一位老人在弯道处摔伤。"
    "建议镇政府会同供电所勘查线路，在弯道和路口先装三十盏太阳能路灯，明年春节前完成，并明确由村里负责日后维护。"
)
CANAL = (
    "关于维修大塘村灌溉水渠的建议。大塘村主渠建于七十年代，渠底多处渗漏，下游四百亩水田每年插秧时要靠抽水。"
    "去年因抽水误了农时，双季稻减产近两成。请水利站安排资金，对渗漏最重的八百米渠道做防渗处理，赶在春耕以前通水。"
)
BUS = (
    "关于增开石桥至县城早班公交的建议。现在第一班车七点四十分才发，赶不上县医院挂号，也赶不上中学早读。"
    "希望交通部门与客运公司商量，增加一班六点半的车，票价不变，试行三个月后再定。"
)


@pytest.fixture
def archive(township):
    """Eighty unlike texts around the one that matters."""
    rng = random.Random(3)
    for _ in range(80):
        body = "".join(chr(rng.randrange(0x4E00, 0x5200)) for _ in range(rng.randrange(60, 200)))
        indexed(township, ["关于解决这个问题的建议。" + body])
    indexed(township, [CANAL])
    indexed(township, [BUS])
    return indexed(township, [LAMPS[:18], LAMPS[18:]], names=["王建国", "镇供电所"])


def likeness(township, text):
    return likely_duplicates(township, "townships.Village", text)


def test_the_same_text_is_found(township, archive):
    [same] = likeness(township, LAMPS)

    assert same.subject_id == archive.pk
    assert same.jaccard > 0.95
    assert same.containment > 0.95


def test_light_edits_are_found(township, archive):
    edited = (
        LAMPS.replace("一百二十多户", "一百三十户")
        .replace("三十盏", "四十盏")
        .replace("去年十一月", "上个月")
    )

    [like] = likeness(township, edited)

    assert like.subject_id == archive.pk
    assert 0.7 < like.jaccard < 1


def test_reordered_sentences_are_found(township, archive):
    [like] = likeness(township, "。".join(reversed(LAMPS.split("。"))))

    assert like.subject_id == archive.pk
    assert like.jaccard > 0.9


def test_a_text_copied_by_half_is_found(township, archive):
    half = (
        LAMPS[: len(LAMPS) * 6 // 10]
        + "另外，村小学门口的减速带也已磨平，请公路养护站一并补装，并在上学时段派人看护。"
    )

    [like] = likeness(township, half)

    assert like.subject_id == archive.pk
    assert like.jaccard < 0.8
    assert like.containment > 0.5


def test_what_has_been_typed_so_far_finds_the_whole(township, archive):
    [like] = likeness(township, "清溪村从村委会到柳树湾的村道没有路灯")

    assert like.subject_id == archive.pk
    assert like.jaccard < 0.35
    assert like.containment > 0.5


@pytest.mark.parametrize(
    "unlike",
    [
        "",
        "路灯",
        "关于加强农村养老服务的建议。村里独居老人多，希望在老街办一个助餐点，每天供应午餐，由志愿者送到不便出门的老人家里。",
        "关于清理河口垃圾的建议。河口一带垃圾成堆，汛期容易冲进河道，请环卫所增加清运次数，并在路边设垃圾池。",
    ],
)
def test_unlike_texts_are_not_called_duplicates(township, archive, unlike):
    assert likeness(township, unlike) == []


def test_the_record_itself_is_left_out_when_it_is_being_changed(township, archive):
    assert likely_duplicates(township, "townships.Village", LAMPS, excluding=[archive.pk]) == []


def test_another_township_s_texts_are_not_compared(other_township, archive):
    assert likeness(other_township, LAMPS) == []


def test_the_likest_come_first_and_only_as_many_as_asked_for(township, archive):
    indexed(township, [LAMPS[:80] + CANAL])
    third = indexed(township, [LAMPS.replace("三十盏", "二十盏")])

    found = likely_duplicates(township, "townships.Village", LAMPS, limit=2)

    assert [like.subject_id for like in found] == [archive.pk, third.pk]


def test_a_signature_is_512_bytes_and_always_the_same():
    assert len(signature({"路灯"})) == 512
    assert signature({"路灯", "水渠"}) == signature({"水渠", "路灯"})
    assert signature({"路灯"})[:8].hex() == "c50bd039edf863eb"


def test_nothing_is_near_to_nothing():
    assert nearest(signature({"路灯"}), [], 5) == []
    assert nearest(signature({"路灯"}), [signature({"水渠"})], 5) == []


def test_only_the_newest_are_compared(township, archive, monkeypatch):
    monkeypatch.setattr("huiyin.search.duplicates.NEWEST", 10)
    for _ in range(10):
        indexed(township, [BUS], on=date(2024, 4, 1))

    assert likeness(township, LAMPS) == []
    assert len(likeness(township, BUS)) == 5
