"""Invented contexts: an everyday one of each kind, and one that is as awkward as the office ever meets."""

from huiyin.papers.kinds.evaluation_form import EvaluationForm
from huiyin.papers.kinds.hand_over_letter import HandOverLetter
from huiyin.papers.kinds.receipt_slip import ReceiptSlip
from huiyin.papers.kinds.reply_letter import ReplyLetter
from huiyin.papers.kinds.verification_record import VerificationRecord

ORGAN = "清溪镇人民代表大会主席团"
LAW = "《代表法》第五十一条"
LONG_TITLE = "关于加快修复柳溪村至临江村机耕道路基塌方路段并同步完善排水沟渠和安全防护设施的建议"
LONG_UNIT = "湘源市自然资源和规划局清溪镇自然资源和规划建设管理服务中心"
SIGNERS = ("李明哲", "王喆", "欧阳晓翀", "周瑀", "陈堃", "刘珺", "张昇", "何秀英")
SITUATION = (
    "柳溪村至临江村的机耕道全长1.2公里，去年6月强降雨后路基有3处塌方，最长的一处约18米，农用车辆不能通行，"
    "沿线210亩水田的收割和运输要绕行4公里。"
)
REQUEST = "请尽快修复塌方路段，疏通两侧排水沟，并在急弯处设置安全防护设施。"


def hand_over_letter(**changes) -> HandOverLetter:
    return {
        "organ": ORGAN,
        "number": "清人发〔2024〕3号",
        "issued_on": "2024-07-01",
        "addressee": "镇水利站",
        "matter_number": "镇十三届人大三次会议第9号建议",
        "matter_noun": "建议",
        "matter_title": "关于修复柳溪村机耕道的建议",
        "signatories": [
            {"name": "李明哲", "constituency": "柳溪选区", "role": "lead"},
            {"name": "王喆", "constituency": "临江选区", "role": "cosigner"},
        ],
        "situation": SITUATION,
        "request": REQUEST,
        "round": 1,
        "round_reason": "",
        "lead_units": ["镇水利站"],
        "assisting_units": ["柳溪村民委员会"],
        "order": "",
        "due_on": "2024-10-08",
        "due_basis": LAW,
        "due_reckoning": "自2024年7月1日交办起三个月，期满日10月1日为法定节假日，顺延至10月8日",
        "contact_person": "周文斌",
        "contact_phone": "0730-5550123",
    } | changes  # type: ignore[return-value]


def long_hand_over_letter() -> HandOverLetter:
    return hand_over_letter(
        addressee=LONG_UNIT,
        matter_title=LONG_TITLE,
        signatories=[
            {"name": name, "constituency": f"第{place}选区", "role": "lead" if place == 1 else "cosigner"}
            for place, name in enumerate(SIGNERS, 1)
        ],
        situation="\n".join([SITUATION] * 3),
        round=2,
        round_reason="代表对上一轮的办理结果不满意，经现场核验，塌方路段没有修复",
        lead_units=[LONG_UNIT],
        assisting_units=["镇水利站", "镇农业农村办公室", "柳溪村民委员会", "临江村民委员会"],
        order="经主席团会议研究，本建议列为重点督办件，由主席团副主席陈堃同志牵头督办。",
    )


def reply_letter(**changes) -> ReplyLetter:
    return {
        "organ": "清溪镇水利站",
        "number": "清水函〔2024〕12号",
        "issued_on": "2024-09-20",
        "matter_number": "清溪镇第十三届人大第三次会议第9号建议",
        "matter_noun": "建议",
        "matter_title": "关于修复柳溪村机耕道的建议",
        "deputies": ["李明哲"],
        "claim_code": "A",
        "signed_off_by": "何建国",
        "text": "一、办理情况\n7月9日我站到现场与您面商，查勘了3处塌方。"
        "8月底完成路基回填和压实，共用碎石260立方米。\n"
        "（一）路面\n恢复路面1.2公里，农用车辆已经通行。\n（二）排水\n疏通排水沟1.1公里。\n"
        "二、下一步工作\n汛期每月巡查一次，发现问题及时处理。",
        "promises": [],
        "contact_person": "唐小军",
        "contact_phone": "0730-5550188",
        "copy_to": [ORGAN],
    } | changes  # type: ignore[return-value]


def long_reply_letter() -> ReplyLetter:
    return reply_letter(
        organ=LONG_UNIT,
        matter_title=LONG_TITLE,
        deputies=list(SIGNERS),
        text="\n".join([reply_letter()["text"]] * 4),
        promises=[
            {
                "what": "安装波形护栏",
                "quantity": "86米",
                "place": "柳溪村急弯处",
                "person": "唐小军",
                "due_on": "2025-04-30",
            },
            {
                "what": "修建涵洞",
                "quantity": "",
                "place": "临江村口",
                "person": "何建国",
                "due_on": "2025-06-30",
            },
        ],
        copy_to=[ORGAN, "清溪镇人民政府", "柳溪村民委员会", "临江村民委员会"],
    )


def evaluation_form(**changes) -> EvaluationForm:
    return {
        "organ": ORGAN,
        "town": "清溪镇",
        "issued_on": "2024-09-23",
        "matter_number": "镇十三届人大三次会议第9号建议",
        "matter_title": "关于修复柳溪村机耕道的建议",
        "round": 1,
        "units": "镇水利站（主办）、柳溪村民委员会（协办）",
        "replied_on": "2024-09-20",
        "claim": "A 已经解决",
        "deputy": "欧阳晓翀",
        "constituency": "柳溪选区",
        "due_on": "2024-10-14",
        "contact_phone": "0730-5550123",
        "code": "7KQ4-M2",
        "link": "https://huiyin.example/e/3q7r-Zk9mVt2-pLxw8Ub4cNsY",
    } | changes  # type: ignore[return-value]


def verification_record(**changes) -> VerificationRecord:
    return {
        "organ": ORGAN,
        "town": "清溪镇",
        "issued_on": "2024-10-16",
        "matter_number": "镇十三届人大三次会议第9号建议",
        "matter_title": "关于修复柳溪村机耕道的建议",
        "units": "镇水利站（主办）、柳溪村民委员会（协办）",
        "claim": "A 已经解决",
        "round": 1,
        "verified_on": "2024-10-16",
        "place": "柳溪村七组机耕道",
        "on_site": True,
        "verifiers": ["陈堃（镇人大代表）", "何秀英（镇人大代表）"],
        "seen": "第一、二处塌方已经回填并压实，车辆可以通行；"
        "第三处约6米只做了临时支护，雨后仍有滑落，路面有裂缝2条。",
        "result": "部分解决",
        "photos": [],
    } | changes  # type: ignore[return-value]


def receipt_slip(**changes) -> ReceiptSlip:
    return {
        "organ": ORGAN,
        "issued_on": "2024-06-03",
        "matter_title": "反映石桥村二组路灯三个月不亮，老人晚上出行不便",
        "received_on": "2024-06-03",
        "received_by": "周文斌",
        "answer_on": "2024-09-03",
        "contact_phone": "0730-5550123",
        "code": "H8T3-VX",
        "link": "https://huiyin.example/r/H8T3VX",
    } | changes  # type: ignore[return-value]
