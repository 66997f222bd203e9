"""Every word on pages and sheets, in English and Chinese, and how dates and lengths are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

from routeplan.render.words.report_words import REPORT_WORDS

Language = Literal["en", "zh"]

_WORDS: dict[str, tuple[str, str]] = {
    # what a round is
    "visits": ("visits", "户次"),
    "visit": ("visit", "户次"),
    "expected": ("expect to meet {count}", "预计见到 {count} 户"),
    "foot": ("on foot", "步行"),
    "bike": ("by bike", "骑车"),
    "car": ("by car", "开车"),
    "leave": ("leave {time}", "{time} 出发"),
    "back": ("back {time}", "{time} 返回"),
    "busy": ("busy {hours} h", "工作 {hours}"),
    "no_visits": ("No visits in this shift.", "本班无走访任务。"),
    "sheet": ("sheet", "单号"),
    "overview": ("Overview", "总览"),
    # the table
    "number": ("No.", "序"),
    "time": ("Time", "时间"),
    "window": ("Window", "可访时段"),
    "window_way": ("Window, way", "时段、路程"),
    "way": ("Way", "路程"),
    "household": ("Household / address", "住户 / 地址"),
    "house": ("no. {number}", "{number}号"),
    "details": ("What to do / notes", "事项 / 备注"),
    "result": ("Result", "结果"),
    "remarks": ("Remarks", "备注"),
    "morning": ("before noon", "上午"),
    "afternoon": ("after noon", "下午"),
    "reserve_mark": ("reserve", "候补"),
    "same_building": ("same building", "同楼"),
    "wait": ("wait {minutes} min", "等候 {minutes} 分"),
    "appointment": ("Appointment {time}", "预约 {time}"),
    "must": ("Must", "必访"),
    "together": ("together with {names}", "与 {names} 同访"),
    "break": ("Break {begin}–{end}", "休息 {begin}–{end}"),
    "break_station": ("at the station, before leaving", "出发前在所内"),
    "break_before": ("before the way to {number}", "前往第 {number} 户之前"),
    "break_amid": ("on the way to {number}", "前往第 {number} 户途中"),
    "break_after": ("after the way to {number}", "走到第 {number} 户之后"),
    "break_before_back": ("before the way back", "返回之前"),
    "break_amid_back": ("on the way back", "返回途中"),
    "break_after_back": ("after the way back", "返回之后"),
    "way_back": ("Station, back {time}", "{time} 回所"),
    "via": ("by {streets}", "经 {streets}"),
    # results, in the order of the visit log
    "met": ("at door", "门口见到"),
    "entered": ("entered", "入户"),
    "out": ("out", "无人"),
    "refused": ("refused", "拒访"),
    "moved": ("moved", "已搬走"),
    "wrong": ("wrong addr.", "地址错误"),
    # reserve stops
    "reserve": ("If doors stay shut: reserve stops", "如遇无人：候补住户"),
    "after": ("after {number}", "{number} 之后"),
    "at_first": ("before 1", "1 之前"),
    "detour": ("+{minutes} min", "多走 {minutes} 分"),
    "planned": ("else {day}", "原定{day}"),
    # what every page must say
    "demo": (
        "DEMONSTRATION: all residents are invented",
        "演示数据：住户均为虚构",
    ),
    "straight_line": (
        "STRAIGHT-LINE ESTIMATE: real ways are longer",
        "直线估算：实际路程更长",
    ),
    "redacted": ("REDACTED: ids and house numbers only", "已脱敏：仅编号与门牌号"),
    "confidential": (
        "CONFIDENTIAL: household data; shred after the shift",
        "机密：含住户信息，下班后销毁",
    ),
    "interrupted": (
        "the search was interrupted: best plan found until then",
        "搜索被中断：此为当时最优方案",
    ),
    "page": ("page", "页"),
    "attribution": ("© OpenStreetMap contributors", "© OpenStreetMap 贡献者"),
    "missing_signs": (
        "Signs that the font lacks are printed as codes: {codes}",
        "字库缺字，以编码代替：{codes}",
    ),
    # the chief's overview
    "all_officers": ("All officers", "全部民警"),
    "day": ("Day", "日期"),
    "officer": ("Officer", "民警"),
    "workload": ("Workload", "工作量"),
    "workload_note": (
        "travel and visits as booked; the tick marks what is expected when some doors stay shut",
        "按计划的路程与走访时间；短线为考虑无人应门后的预计值",
    ),
    "left_out": ("Left out", "未排入"),
    "broken": ("Broken promises", "未能兑现的承诺"),
    "reason": ("Reason", "原因"),
    "worth": ("Worth, min", "价值（分钟）"),
    "travel": ("travel", "路程"),
    "objective": ("Objective", "目标值"),
    "print": ("Print", "打印"),
    "open_page": ("Open page", "打开单页"),
    "station": ("Station", "派出所"),
    "no_script": ("This page needs JavaScript to draw its map.", "本页需启用 JavaScript。"),
    "stops": ("Stops", "走访顺序"),
    "map": ("Map", "地图"),
    "fit": ("Show the whole round", "显示全程"),
    "fit_day": ("Show all routes", "显示全部路线"),
    "zoom_in": ("Zoom in", "放大"),
    "zoom_out": ("Zoom out", "缩小"),
    "previous": ("Previous round", "上一班"),
    "next": ("Next round", "下一班"),
    "sheets": ("Sheets to print (PDF)", "走访单（PDF）"),
    "plan_of": ("Plan {begin} – {end}", "计划 {begin} – {end}"),
    "visits_planned": ("visits planned", "已排走访"),
    "to_meet": ("expected to meet", "预计见到"),
    "visits_left_out": ("visits left out", "未排入"),
    "hours_travel": ("hours of travel", "路程小时"),
    "all_kept": ("All promises are kept", "承诺全部兑现"),
    "all_kept_note": (
        "{count} appointments and must visits are in the plan.",
        "预约与必访共 {count} 户次，均已排入。",
    ),
    "none_promised": ("No appointments or must visits in this plan.", "本计划无预约或必访。"),
    "made_late": (
        "promised by {latest}, planned on {planned}",
        "承诺不晚于 {latest}，计划于 {planned}",
    ),
    "broken_note": (
        "These were promised or must be made, and this plan makes them late or not at all.",
        "以下预约或必访未能按时排入本计划。",
    ),
    "shift_none": ("Nobody is on shift on this day.", "当日无人值班。"),
    "shifts": ("shifts", "班次"),
    "shift": ("shift", "班次"),
    "whole_plan": ("Whole plan", "整个计划"),
    "booked": ("as booked", "按计划"),
    "expected_busy": ("expected", "预计"),
    "longest_day": ("longest day", "单日上限"),
    "longest_day_plain": (
        "The longest day is capped at {hours} h of travel and visits.",
        "单日工作（路程与走访）上限 {hours}。",
    ),
    "objective_note": (
        "What the plan costs, in minutes of travel: less is better. Promises go before all else.",
        "计划的代价，折合路程分钟数，越少越好；承诺优先于一切。",
    ),
    "promises_missed": ("promises missed", "未兑现的承诺"),
    "worth_left_out": ("worth of what is left out", "未排入者的价值"),
    "lost_chance": ("worth × chance that nobody opens", "价值 × 无人应门的可能"),
    "minor_costs": ("another officer than preferred", "非首选民警"),
    "later_days": ("later days", "日期延后"),
    "waiting": ("waiting outside", "在外等候"),
    "in_all": ("in all", "合计"),
    # the tabs beside the plan
    "tab_plan": ("Plan", "计划"),
    "tab_balance": ("Balance", "均衡"),
    "tab_beats": ("Beats", "责任区"),
    "tab_forecast": ("Forecast", "预测"),
    "by_share": ("Busy time for each full share", "按份额折算的工作时间"),
    "by_share_note": (
        "travel and visits of all weeks, divided by the officer's share; the line is the mean, "
        "{mean}",
        "各周路程与走访时间除以份额；竖线为平均值 {mean}",
    ),
    "weeks_of": ("weeks from {begin} to {end}", "{begin} 至 {end} 各周"),
    "share": ("share", "份额"),
    "over_mean": ("over mean", "高于平均"),
    "met_column": ("to meet", "预计见到"),
    "travel_part": ("travel", "路程占比"),
    "by_two": ("by two", "双人走访"),
    "evening_rounds": ("evenings", "晚间班次"),
    "options": ("Options, and what they cost", "方案与代价"),
    "options_note": (
        "Each is a plan solved again and judged. Right costs more, down is more even.",
        "每个方案都经重新求解与校验。越靠右代价越高，越靠下越均衡。",
    ),
    "options_none": (
        "Run routeplan balance with --write to see here what evening out would cost.",
        "运行 routeplan balance --write 后，此处显示均衡的代价。",
    ),
    "option": ("option", "方案"),
    "this_plan": ("(this plan)", "（本计划）"),
    "kind_as-is": ("no change", "不变"),
    "kind_swap": ("swap rounds", "互换班次"),
    "kind_week": ("even weeks", "均衡各周"),
    "kind_day": ("even days", "均衡各日"),
    "longest_week": ("longest week", "最长一周"),
    "most_over_weeks": ("most over all weeks", "各周合计最多"),
    "worth_lost": ("worth lost, min", "损失价值（分钟）"),
    "travel_more": ("travel, min", "路程（分钟）"),
    "later_more": ("later days, min", "推迟（分钟）"),
    "waiting_more": ("waiting, min", "等候（分钟）"),
    "other_officers": ("other officers, min", "换人（分钟）"),
    "price_in_all": ("in all, min", "合计（分钟）"),
    "price_axis": ("price in minutes", "代价（分钟）"),
    "beats_title": ("Whose households are where", "各民警的住户"),
    "beats_note": (
        "Each sign is an address; its number counts the households, if more than one.",
        "每个标记为一处地址；数字为住户数（多于一户时）。",
    ),
    "beats_none": (
        "No household names an officer. The households' column officer says who should come; "
        "routeplan beats fills it.",
        "住户表未指定民警。住户表的 officer 列指定负责民警，可由 routeplan beats 填写。",
    ),
    "beats_page": ("Open the map of the beats", "打开责任区地图"),
    "nobody": ("no officer named", "未指定民警"),
    "households": ("households", "户"),
    "forecast_title": ("When will every household have been met?", "何时能见到所有住户？"),
    "forecast_note": (
        "{runs} simulated runs of weeks like this one: half of them lie below the line, 8 in 10 "
        "within the band.",
        "按本周情形模拟 {runs} 次：一半低于曲线，八成位于带内。",
    ),
    "forecast_part": ("Half of the runs have met", "半数模拟已见到"),
    "by_round": ("{percent} % by round {round}", "第 {round} 轮达 {percent}%"),
    "forecast_in_the_end": (
        "in the end {percent} % of the runs have met everybody",
        "最终 {percent}% 的模拟见到所有住户",
    ),
    "forecast_all_others": (
        "in the end {percent} % of the runs have met all {count} who can be met",
        "最终 {percent}% 的模拟见到全部 {count} 户可见到的住户",
    ),
    "forecast_assumed": (
        "Assumed: weeks like this one, the same shifts, nobody new on the list. Each week is "
        "planned for those not yet met, the worthiest first; time that is left goes to whoever has "
        "waited longest. Doors open by the chances known today, independently of each other.",
        "假设：每周与本周相同，班次不变，名单无新增。每周为尚未见到的住户排程，价值高者优先，"
        "剩余时间给等待最久者。应门与否按现有概率，相互独立。",
    ),
    "forecast_never": (
        "Households that can be met in no shift, and are not counted as met: {count}.",
        "任何班次都无法见到、未计为已见到的住户：{count} 户。",
    ),
    "forecast_no-hours": (
        "{count} whose hours fall on none of these days, or are too short for the visit",
        "{count} 户的时段不在这些日期内，或短于走访时长",
    ),
    "forecast_nobody-on-shift": (
        "{count} at home only while nobody is on shift",
        "{count} 户仅在无人值班时在家",
    ),
    "forecast_no-way": ("{count} to whom no way leads", "{count} 户无路可达"),
    "forecast_not-suited": (
        "{count} who need a skill or a second officer that no shift at their hours has",
        "{count} 户需要的技能或第二名民警，其时段内的班次均无",
    ),
    "forecast_too-far": (
        "{count} too far, or the visit too long, for every shift",
        "{count} 户路程过远或走访过长，任何班次都不够",
    ),
    "round_axis": ("rounds (weeks)", "轮次（周）"),
    "week_of": ("week of", "起始周"),
    "met_by": ("met", "已见到"),
    "all_met": ("all met", "全部见到"),
    "all_others_met": ("all who can be met", "可见到的全部见到"),
    "in_runs": ("in {percent} % of runs", "{percent}% 的模拟"),
    "show_left_out": ("Show homes left out", "显示未排入住户"),
    # beats
    "beats": ("Beats", "责任区"),
    "households_head": ("Households", "户数"),
    "changed": ("change officer", "更换民警"),
    "new_homes": ("had no officer", "原无民警"),
    "hours_work": ("Hours of work", "工作小时"),
    "of_even": ("Of an even share, %", "占应有份额 %"),
    "to_centre": ("Minutes to the centre", "到中心分钟"),
    "came": ("Came", "划入"),
    "went": ("Went", "划出"),
    "pieces": ("Pieces", "块数"),
    "least_most": ("of an even share", "占应有份额"),
    "fit_beats": ("Show all beats", "显示全部责任区"),
    "before_after": ("Before → after", "调整前 → 后"),
    "beats_work_note": (
        "Work is visits due and the travel to be expected for them; an even share goes by "
        "officers' shares. The centre is the place that a beat's households reach soonest {mode}.",
        "工作量含应走访时间与预计路程；应有份额按民警份额计。中心为本区住户{mode}最易到达之处。",
    ),
    "cut_off_note": (
        "{count} households have no way on these streets to others of their beat; they go with the "
        "nearest homes by the air line.",
        "{count} 户与本区其他住户之间无道路相通，按直线距离归入最近的责任区。",
    ),
    "search": ("Search name, address, reason", "搜索姓名、地址、原因"),
    "found": ("{count} of {all}", "{count} / {all}"),
    "show_more": ("Show {count} more", "再显示 {count} 条"),
    "nothing_found": ("Nothing matches.", "没有符合的记录。"),
    # the sheet's reverse
    "why_title": ("Why these stops", "各户安排理由"),
    "why": ("Why this officer and day", "为何此民警、此日"),
    "why_promised": ("this time was promised", "已与住户约定此时间"),
    "why_only": ("no other officer or day has room", "其他民警或日期均无空档"),
    "why_cheapest": (
        "best here: {officers} on {day} would cost {minutes} min more",
        "此处最省：改由 {officers} 于{day}走访，多 {minutes} 分",
    ),
    "why_as-good": ("{officers} on {day} would do as well", "改由 {officers} 于{day}走访亦可"),
    "why_note": (
        "Minutes of travel, and of worth lost where somebody is less likely to open; all other "
        "stops stay as they are.",
        "分钟数含路程及因较难见到住户而损失的价值；其他各户不变。",
    ),
    "reverse": ("reverse", "背面"),
    "changes_of": ("Changes for {name}", "{name} 行程变更"),
    "removed": ("Removed", "取消"),
    "added": ("Added", "新增"),
    "rescheduled": ("Another time", "改时间"),
    "was": ("was", "原"),
    "is_now": ("is now", "现"),
    "not_planned": ("not planned", "未排入"),
    "with_officers": ("with {names}", "与 {names}"),
    "by_officers": ("by {names}", "由 {names}"),
    "no_round": ("No round on this day.", "当天不走访。"),
    "no_more_stops": ("No more stops on this day.", "当天不再走访。"),
    "new_sheet": ("Fetch the new sheet: its map and order have changed too.", "请取新走访单。"),
    "reason_no-room": ("No room", "无空档"),
    "reason_longest-day": ("Day too long", "超出单日上限"),
    "reason_not-worth-it": ("Costs more than it is worth", "得不偿失"),
    "reason_kept-free": ("Time kept free", "预留机动时间"),
    "reason_do-not-call": ("Do not call", "谢绝走访"),
    "reason_skill": ("Skill", "技能"),
    "reason_unreachable": ("Unreachable", "无法到达"),
    "reason_nobody-on-shift": ("Nobody on shift", "无人值班"),
    "reason_no-window": ("No day in this plan", "计划期内无时段"),
    "reason_promised-officer-off": ("Promised officer off", "约定民警不在班"),
    "reason_no-second-officer": ("No second officer", "缺第二名民警"),
    "reason_too-soon": ("Too soon", "间隔过短"),
    "reason_room-left": ("Room is left", "尚有空档"),
    "reason_not-now": ("Not in this plan", "不在本期计划"),
    "reason_round-closed": ("Round over or locked", "班次已结束或锁定"),
    "left_out_no-window": (
        "its hours fall on no day of this plan",
        "其可访时段不在本计划期内",
    ),
    "left_out_no-window_quiet": (
        "its hours, quiet hours aside, fall on no day of this plan",
        "除去安静时段后，其可访时段不在本计划期内",
    ),
    "left_out_no-window_too-long": (
        "a visit of {minutes} minutes is too long for {hours}",
        "{minutes} 分钟的走访在 {hours} 内排不下",
    ),
    "left_out_nobody-on-shift": (
        "nobody is on shift inside {hours}",
        "{hours} 内无人值班",
    ),
    "left_out_unreachable": ("{causes} ({modes})", "{causes}（{modes}）"),
    "left_out_promised-officer-off_promised-off": (
        "{officer} was promised and is not on shift then",
        "约定民警 {officer} 届时不值班",
    ),
    "left_out_promised-officer-off_promised-far": (
        "{officer} was promised and cannot get there",
        "约定民警 {officer} 无法到达",
    ),
    "left_out_promised-officer-off_given-off": (
        "{officer} was given it and is not on shift then",
        "已交由 {officer}，但其届时不值班",
    ),
    "left_out_promised-officer-off_given-far": (
        "{officer} was given it and cannot get there",
        "已交由 {officer}，但其无法到达",
    ),
    "left_out_skill": (
        "needs {skills}: nobody on shift then has it",
        "需要技能{skills}：届时值班人员均不具备",
    ),
    "left_out_skill_far": (
        "needs {skills}: nobody who has it can get there",
        "需要技能{skills}：具备者无法到达",
    ),
    "left_out_skill_promised": (
        "needs {skills}: {officer}, who was promised, does not have it",
        "需要技能{skills}：约定民警 {officer} 不具备",
    ),
    "left_out_skill_given": (
        "needs {skills}: {officer}, who was given it, does not have it",
        "需要技能{skills}：受派民警 {officer} 不具备",
    ),
    "left_out_no-second-officer": (
        "needs two officers: no second one is on shift then",
        "需两名民警：届时无第二人值班",
    ),
    "left_out_kept-free": (
        "costs {cost} minutes of travel and lost chance, worth {worth}, and the time that is left "
        "is kept free ({percent} % of each shift)",
        "路程及见面机会损失共 {cost} 分钟，价值 {worth} 分钟，余下时间按规定预留"
        "（每班 {percent} %）",
    ),
    "left_out_kept-free_waiting": (
        "with the waiting for its hours it costs more than the {worth} minutes it is worth, and "
        "the time that is left is kept free ({percent} % of each shift)",
        "计入等候后所费超过其价值 {worth} 分钟，余下时间按规定预留（每班 {percent} %）",
    ),
    "left_out_room-left": (
        "there is room for it: it would cost {cost} minutes, and is worth {worth}",
        "尚有空档：需 {cost} 分钟，价值 {worth} 分钟",
    ),
    "left_out_not-worth-it": (
        "costs {cost} minutes of travel and lost chance, worth {worth}",
        "路程及见面机会损失共 {cost} 分钟，价值 {worth} 分钟",
    ),
    "left_out_not-worth-it_equal": (
        "costs no less in travel and lost chance than the {worth} minutes it is worth",
        "路程及见面机会损失不少于其价值 {worth} 分钟",
    ),
    "left_out_not-worth-it_longer-day": (
        "costs {cost} minutes of travel and lost chance, worth {worth}, and would need a longer "
        "day (longest day {limit})",
        "路程及见面机会损失共 {cost} 分钟，价值 {worth} 分钟，且需延长单日时间（单日上限 {limit}）",
    ),
    "left_out_not-worth-it_more-visits": (
        "costs {cost} minutes of travel and lost chance, worth {worth}, and would need more "
        "visits in one shift (at most {limit})",
        "路程及见面机会损失共 {cost} 分钟，价值 {worth} 分钟，且需增加单班户次（至多 {limit}）",
    ),
    "left_out_longest-day_longer-day": (
        "it would fit with a longer day alone (longest day {limit})",
        "只要延长单日时间即可排入（单日上限 {limit}）",
    ),
    "left_out_longest-day_more-visits": (
        "it would fit with more visits in one shift alone (at most {limit})",
        "只要增加单班户次即可排入（至多 {limit}）",
    ),
    "left_out_too-soon": (
        "too soon before or after the household's other visit",
        "与该户另一次走访间隔过短",
    ),
    "left_out_no-room": (
        "no shift has room for its {minutes} minutes inside {hours}",
        "{hours} 内各班均无 {minutes} 分钟空档",
    ),
    "left_out_no-room_two": (
        "no two officers have room for its {minutes} minutes inside {hours}",
        "{hours} 内无两名民警同时有 {minutes} 分钟空档",
    ),
    "left_out_round-closed": (
        "every round that could make it is over or locked",
        "能走访该户的班次均已结束或锁定",
    ),
    "left_out_do-not-call": (
        "the household asked not to be called on",
        "住户谢绝走访",
    ),
    "left_out_plan-outdated": (
        "the tables have changed since the plan was made",
        "计划制定后表格已变更",
    ),
    "off_street_": ("there is no way there", "无路可达"),
    "off_street_station-off-street": (
        "the station itself has no way within {within}",
        "派出所自身 {within} 内无道路",
    ),
    "off_street_not-joined": (
        "the ways within {within} are not joined to the station's",
        "{within} 内的道路与派出所道路不连通",
    ),
    "off_street_one-way-at-edge": (
        "one-way streets lead there or back, but not both, in this extract",
        "在此路网范围内，单行道只能去或只能回",
    ),
    "off_street_no-way-open-near": (
        "no way within {within} is open; a {kind} is {far} away",
        "{within} 内无开放道路；{far} 外有 {kind}",
    ),
    "off_street_no-way-open-near_named": (
        "no way within {within} is open; '{name}' ({kind}) is {far} away",
        "{within} 内无开放道路；{far} 外为“{name}”（{kind}）",
    ),
    "off_street_no-way-near": ("no street within {within}", "{within} 内无街道"),
    "off_street_no-way-near_far": (
        "no street within {within}, the nearest is {far} away",
        "{within} 内无街道，最近的在 {far} 外",
    ),
    "list_comma": (", ", "、"),
    "list_semicolon": ("; ", "；"),
    "quoted": ("'{text}'", "“{text}”"),
    "and_more": (" and {count} more", "等另 {count} 段"),
    "metre": ("m", "米"),
    "kilometre": ("km", "公里"),
}


def by_language(pairs: Mapping[str, tuple[str, str]]) -> Mapping[Language, Mapping[str, str]]:
    """The words of each language, from pairs of English and Chinese."""
    english = {key: pair[0] for key, pair in pairs.items()}
    chinese = {key: pair[1] for key, pair in pairs.items()}
    return MappingProxyType({"en": MappingProxyType(english), "zh": MappingProxyType(chinese)})


WORDS = by_language(_WORDS | REPORT_WORDS)
RESULTS = ("met", "entered", "out", "refused", "moved", "wrong")

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def long_date(on: date, language: Language) -> str:
    """``Monday 30 November 2026``, ``2026年11月30日 星期一``."""
    weekday = _DAYS[language][on.weekday()]
    if language == "zh":
        return f"{on.year}年{on.month}月{on.day}日 {weekday}"
    return f"{weekday} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def short_date(on: date, language: Language) -> str:
    """``Mon 30 Nov``, ``11月30日 周一``."""
    weekday = _DAYS[language][on.weekday()]
    if language == "zh":
        return f"{on.month}月{on.day}日 周{weekday[-1]}"
    return f"{weekday[:3]} {on.day} {_MONTHS[on.month - 1][:3]}"


def short_weekday(weekday: int, language: Language) -> str:
    """``Mon``, ``周一``; Monday is 0."""
    name = _DAYS[language][weekday]
    return f"周{name[-1]}" if language == "zh" else name[:3]


def month_name(on: date, language: Language) -> str:
    """``November 2026``, ``2026年11月``."""
    return f"{on.year}年{on.month}月" if language == "zh" else f"{_MONTHS[on.month - 1]} {on.year}"


def length(metres: int, language: Language) -> str:
    """``420 m``, ``4.4 km``."""
    metre, kilometre = ("米", "公里") if language == "zh" else ("m", "km")
    return f"{metres} {metre}" if metres < 995 else f"{metres / 1000:.1f} {kilometre}"


def minutes(seconds: int, language: Language) -> str:
    """``6 min``, never less than one."""
    return f"{max(1, round(seconds / 60))} {'分' if language == 'zh' else 'min'}"


def hours(seconds: int) -> str:
    """``6:05``."""
    whole = round(seconds / 60)
    return f"{whole // 60}:{whole % 60:02d}"
