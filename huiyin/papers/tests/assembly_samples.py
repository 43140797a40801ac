"""Invented contexts of the assembly's papers: an everyday one of each kind."""

ORGAN = "清溪镇人民代表大会主席团"
CONGRESS = "清溪镇第十三届人民代表大会"
SESSION = f"{CONGRESS}第三次会议"
NAMES = ("李明哲", "王喆", "欧阳晓翀", "周瑀", "陈堃", "刘珺", "张昇", "何秀英", "唐小军", "段志强", "谭兰芳")
DEPUTIES = [f"{name}{'甲乙丙丁戊己庚'[n]}" if n else name for n in range(7) for name in NAMES][:71]
DELEGATIONS = ("第一代表团", "第二代表团", "第三代表团")
HALL = "镇政府三楼会议室"
PROJECTS = (
    "柳溪村、临江村农村饮水安全巩固提升工程",
    "石桥村机耕道硬化3.2公里",
    "集镇主街路灯节能改造",
    "清溪小学运动场塑胶化",
    "镇敬老院适老化改造",
    "农贸市场雨棚和排水改造",
    "东干渠防渗衬砌1.8公里",
    "3个村级卫生室设备更新",
    "河边休闲步道二期",
    "村级应急广播全覆盖",
    "公共厕所新建2座",
    "校车停靠站5处",
)


def _head(**more):
    return {"organ": ORGAN, "issued_on": "2024-06-28", "session": SESSION, **more}


def session_notice(**changes):
    return (
        _head(
            number="清人发〔2024〕5号",
            issued_on="2024-06-17",
            deputies=["李明哲", "欧阳晓翀"],
            delegations=["第一代表团", ""],
            codes=["7KQ-4M2-XWA", "H8T-3VX-PCR"],
            links=["https://huiyin.example/qingxi/assembly/sign-in/7KQ4M2XWA/"] * 2,
            opens_on="2024-06-27",
            closes_on="2024-06-28",
            opens_at="09:00",
            place=HALL,
            agenda=["听取和审议镇人民政府工作报告", "审查和批准上半年预算执行情况的报告", "选举镇长"],
            meetings=[
                {"name": "预备会议", "on": "2024-06-26", "at": "15:00", "place": HALL},
                {"name": "第一次全体会议", "on": "2024-06-27", "at": "09:00", "place": HALL},
                {"name": "第二次全体会议", "on": "2024-06-28", "at": "14:30", "place": "镇文化中心礼堂"},
            ],
            motions_until_on="2024-06-27",
            motions_until_at="17:00",
            contact_person="周文斌",
            contact_phone="0730-5550123",
        )
        | changes
    )


def agenda(**changes):
    items = [
        "听取和审议镇人民政府工作报告",
        "听取和审议镇人民代表大会主席团工作报告",
        "审查和批准清溪镇2023年财政预算执行情况和2024年财政预算草案的报告",
        "票决2025年民生实事项目",
        "选举",
        "其他",
    ]
    return _head(status="2024年6月26日预备会议通过", items=items) | changes


def day_plan(**changes):
    def meeting(on, at, name, items, chair="陈堃"):
        return {"on": on, "at": at, "name": name, "place": HALL, "chair": chair, "items": items}

    meetings = [
        meeting("2024-06-26", "15:00", "预备会议", ["选举大会主席团和秘书长", "通过会议议程"]),
        meeting("2024-06-27", "09:00", "第一次全体会议", ["听取和审议镇人民政府工作报告", "听取预算报告"]),
        meeting("2024-06-27", "14:30", "第一次代表团会议", [], ""),
        meeting("2024-06-28", "09:00", "第二次全体会议", ["选举镇长", "表决各项决议"]),
    ]
    return _head(status="草案", meetings=meetings) | changes


def sign_in_sheet(**changes):
    groups = [
        {"name": name, "deputies": DEPUTIES[n * 24 : n * 24 + 24]} for n, name in enumerate(DELEGATIONS)
    ]
    return _head(meeting="第一次全体会议", held_on="2024-06-27", body="代表", groups=groups) | changes


def roster(**changes):
    lines = [
        {
            "name": name,
            "constituency": f"第{n % 24 + 1}选区（柳溪村）",
            "delegation": DELEGATIONS[n % 3],
            "occupation": ("村民委员会主任", "小学教师", "种粮大户", "镇卫生院医师")[n % 4],
            "certificate": f"13-{n + 1:03}",
            "post": "主席团成员" if n < 8 else "",
        }
        for n, name in enumerate(DEPUTIES)
    ]
    return {"organ": ORGAN, "issued_on": "2024-06-28", "congress": CONGRESS, "deputies": lines} | changes


def delegations_list(**changes):
    delegations = [
        {
            "name": name,
            "place": f"镇政府{n + 2}楼会议室",
            "heads": [DEPUTIES[n * 24]],
            "members": DEPUTIES[n * 24 + 1 : n * 24 + 24],
        }
        for n, name in enumerate(DELEGATIONS)
    ]
    guests = [
        {"name": "岳东升", "capacity": "市人大常委会副主任"},
        {"name": "谭志刚", "capacity": "镇公路站站长"},
    ]
    return _head(delegations=delegations, guests=guests) | changes


def qualification_report(**changes):
    return (
        _head(
            congress=CONGRESS,
            due=71,
            since="2023-12-20",
            before=71,
            ended=[
                {
                    "name": "唐建国",
                    "constituency": "柳溪选区",
                    "on": "2024-03-11",
                    "ground": "迁出或者调离本行政区域",
                }
            ],
            taken=[{"name": "何秀英", "constituency": "柳溪选区", "on": "2024-05-20"}],
            now=71,
        )
        | changes
    )


def chair_script(**changes):
    parts = [
        {
            "heading": "开会",
            "is_item": False,
            "text": "各位代表：\n应到代表71人，实到66人，符合法定人数，现在开会。",
        },
        {
            "heading": "听取和审议镇人民政府工作报告",
            "is_item": True,
            "text": "现在请镇长周建明作政府工作报告。\n谢谢周建明同志。",
        },
        {"heading": "散会", "is_item": False, "text": "今天的议程进行完毕，散会。"},
    ]
    return _head(meeting="第一次全体会议", held_on="2024-06-27", chair="陈堃", parts=parts) | changes


def ballot(**changes):
    options = [{"label": "周建明", "note": "现任镇人民政府副镇长"}, {"label": "何文秀", "note": ""}]
    return (
        _head(
            title="选举镇长",
            subject="election",
            post="清溪镇人民政府镇长",
            is_by_election=False,
            places=1,
            is_ranked=False,
            takes_write_ins=True,
            options=options,
        )
        | changes
    )


def projects_ballot(**changes):
    return (
        ballot(
            title="2025年民生实事项目",
            subject="choice",
            post="",
            places=10,
            takes_write_ins=False,
            options=[{"label": one, "note": f"估算{n * 8 + 12}万元"} for n, one in enumerate(PROJECTS)],
        )
        | changes
    )


def ballot_slips(count=20):
    slips = [
        {"code": f"7KQ-4M2-X{n:02}", "link": f"https://huiyin.example/qingxi/assembly/vote/7KQ4M2X{n:02}/"}
        for n in range(count)
    ]
    return {"organ": ORGAN, "issued_on": "2024-06-28", "title": "选举清溪镇人民政府镇长", "slips": slips}


def option(label, in_favour, against=None, abstained=None, **more):
    return {
        "label": label,
        "note": "",
        "is_write_in": False,
        "in_favour": in_favour,
        "against": against,
        "abstained": abstained,
        "points": None,
        "is_chosen": False,
        "is_tied": False,
        **more,
    }


def decision(**changes):
    return {
        "title": "关于镇人民政府工作报告的决议",
        "subject": "decision",
        "method": "hands",
        "rule": "majority_of_all",
        "body": "代表",
        "post": "",
        "places": 1,
        "is_ranked": False,
        "repeats": False,
        "is_by_election": False,
        "takes_write_ins": False,
        "tellers": [],
        "of_all": 71,
        "present": 66,
        "needed": 36,
        "issued": None,
        "returned": None,
        "valid": None,
        "void": None,
        "in_favour": 63,
        "against": 2,
        "abstained": 1,
        "not_voting": 0,
        "outcome": "adopted",
        "options": [],
        "voices": [],
    } | changes


def election(**changes):
    options = [option("周建明", 41, 22, 2, is_chosen=True), option("何文秀", 22, 40, 3)]
    return (
        decision(
            title="选举镇长",
            subject="election",
            method="paper",
            rule="most_over_half",
            takes_write_ins=True,
            tellers=["李明哲", "王喆"],
            post="清溪镇人民政府镇长",
            issued=66,
            returned=66,
            valid=65,
            void=1,
            in_favour=None,
            against=None,
            abstained=None,
            not_voting=None,
            outcome="chosen",
            options=options,
        )
        | changes
    )


def choice(**changes):
    options = [option(one, 60 - 3 * n, is_chosen=n < 10) for n, one in enumerate(PROJECTS)]
    return (
        election(
            title="2025年民生实事项目",
            subject="choice",
            rule="most_votes",
            post="",
            places=10,
            needed=1,
            takes_write_ins=False,
            tellers=[],
            options=options,
        )
        | changes
    )


def tally_sheet(**changes):
    return (
        _head(
            meeting="第二次全体会议",
            vote=election(),
            counted=True,
            closed_at="10:35",
            tellers=["李明哲", "王喆"],
        )
        | changes
    )


def resolution(**changes):
    return (
        _head(
            title="关于镇人民政府工作报告的决议",
            adopted_on="2024-06-28",
            meeting="第二次全体会议",
            about="",
            text="",
            number="清人发〔2024〕6号",
        )
        | changes
    )


def announcement(**changes):
    return (
        _head(
            organ=f"{SESSION}主席团",
            number="清人发〔2024〕7号",
            town="清溪镇",
            about="elected",
            is_by_election=False,
            on="2024-06-28",
            post="清溪镇人民政府镇长",
            names=["周建明"],
            ground="",
            constituency="",
            now=0,
            projects=[],
        )
        | changes
    )


def results(**changes):
    meetings = [
        {"meeting": "第一次全体会议", "votes": [decision(title="会议议程（草案）")]},
        {"meeting": "第二次全体会议", "votes": [decision(), election(), choice()]},
    ]
    return _head(meetings=meetings) | changes


def item(title, **changes):
    return {
        "title": title,
        "began": "09:05",
        "ended": "09:40",
        "speaker": "",
        "reports": False,
        "is_dropped": False,
        "steps": [],
        "decisions": [],
    } | changes


def minutes(**changes):
    speech = {"speaker": "李明哲代表", "text": "报告实事求是，建议加大对水利设施的投入。"}
    items = [
        item(
            "听取和审议镇人民政府工作报告",
            speaker="镇长周建明",
            reports=True,
            steps=[{"speech": speech}, {"vote": decision()}],
        ),
        item("选举镇长", began="09:45", steps=[{"vote": election()}]),
        item("票决2025年民生实事项目", began="10:30", steps=[{"vote": choice()}]),
    ]
    return (
        _head(
            town="清溪镇",
            meeting="第一次全体会议",
            body="代表",
            held_on="2024-06-27",
            began="09:00",
            closed_on="2024-06-27",
            ended="11:40",
            place="镇政府三楼会议室",
            chair="陈堃",
            recorder="周文斌",
            of_all=71,
            quorum="超过全体代表的三分之二",
            present=66,
            attended=DEPUTIES[:67],
            on_leave=DEPUTIES[67:70],
            absent=DEPUTIES[70:],
            moved=[{"name": "周瑀", "at": "09:20", "what": "came"}],
            guests=[{"name": "岳东升", "capacity": "市人大常委会副主任"}],
            opening=[],
            items=items,
            closing=[],
            settled=[],
            journal=None,
        )
        | changes
    )
