"""The spreadsheet of an invented police station in Porto, as a chief keeps it.

A cover sheet, an old hidden one, and the list: two title rows, a header in Portuguese and Chinese,
the villages as headings between the rows, blank rows, the header once more where a page ends, a sum
at the end; addresses instead of coordinates, hours and lengths as people write them, dates as cells
and as text, officers by name. The next month has a home more, one fewer and two that changed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import openpyxl

HOUSEHOLDS = 150
TITLES = ("PSP – 1.ª Esquadra do Porto (inventada)", "Agregados a visitar, novembro de 2026")
HEADER = (
    "Nº",
    "Nome / 姓名",
    "Morada / 地址",
    "N.º porta",
    "Andar",
    "Código postal",
    "Localidade",
    "Disponibilidade / 在家时间",
    "Duração",
    "Prioridade / 优先级",
    "A partir de",
    "Data limite",
    "Data marcação",
    "Hora marcação",
    "Agente responsável",
    "Nº de agentes",
    "Motivo / 事由",
    "Observações / 备注",
    "Não visitar",
    "Telefone",
)
STREETS = (
    "Rua de Santa Catarina",
    "R. Chã",
    "Rua 31 de Janeiro",
    "Av. dos Aliados",
    "Pç. da Trindade",
    "RUA DA BAINHARIA",
)
SURNAMES = ("Silva", "Sousa", "Lopes", "Moreira", "Conceição", "王", "O'Neill", "=Costa")
FIRST_NAMES = ("Ana", "Ricardo", "Maria", "João", "伟", "Zoë", "Inês")
HOURS = (
    "9-12",
    "manhãs",
    "tardes",
    "after 18h",
    "上午",
    "下午",
    "Mo-Fr 09h-12h",
    "Mo-Fr 09.00-12.00",
    "Mo - Fr 09:00-12:00",
    "Mon-Fri 09:00-12:00",
    "segunda a sexta das 9h às 12h",
    "周一至周五 9:00-12:00",
    "seg, qua e sex 9h30-12h",
    "2ª a 6ª, 14-18h",
    "depois das 18h",
    "sábado de manhã",
    "fins de semana",
    "até às 12h",
    "qualquer hora",
    "entre as 10 e as 13",
    "Mo-Fr 08:00-10:00,12:00-13:30; Sa 09:00-11:00",
    "falar com a filha",
    "",
    "-",
)
LENGTHS = ("20m", "30 min", 20, "15'", time(0, 20), "1h", "meia hora", "0,5 h", "")
PRIORITIES = ("Alta", "Média", "Baixa", "高", "Urgente", "", "normal")
OFFICERS = {"O1": "Sousa Ricardo", "O2": "Lopes Tiago", "O3": "Pinto Ana"}
NAMES_OF_OFFICERS = ("Agente Sousa", "Tiago Lopes", "O3", "pinto ana", "")
VILLAGES = {0: "Freguesia de Cedofeita", 60: "Freguesia da Sé", 110: "Freguesia de Bonfim"}

Cell = str | int | float | date | time | None


def household(number: int, month: int = 0) -> list[Cell]:
    """One row of the list; a later month moves number 7 and gives number 1 other hours."""
    k = number
    street = STREETS[(k + (month if number == 7 else 0)) % len(STREETS)]
    hours = HOURS[(k + (month if number == 1 else 0)) % len(HOURS)]
    day = date(2026, 11, 20) + timedelta(days=k % 20)
    due: Cell = (day, f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", "")[k % 4]
    latest: Cell = ("", datetime(2026, 12, 31), "31/12/2026")[k % 3]
    marked: tuple[Cell, Cell] = ("", "")
    if k % 25 == 3:
        marked = (date(2026, 12, 1), time(10, 30)) if k % 2 else ("01/12/2026", "10h30")
    return [
        k,
        f"{SURNAMES[k % len(SURNAMES)]} {FIRST_NAMES[k % len(FIRST_NAMES)]}",
        street,
        str(10 + k),
        ("", "2.º Esq.", "r/c Dto.")[k % 3],
        f"4000-{100 + k}",
        "Porto",
        hours,
        LENGTHS[k % len(LENGTHS)],
        PRIORITIES[k % len(PRIORITIES)],
        due,
        latest,
        *marked,
        NAMES_OF_OFFICERS[k % len(NAMES_OF_OFFICERS)],
        ("", 1, "2")[k % 3],
        ("Bem-estar", "Queixa de ruído", "")[k % 3],
        ("tocar duas vezes", "", "cão; cuidado", '"aspas"')[k % 4],
        ("não", "", "sim" if k == 40 else "Não")[k % 3],
        f"22 000 {k:04d}",
    ]


def porto_spreadsheet(month: int = 0) -> bytes:
    """The whole workbook, as XLSX."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Capa"
    cover.append(["PSP Porto"])
    old = book.create_sheet("2025 antigo")
    old.sheet_state = "hidden"
    for row in (HEADER, household(1), household(2)):
        old.append(row)
    sheet = book.create_sheet("Listagem")
    for title in TITLES:
        sheet.append([title])
    sheet.append([])
    sheet.append(HEADER)
    for number in _numbers(month):
        if number in VILLAGES:
            sheet.append([VILLAGES[number]])
        if number == 80:
            sheet.append([])
            sheet.append(HEADER)
        sheet.append(household(number, month))
    sheet.append([])
    sheet.append(["Total", HOUSEHOLDS, *[None] * 6, "42:10"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _numbers(month: int) -> Sequence[int]:
    """Those of the first month; each later one leaves out the lowest and adds one at the end."""
    return range(month, HOUSEHOLDS + month)
