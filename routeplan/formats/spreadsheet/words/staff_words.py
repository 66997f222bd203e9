"""What people call the columns of tables of officers, and of their days off, by language."""

from __future__ import annotations

from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.household_words import HOUSEHOLD_WORDS


def _all_of(*listed: str) -> str:
    """Lists of words as one, language by language."""
    return "|".join(",".join(filter(None, words)) for words in zip(*(
        listing.split("|") for listing in listed
    ), strict=True))  # fmt: skip


OFFICER_WORDS: dict[Field, str] = {
    Field.ID: _all_of(
        HOUSEHOLD_WORDS[Field.ID],
        "badge,badge no,badge number,officer id,staff no,employee no,service number,service no"
        ",force number,force no,p/no"
        "|警号,工号,编号|matrícula,n.º mecanográfico,n.º de agente,número mecanográfico"
        "|placa,n.º de placa,número de placa,carné profesional|matricule,numéro de matricule"
        "|dienstnummer,dienst nr,personalnummer,kürzel|virkanumero,henkilönumero"
        "|職員番号,警察官番号,社員番号|табельный номер,жетон,номер жетона",
    ),
    Field.NAME: _all_of(
        HOUSEHOLD_WORDS[Field.NAME],
        "officer,officers,police officer,staff,employee,constable,officer's name,name of officer"
        "|民警,警员,民警姓名,责任民警,社区民警|agente,agentes,elemento,polícia,funcionário"
        ",nome de guerra,policial,policiais,servidor"
        "|agente,agentes,policía,policías,funcionario|agent,agents,policier,fonctionnaire"
        "|beamter,beamtin,beamte,beamte/r,polizist,mitarbeiter,bedienstete"
        "|poliisi,poliisit,työntekijä,virkailija|警察官,職員,職員名,担当者,担当"
        "|сотрудник,сотрудники,участковый,офицер",
    ),
    Field.MODE: "mode,travel mode,travels by,means of transport,transport,vehicle,getting around"
    "|交通方式,出行方式,交通工具|modo,meio de transporte,transporte,deslocação"
    "|modo,medio de transporte,transporte,desplazamiento|mode,moyen de transport,transport"
    "|verkehrsmittel,fortbewegung,unterwegs mit,fahrzeug|kulkutapa,kulkuväline,liikkuminen"
    "|移動手段,交通手段|способ передвижения,транспорт",
    Field.HOURS: "hours,working hours,shift,shifts,duty hours,duty,work schedule,schedule,times"
    "|工作时间,上班时间,班次,值班时间,时间|horário,horário de trabalho,turno,turnos,serviço"
    "|horario,horario de trabajo,turno,turnos,servicio|horaires,horaire,heures de service,"
    "horaires de service,horaires de travail,heures de travail,service"
    "|dienstzeit,dienstzeiten,arbeitszeit,arbeitszeiten,schicht,schichten,dienst"
    "|työaika,työajat,vuoro,työvuoro,vuorot|勤務時間,勤務,シフト,勤務帯"
    "|часы работы,рабочее время,смена,график,график работы",
    Field.BREAK: "break,breaks,lunch break,lunch,meal break|休息,午休,休息时间|pausa,almoço,"
    "intervalo"
    "|pausa,descanso,comida|pause,pause déjeuner,coupure|pause,mittagspause,pausen"
    "|tauko,ruokatauko,lounastauko|休憩,休憩時間,昼休み|перерыв,обед,обеденный перерыв",
    Field.BREAK_MINUTES: "break minutes,break length,length of break,break min"
    "|休息分钟,休息时长,午休时长|minutos de pausa,duração da pausa,pausa min"
    "|minutos de pausa,duración de la pausa,pausa min|durée de la pause,minutes de pause,pause min"
    "|pausendauer,pause min,pausenminuten,pausenlänge|tauon pituus,tauko min,taukominuutit"
    "|休憩分,休憩時間分|длительность перерыва,перерыв мин",
    Field.BREAK_WINDOW: "break window,break between,time of break,break time"
    "|休息时段,午休时段|janela da pausa,hora da pausa,pausa entre"
    "|ventana de pausa,hora de la pausa,pausa entre|créneau de pause,heure de pause,pause entre"
    "|pausenfenster,pausenzeit,pause zwischen|tauon aika,tauko välillä|休憩帯,休憩枠"
    "|время перерыва,перерыв между",
    Field.BREAK_FROM: "break from,break start,break begin,lunch from|休息开始,午休开始"
    "|pausa de,início da pausa,pausa das|pausa desde,inicio de la pausa,pausa de"
    "|pause de,début de la pause,début pause|pause von,pausenbeginn,pause ab"
    "|tauko alkaa,tauon alku|休憩開始|перерыв с,начало перерыва",
    Field.BREAK_TO: "break to,break end,break until,lunch to|休息结束,午休结束"
    "|pausa a,fim da pausa,pausa às,pausa até|pausa hasta,fin de la pausa,pausa a"
    "|pause à,fin de la pause,fin pause|pause bis,pausenende|tauko päättyy,tauon loppu"
    "|休憩終了|перерыв до,перерыв по,конец перерыва",
    Field.SKILLS: _all_of(
        HOUSEHOLD_WORDS[Field.SKILLS],
        "qualifications|特长|qualificações|cualificaciones|qualifications|kenntnisse,qualifikation"
        "|osaaminen|資格|умения",
    ),
    Field.MAX_VISITS: "max visits,most visits,visits per shift|最多走访,每班最多走访"
    "|máximo de visitas"
    "|máximo de visitas|visites max,maximum de visites|höchstens besuche,max besuche"
    "|käyntejä enintään|最大訪問数,訪問上限|максимум визитов",
    Field.MAX_BUSY_MINUTES: "max busy minutes,most minutes on rounds|最多工作分钟"
    "|minutos máximos|minutos máximos|minutes max|max minuten|minuutteja enintään|最大分数"
    "|максимум минут",
    Field.SHARE: "share,part time,workload share,fte,percentage|工作比例,比例|percentagem,"
    "tempo parcial"
    "|porcentaje,jornada,dedicación|quotité,temps partiel,pourcentage"
    "|anteil,stellenanteil,teilzeit,beschäftigungsgrad,umfang|osuus,osa-aika,työaikaprosentti"
    "|割合,勤務割合|доля,ставка",
    Field.TELEPHONE: "telephone,phone,phone number,telephone number,mobile,mobile phone,tel,cell"
    "|电话,手机,联系电话,手机号,电话号码|telefone,telemóvel,contacto,contato,celular,tel"
    "|teléfono,móvil,tel|téléphone,portable,tél,tel|telefon,telefonnummer,handy,mobil,tel"
    "|puhelin,puhelinnumero,puh|電話,電話番号,携帯,携帯電話|телефон,номер телефона,тел",
    Field.FIRST_NAME: HOUSEHOLD_WORDS[Field.FIRST_NAME],
    Field.SURNAME: HOUSEHOLD_WORDS[Field.SURNAME],
    Field.DAYS: HOUSEHOLD_WORDS[Field.DAYS],
    Field.FROM: HOUSEHOLD_WORDS[Field.FROM],
    Field.TO: _all_of(HOUSEHOLD_WORDS[Field.TO], "until|下班|até|hasta|jusqu'à|bis|asti|退勤|до"),
}
CALENDAR_WORDS: dict[Field, str] = {
    Field.DATE: "date,from,from date,start,start date,first day,begin,off from,away from"
    "|日期,开始日期,起始日期,从,开始,起|data,de,data início,data de início,início,desde,dia"
    "|fecha,desde,de,inicio,fecha inicio,fecha de inicio,día"
    "|date,du,de,début,date début,date de début,jour"
    "|datum,von,ab,vom,beginn,erster tag,von datum,tag"
    "|päivä,päivämäärä,pvm,alkaa,alku,alkaen,alkupäivä|日付,開始,開始日,から,月日"
    "|дата,с,начало,дата начала,день",
    Field.LAST_DATE: "to,until,to date,end,end date,last day,through,off until,away until"
    "|结束日期,截止日期,到,至,结束,止|até,a,fim,data fim,data de fim"
    "|hasta,a,fin,fecha fin,fecha de fin|au,à,fin,date fin,date de fin,jusqu'au"
    "|bis,ende,letzter tag,bis einschließlich,bis datum|loppuu,päättyy,loppu,loppupäivä,asti"
    "|終了,終了日,まで|по,до,конец,дата окончания",
    Field.DAY: "day,type,kind,absence,absence type,leave type,status,off or work"
    "|类型,类别,假别,状态,请假类型|tipo,ausência,tipo de ausência"
    "|tipo,ausencia,tipo de ausencia|type,absence,type d'absence"
    "|art,typ,abwesenheit,abwesenheitsart,art der abwesenheit|laji,tyyppi,poissaolo"
    "|種別,区分,種類,休暇種別|вид,тип,вид отсутствия",
    Field.OFFICER: _all_of(
        OFFICER_WORDS[Field.NAME],
        HOUSEHOLD_WORDS[Field.OFFICER],
        "who,officer id|人员,警号|quem|quién|qui|wer,kürzel,dienstnummer|kuka|氏名|кто",
    ),
    Field.DAY_HOURS: _all_of(OFFICER_WORDS[Field.HOURS], HOUSEHOLD_WORDS[Field.AVAILABILITY]),
    Field.PARTNER: "partner,crew,with,crew with|搭档,同组,搭档民警|parceiro,com,colega"
    "|compañero,con,pareja|binôme,avec,équipier|partner,mit,streife mit,streifenpartner"
    "|pari,kanssa,työpari|相棒,組,ペア|напарник,с кем",
    Field.NOTE: _all_of(HOUSEHOLD_WORDS[Field.NOTE], HOUSEHOLD_WORDS[Field.TASK]),
    Field.FIRST_NAME: HOUSEHOLD_WORDS[Field.FIRST_NAME],
    Field.SURNAME: HOUSEHOLD_WORDS[Field.SURNAME],
}
