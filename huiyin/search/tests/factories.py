"""Texts as towns write them, drawn by a fixed seed."""

import random
from collections.abc import Sequence
from datetime import date

from huiyin.search.actions import index_document
from huiyin.townships.models import Township, Village

DAY = date(2024, 3, 1)
PLACES = ["清溪", "石桥", "河口", "柳树湾", "大塘", "老街", "马家冲", "双江", "新铺", "桐子坪"]
THINGS = [
    "路灯",
    "水渠",
    "养老服务",
    "电梯",
    "卫生室",
    "垃圾池",
    "自来水",
    "公交站",
    "桥梁",
    "幼儿园",
    "PVC管",
    "LED灯",
    "5G基站",
    "3号楼",
]
FAULTS = [
    "损坏多年",
    "渗漏严重",
    "无人管护",
    "夜间不亮",
    "影响出行",
    "存在安全隐患",
    "建议尽快维修",
    "请予解决",
    "年久失修",
]
SIGNS = ["，", "。", "；", " ", "（", "）", "、", "", "“", "”", "😀", "　", "-", "'"]


def sentence(rng: random.Random) -> str:
    words = [rng.choice(PLACES), rng.choice(THINGS), rng.choice(FAULTS), str(rng.randrange(1, 400))]
    words += ["".join(chr(rng.randrange(0x4E00, 0x4E30)) for _ in range(rng.randrange(1, 6)))]
    rng.shuffle(words)
    return "".join(word + rng.choice(SIGNS) for word in words)


def text(rng: random.Random, sentences: int = 4) -> str:
    return "".join(sentence(rng) for _ in range(sentences))


def indexed(
    township: Township, texts: Sequence[str], *, names: Sequence[str] = (), on: date = DAY
) -> Village:
    """A record of the town with these texts in the index; a village stands in for a matter."""
    number = Village.objects.of(township).count()
    village = Village.objects.create(township=township, name=f"{number}")
    index_document(township, village, texts, on=on, names=names)
    return village
